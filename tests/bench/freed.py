"""From "a slot is free" to "the next person is on a counselor's screen", over real sockets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Final

from tests.bench.plan import Order, Target, Watch
from tests.bench.report import Row, at_most
from tests.bench.servers import Stage, drive, miti_alone, miti_together, split_cores, stage

SLOTS: Final = 2
WAITING: Final = 20
DESKS: Final = (10, 50, 200)
LIMIT: Final = 100.0
"""Milliseconds that the slowest hundredth may take with 200 counselors on duty."""


def alone(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite, with few and with many counselors on duty."""
    servers, driver = split_cores()
    rows: list[Row] = []
    for desks in (3,) if quick else DESKS:
        place = folder / str(desks)
        place.mkdir()
        rows += _rows(f"slot freed, {desks} on duty", place, desks, miti_alone, servers, driver)
    return rows


def together(folder: Path, quick: bool) -> list[Row]:
    """``miti serve`` and ``miti work`` on PostgreSQL and Redis: the offer crosses processes."""
    cores, desks = sorted(os.sched_getaffinity(0)), 3 if quick else DESKS[-1]
    title = f"slot freed, {desks} on duty, PostgreSQL and Redis"
    return list(_rows(title, folder, desks, one_and_work, cores, cores))


def one_and_work(on: Stage, order: Order) -> Target:
    """One process for the sockets and one that decides."""
    return miti_together(on, order, 1)


def _rows(
    title: str,
    folder: Path,
    desks: int,
    start: Callable[[Stage, Order], Target],
    servers: list[int],
    driver: list[int],
) -> Iterator[Row]:
    order = Order(counselors=desks, slots=SLOTS, talks=desks * SLOTS, waiting=WAITING)
    samples, seconds = (4, 5.0) if desks < min(DESKS) else (100, 25.0)
    with stage(folder, servers) as on:
        target = start(on, order)
        assert target.world is not None
        plan = Watch(target.ports, target.world, samples, seconds, driver)
        found = drive("tests.bench.watcher", plan, list[float])
    marks = quantiles(found, n=100, method="inclusive")
    for mark in (50, 99):
        value = marks[mark - 1] * 1000
        limit = at_most(LIMIT, value, " ms") if mark == 99 and desks == max(DESKS) else {}
        spread = (min(found) * 1000, max(found) * 1000)
        yield Row(name=f"{title}: p{mark}", value=value, unit="ms", spread=spread, **limit)
