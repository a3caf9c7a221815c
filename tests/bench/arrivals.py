"""Two thousand arrivals an hour, over real sockets: nobody who could be helped is left waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.freed import one_and_work
from tests.bench.plan import Came, Order, Rush, Target
from tests.bench.report import Row, at_most
from tests.bench.servers import Stage, drive, miti_alone, split_cores, stage

DESKS: Final = 200
PER_HOUR: Final = 2000
BURST: Final = 4
"""So many times as often do people come in a rush; then only nobody may be left waiting."""
LIMIT: Final = 500.0
"""Milliseconds from a question to a counselor's screen at most."""


def alone(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite."""
    return list(_rows("arrivals", folder, quick, miti_alone))


def together(folder: Path, quick: bool) -> list[Row]:
    """``miti serve`` and ``miti work`` on PostgreSQL and Redis."""
    return list(_rows("arrivals, PostgreSQL and Redis", folder, quick, one_and_work))


def _rows(
    title: str, folder: Path, quick: bool, start: Callable[[Stage, Order], Target]
) -> Iterator[Row]:
    """Half of the slots are taken before anybody comes; those who come stay."""
    desks, seconds = (3, 3.0) if quick else (DESKS, 16.0)
    servers, driver = split_cores()
    with stage(folder, servers if start is miti_alone else [*servers, *driver]) as on:
        target = start(on, Order(counselors=desks, slots=2, talks=desks))
        assert target.world is not None
        for per_hour in (PER_HOUR, PER_HOUR * BURST):
            rush = Rush(target.ports, target.world, per_hour, seconds, driver)
            found = drive("tests.bench.newcomers", rush, Came)
            yield from _of(f"{title}, {per_hour} an hour", found, judged=per_hour == PER_HOUR)


def _of(name: str, found: Came, *, judged: bool) -> Iterator[Row]:
    middle, slowest = median(found.offered) * 1000, max(found.offered) * 1000
    yield Row(name=f"{name}: median until offered", value=middle, unit="ms")
    limit = at_most(LIMIT, slowest, " ms") if judged else {}
    yield Row(name=f"{name}: slowest", value=slowest, unit="ms", **limit)
    left = float(found.came - len(found.offered))
    yield Row(name=f"{name}: left waiting", value=left, unit="people", **at_most(0, left))
