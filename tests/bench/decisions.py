"""What a routing decision costs: the whole desk decided at once, and kept up event by event.

In processor time, so that whatever else the machine does is not taken for a slow decision.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter, thread_time
from typing import Final

from routing.decide import decide
from routing.domain import OnDuty, Rules, Snapshot, Waiting
from routing.engine import Engine
from tests.bench.report import Row, at_most

NOW: Final = 1_800_000_000.0
HANDLE_TIME: Final = 900.0
CITIES: Final = ("brussels", "charleroi", "liege", "namur")
SUBJECTS: Final = ("choosing", "learning", "working", "moving", "creating")
LANGUAGES: Final = ("fr", "nl", "en", "de", "uk")

WHOLE: Final = tuple(itertools.product((10, 200), (10, 2_000)))
KEPT_UP: Final = ((7, 100), (200, 2_000), (10_000, 100_000))
"""On duty, waiting."""
MEAN_LIMIT: Final = 60.0
P99_LIMIT: Final = 1_000.0
"""Microseconds for one decision of the engine."""


def both(folder: Path, quick: bool) -> list[Row]:
    """``decide`` on a snapshot, and the engine between two events."""
    sizes, kept_up = (WHOLE[:1], KEPT_UP[:1]) if quick else (WHOLE, KEPT_UP)
    rows = [_decide(*size, patience=0.05 if quick else 1.0) for size in sizes]
    for size in kept_up:
        rows += _engine(*size, events=100 if quick else 4_000)
    return rows


def _decide(on_duty: int, waiting: int, patience: float) -> Row:
    """One slot in ten is free, as when several talks end at once."""
    staff = tuple(
        _counselor(number, talks=1 if number % 5 == 0 else 2) for number in range(on_duty)
    )
    desk = Snapshot(tuple(_visitor(number) for number in range(waiting)), staff, HANDLE_TIME)
    times = list(_timed(lambda: decide(desk, Rules(), NOW), patience))
    return Row(
        name=f"decide, {on_duty} on duty, {waiting:,} waiting", value=median(times), unit="µs",
        spread=(min(times), max(times)),
    )  # fmt: skip


def _timed(action: Callable[[], object], patience: float) -> Iterator[float]:
    """Microseconds of each of several runs; at least three."""
    until = perf_counter() + patience
    for number in itertools.count():
        if number >= 3 and perf_counter() > until:
            return
        start = thread_time()
        action()
        yield (thread_time() - start) * 1e6


def _engine(on_duty: int, waiting: int, events: int) -> Iterator[Row]:
    """A talk ends and its slot is filled; somebody else comes and waits."""
    engine = Engine(Rules(), HANDLE_TIME)
    for number in range(on_duty):
        engine.on_duty(_counselor(number, talks=2), NOW)
    for number in range(waiting):
        engine.arrive(_visitor(number), NOW)
    times = []
    for number in range(events):
        member = engine.roster.members[number % on_duty]
        if not member.open:
            continue  # nobody waits for this one any more: no talk could end
        start = thread_time()
        engine.talk_ended(member.id, NOW + number)
        middle = thread_time()
        engine.arrive(_visitor(waiting + number), NOW + number)
        times += [(middle - start) * 1e6, (thread_time() - middle) * 1e6]
    title = f"engine, {on_duty:,} on duty, {waiting:,} waiting"
    average, slow = mean(times), quantiles(times, n=100)[98]
    yield Row(
        name=f"{title}: mean", value=average, unit="µs a decision",
        **at_most(MEAN_LIMIT, average, " µs"),
    )  # fmt: skip
    yield Row(
        name=f"{title}: p99", value=slow, unit="µs a decision", **at_most(P99_LIMIT, slow, " µs")
    )


def _counselor(number: int, talks: int) -> OnDuty:
    """Two slots, two subjects, two languages; most speak French or Dutch."""
    spoken = {LANGUAGES[number % 2]: 1.0, LANGUAGES[number % 5]: 0.8}
    subjects = frozenset({SUBJECTS[number % 5], SUBJECTS[number // 5 % 5]})
    return OnDuty(
        id=number, city=CITIES[number % 4], subjects=subjects, languages=spoken, slots=2,
        open_talks=talks, free_since=NOW - number % 600,
    )  # fmt: skip


def _visitor(number: int) -> Waiting:
    """Every sixth does not know the subject yet; most speak French or Dutch."""
    language = LANGUAGES[number % 2 if number % 8 else number // 8 % 5]
    subject = None if number % 6 == 0 else SUBJECTS[number % 5]
    return Waiting(
        number, CITIES[number % 4], subject, language, queued_at=NOW - 600 + number % 600
    )
