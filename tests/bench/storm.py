"""A thousand visitors were cut off, and come back at once: how long until all have everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.plan import Order, Return, Returned, Target
from tests.bench.report import Row, at_most
from tests.bench.servers import (
    Stage,
    drive,
    measured,
    miti_alone,
    miti_together,
    split_cores,
    stage,
)

VISITORS: Final = 1000
SLOTS: Final = 3
LIMIT: Final = 3.0
"""Seconds until the last of them has the state and every line that they missed."""
Start = Callable[[Stage, Order], Target]


def alone(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite, on either server."""
    rows: list[Row] = []
    for server in measured(quick):
        start = partial(miti_alone, server=server)
        rows += _rows(f"{server}, SQLite", folder, quick, start)
    return rows


def together(folder: Path, quick: bool) -> list[Row]:
    """One ``miti serve`` and ``miti work`` on PostgreSQL and Redis, on either server."""
    rows: list[Row] = []
    for server in measured(quick):
        start = partial(miti_together, processes=1, server=server)
        rows += _rows(f"{server}, PostgreSQL and Redis", folder / server, quick, start)
    return rows


def _rows(name: str, folder: Path, quick: bool, start: Start) -> Iterator[Row]:
    """One core serves, and the database with it; nobody else is asked to wait for a driver."""
    visitors, rounds = (20, 1) if quick else (VISITORS, 3)
    servers, driver = split_cores()
    with stage(folder, servers) as on:
        target = start(on, Order(counselors=-(-visitors // SLOTS), slots=SLOTS, talks=visitors))
        found = drive("tests.bench.returners", Return(target, rounds, driver), list[Returned])
    title = f"storm of {visitors}, {name}"
    yield _row(f"{title}: all are connected", [each.opened for each in found])
    last = _row(f"{title}: all have resumed", [each.resumed for each in found])
    yield _judged(last)
    each = [1000 * turn.cpu / visitors for turn in found]
    yield _row(f"{title}: CPU of all processes", each, "ms each")


def _row(name: str, values: list[float], unit: str = "s") -> Row:
    return Row(name=name, value=median(values), unit=unit, spread=(min(values), max(values)))


def _judged(row: Row) -> Row:
    target = at_most(LIMIT, row.value, " s")
    row.target, row.holds = target["target"], target["holds"]
    return row
