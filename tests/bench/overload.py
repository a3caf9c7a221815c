"""Twice as many messages as one worker carries: what is answered is answered soon, nothing is lost
in silence, and the memory stays what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.bench.plan import Push, Pushed
from tests.bench.report import Row, at_least, at_most, compared
from tests.bench.servers import SERVERS, alone, drive

PAIRS: Final = 500
TIMES: Final = 2.0
SLOWEST: Final = 2.0
"""Seconds until a message is acknowledged, or refused with the time to try again."""
CARRIED: Final = 0.5
"""So much of what is carried at full load must still be carried."""
GROWN: Final = 48.0
"""Megabytes that the process may take beside."""


def on_both(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite, on either server."""
    return [row for server in SERVERS for row in _rows(folder, server, quick)]


def _rows(folder: Path, server: str, quick: bool) -> Iterator[Row]:
    pairs, seconds = (6, 1.0) if quick else (PAIRS, 12.0)
    with alone(folder, server, pairs) as (target, driver):
        found = drive("tests.bench.pushers", Push(target, TIMES, seconds, driver), Pushed)
    name, silent = f"overload × {TIMES:g}, {server}", float(found.unanswered + found.lost)
    rate, megabytes = found.acknowledged / found.seconds, found.grown / 1e6
    offered = found.offered / found.sending
    yield compared(f"{name}: offered", "a second", offered, "at full load", found.carried)
    carried = at_least(CARRIED, rate / found.carried, " ×")
    yield compared(
        f"{name}: acknowledged", "a second", rate, "at full load", found.carried, **carried
    )
    yield Row(name=f"{name}: refused", value=found.refused / found.seconds, unit="a second")
    yield Row(name=f"{name}: until answered, p50", value=found.p50, unit="s")
    yield Row(name=f"{name}: until answered, p99", value=found.p99, unit="s")
    limit = at_most(SLOWEST, found.slowest, " s")
    yield Row(name=f"{name}: until answered, slowest", value=found.slowest, unit="s", **limit)
    yield Row(name=f"{name}: until the driver looked, slowest", value=found.busy, unit="s")
    lost = at_most(0, silent)
    yield Row(name=f"{name}: lost in silence", value=silent, unit="messages", **lost)
    grown = at_most(GROWN, megabytes, " MB")
    yield Row(name=f"{name}: memory grown", value=megabytes, unit="MB", **grown)
