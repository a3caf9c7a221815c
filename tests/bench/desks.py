"""A whole morning on 200 desks: how soon a desk has everything, and how soon it has what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Final

from tests.bench.freed import one_and_work
from tests.bench.plan import Look, Looked, Order, Target
from tests.bench.report import Row, at_most
from tests.bench.servers import Stage, drive, miti_alone, split_cores, stage

MORNING: Final = Order(
    counselors=200, slots=2, talks=400, waiting=100, held=400, left=300, over=800
)
"""2,000 conversations: in talk, waiting, on hold, left questions, and over within the hour."""
SMALL: Final = Order(counselors=3, slots=2, talks=6, waiting=2, held=3, left=2, over=3)
OPENED: Final = 250.0
CAME: Final = 1000.0
"""A third of a second of it changes of the queue are gathered, and then told together."""
WROTE: Final = 50.0


def alone(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite."""
    servers, driver = split_cores()
    return list(_rows("desk", folder, quick, miti_alone, servers, driver))


def together(folder: Path, quick: bool) -> list[Row]:
    """``miti serve`` and ``miti work`` on PostgreSQL and Redis."""
    servers, driver = split_cores()
    title = "desk, PostgreSQL and Redis"
    return list(_rows(title, folder, quick, one_and_work, [*servers, *driver], driver))


def _rows(
    title: str,
    folder: Path,
    quick: bool,
    start: Callable[[Stage, Order], Target],
    servers: list[int],
    driver: list[int],
) -> Iterator[Row]:
    times, seconds = (3, 3.0) if quick else (200, 10.0)
    with stage(folder, servers) as on:
        target = start(on, SMALL if quick else MORNING)
        found = drive("tests.bench.onlookers", Look(target, times, seconds, driver), Looked)
    for what, times_taken, limit in (
        ("has everything", found.opened, OPENED),
        ("sees who came", found.came, CAME),
        ("shows a message", found.wrote, WROTE),
    ):
        marks = quantiles(times_taken, n=20, method="inclusive")
        for name, seconds_taken in (("p50", marks[9]), ("p95", marks[18])):
            value = seconds_taken * 1000
            spread = (min(times_taken) * 1000, max(times_taken) * 1000)
            judged = at_most(limit, value, " ms") if name == "p95" else {}
            yield Row(
                name=f"{title}: {what}, {name}", value=value, unit="ms", spread=spread, **judged
            )
