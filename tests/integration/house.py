"""A service of one process, on either server."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.services.prepared import prepare
from tests.services.process import free_port
from tests.services.program import Program, program

ADDRESS = re.compile(r"127\.0\.0\.\d+[:'\", ]+\d{4,5}|client=")
"""A client's address as daphne, autobahn and asyncio would write it."""
SETTINGS = {
    "MITI_STALL_SECONDS": "2",
    "MITI_SAY_RATE": "1000",
    "MITI_SAY_BURST": "1000",
}


class House(NamedTuple):
    """A service of one process, its address and its database."""

    process: Program
    base: str
    file: Path

    def get(self, path: str, headers: dict[str, str] | None = None) -> int:
        """The status of a page."""
        with closing(HTTPConnection(urlsplit(self.base).netloc, timeout=30)) as line:
            line.request("GET", path, headers=headers or {})
            return line.getresponse().status

    def lease(self) -> datetime:
        """Until when the newest visitor counts as present."""
        with closing(sqlite3.connect(self.file)) as rows:
            newest = "SELECT visitor_lease FROM chat_conversation ORDER BY id DESC LIMIT 1"
            (text,) = rows.execute(newest).fetchone()
        return datetime.fromisoformat(f"{text}+00:00")


@contextmanager
def served(server: str, folder: Path) -> Iterator[House]:
    """``miti up --demo``; whatever happens in it, no client's address is written anywhere."""
    prepare(folder, demo=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environ = {**SETTINGS, "MITI_DATA_DIR": str(folder)}
    words = ("up", "--demo", "--port", str(port), "--server", server)
    with program(*words, ready="Ctrl-C stops it", environ=environ) as process:
        yield House(process, base, folder / "miti.sqlite3")
    assert not ADDRESS.search(process.printed.replace(base, "")), process.printed
