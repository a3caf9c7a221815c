"""The README's tables are printed by the code: run this module to write them anew."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from chat.lifecycle import mermaid
from miti.env import table

README: Final = Path(__file__).parents[2] / "README.md"


def _diagram() -> str:
    return f"```mermaid\n{mermaid()}\n```"


PARTS: Final[dict[str, Callable[[], str]]] = {"settings": table, "states": _diagram}


def written(text: str) -> str:
    """The README with every printed part as the code prints it now."""
    for name, part in PARTS.items():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        escaped = part().replace("\\", r"\\")
        text, found = marked.subn(rf"\g<1>{escaped}\n\g<2>", text)
        assert found == 1, f"README.md: the part “{name}” has lost its marks"
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
