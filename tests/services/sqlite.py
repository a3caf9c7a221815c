"""The SQLite file of a running service, as somebody else would open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Nobody else can write to this database."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")
