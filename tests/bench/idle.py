"""What a visitor and a counselor who are connected, and say nothing, take of the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.plan import Stay, Stayed
from tests.bench.report import Row, at_most
from tests.bench.servers import alone, drive, measured

FIRST: Final = 100
"""Pairs who make the room that a service takes once: caches, threads, connections."""
PAIRS: Final = 500
LIMIT: Final = 60.0
"""Kilobytes (of 1,000 bytes) of the process for one pair."""


def on_both(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite, on either server; every pair has had a pulse, and answered it."""
    return [row for server in measured(quick) for row in _rows(folder, server, quick)]


def _rows(folder: Path, server: str, quick: bool) -> Iterator[Row]:
    first, pairs, seconds = (3, 6, 1.0) if quick else (FIRST, PAIRS, 25.0)
    everybody = first + pairs
    with alone(folder, server, everybody) as (target, driver):
        found = drive("tests.bench.stayers", Stay(target, first, seconds, driver), Stayed)
    each = found.each / 1000
    name = f"idle pair of {everybody}, {server}: memory of the process"
    yield Row(name=name, value=each, unit="kB", **at_most(LIMIT, each, " kB"))
