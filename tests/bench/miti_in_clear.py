"""`miti` without its limits that stores what is typed as it is: to be measured beside."""

from __future__ import annotations

import runpy

from chat.vault import DataKey


def _seal(self: DataKey, text: str, place: bytes) -> bytes:
    return text.encode()


def _open(self: DataKey, sealed: bytes, place: bytes) -> str:
    return sealed.decode(errors="replace")  # what the world was made with is sealed


if __name__ == "__main__":
    DataKey.seal = _seal  # type: ignore[method-assign]
    DataKey.open = _open  # type: ignore[method-assign]
    runpy.run_module("tests.bench.miti_unlimited", run_name="__main__")
