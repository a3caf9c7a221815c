"""Which build of the pages this is: told to each page and each socket, so that old pages notice."""

import hashlib
from pathlib import Path
from typing import Final

PARTS: Final = ("static/**/*.js", "static/**/*.css", "*/templates/**/*.html", "miti/locale/**/*.po")
"""Whatever a page that is open already does not get: its scripts, its looks, its words."""


def build_of(root: Path) -> str:
    """Eight signs that change with any of the pages below ``root``."""
    digest = hashlib.sha256()
    for file in sorted(each for part in PARTS for each in root.glob(part)):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]
