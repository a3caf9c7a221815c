"""What a delivered, committed and synced message costs, beside a bare relay that stores nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from tests.bench.plan import Drive, Measured, Order, Phase, Target
from tests.bench.report import Row, at_most, compared
from tests.bench.servers import (
    drive,
    miti_alone,
    miti_together,
    relay,
    side_by_side,
    split_cores,
    stage,
)

Figure = Callable[[Measured], float]
SLOTS: Final = 3
FULL: Final = "full load"
LIGHT: Final = "200 messages/s"
EVEN: Final = "3,000 messages/s"
HALF: Final = "1,500 messages/s"

# Limits of the ratios of processor time, and of the latencies in milliseconds.
FULL_RATIO: Final = 0.33
LIGHT_RATIO: Final = 0.85
LEVEL: Final = 1.1
"""So much more may a message cost with two workers of one service than with two services of one
worker each that know nothing of each other, at the same rate: two can only deliver nearly twice as
much as one if it stays about the same. Not at full load, where what they deliver is as much as the
disk syncs: two services on two databases more than one, and whoever waits less shares more of each
commit. Beside a single worker at half the rate the cores tell as much as the workers do: where five
busy processes share two of them instead of three, each does less in its time."""
LATENCIES: Final = {"p50": 6.0, "p95": 15.0, "p99": 25.0}

ONE, TWO, UVICORN = "miti", "miti, two workers", "miti on uvicorn"
APART: Final = "two services of one worker"
RELAY, RELAYS = "bare relay", "two bare relays"


def one_process(folder: Path, quick: bool) -> list[Row]:
    """``miti up`` on SQLite, on either server; one daphne with the layer in memory."""
    phases = _phases(quick=quick)
    servers, driver = split_cores()
    with stage(folder, servers) as on:
        targets = [
            _called(ONE, miti_alone(on, _people(phases))),
            _called(UVICORN, miti_alone(on, _people(phases), "uvicorn")),
            _called(RELAY, relay(on, 1)),
        ]
        found = _drive(Drive(targets, phases, driver))
    rows = list(_beside("SQLite", found, phases, ONE, RELAY))
    return rows + list(_beside("SQLite, uvicorn", found, phases, UVICORN, RELAY))


def together(folder: Path, quick: bool) -> list[Row]:
    """``miti serve``, one and two of them, and ``miti work`` on PostgreSQL and Redis; as many
    daphnes on Redis; and two services of one ``miti serve`` each, at once.

    At 200 messages a second nearly every message has a commit of its own: a bare prepared INSERT
    with its sync takes PostgreSQL alone a sixth to a third of what the whole bare relay takes, ours
    a third to two fifths. And our messages share what pulses and loops take, which run whether
    anybody writes or not.
    """
    phases = _phases(quick=quick)
    even = _even_phases(quick=quick)
    everywhere = sorted(os.sched_getaffinity(0))
    with ExitStack() as stages:
        on, left, right = (
            stages.enter_context(stage(folder / name, everywhere))
            for name in ("on", "left", "right")
        )
        apart = (miti_together(each, _people(phases), 1) for each in (left, right))
        targets = [
            _called(ONE, miti_together(on, _people(phases), 1)),
            _called(TWO, miti_together(on, _people(phases, 2), 2)),
            _called(APART, side_by_side(*apart)),
            _called(RELAY, relay(on, 1, redis=True)),
            _called(RELAYS, relay(on, 2, redis=True)),
        ]
        found = _drive(Drive(targets, phases + even, everywhere))
    full = [phase for phase in phases if phase.rate is None]
    return [
        *_beside("PostgreSQL and Redis", found, phases, ONE, RELAY),
        *_beside("PostgreSQL and Redis, two workers", found, full, TWO, RELAYS),
        *_level(found, *([EVEN, HALF] if even else [FULL, FULL])),
    ]


def _called(name: str, target: Target) -> Target:
    return msgspec.structs.replace(target, name=name)


def _phases(*, quick: bool) -> list[Phase]:
    if quick:
        return [Phase(FULL, pairs=6, seconds=1.5, rounds=1, warm=0.3)]
    return [
        Phase(FULL, pairs=100, seconds=3.0, rounds=7),
        # idle cores sleep and wake as the machine pleases: a turn differs by half from the next
        Phase(LIGHT, pairs=50, seconds=3.0, rounds=11, rate=200.0, targets=[ONE, UVICORN, RELAY]),
    ]


def _even_phases(*, quick: bool) -> list[Phase]:
    """As much to do for each worker, however fast the disk is."""
    if quick:
        return []
    return [
        Phase(EVEN, pairs=100, seconds=3.0, rounds=7, rate=3000.0, targets=[TWO, APART]),
        Phase(HALF, pairs=100, seconds=3.0, rounds=7, rate=1500.0, targets=[ONE]),
    ]


def _people(phases: list[Phase], processes: int = 1) -> Order:
    pairs = max(phase.pairs for phase in phases) * processes
    return Order(counselors=-(-pairs // SLOTS), slots=SLOTS, talks=pairs)


def _drive(plan: Drive) -> list[Measured]:
    return drive("tests.bench.driver", plan, list[Measured])


# --- rows --------------------------------------------------------------------------------------


def _beside(
    name: str, found: list[Measured], phases: list[Phase], ours: str, theirs: str
) -> Iterator[Row]:
    """One target's rows, beside those of its relay."""
    for phase in phases:
        mine, other = (_turns(found, phase.name, target) for target in (ours, theirs))
        title = f"{name}, {phase.name}"
        yield _lost(title, mine)
        yield from _costs(title, mine, other, FULL_RATIO if phase.rate is None else LIGHT_RATIO)
        yield from _latencies(title, mine, other, judged=phase.rate is not None)


def _turns(found: list[Measured], phase: str, target: str) -> list[Measured]:
    return [each for each in found if (each.phase, each.target) == (phase, target)]


def _level(found: list[Measured], phase: str, half: str) -> Iterator[Row]:
    """Two workers, beside as many that share nothing but the cores, and beside one; each with as
    many pairs, who write as much. Where cores are few, only the cost of a message can tell."""
    two, apart = (_turns(found, phase, target) for target in (TWO, APART))
    one = _turns(found, half, ONE)
    title = f"PostgreSQL and Redis, {phase}: CPU with two workers"
    row = _compare(title, "ms a message", two, apart, attrgetter("cpu_each"), APART)
    assert row.ratio is not None
    yield msgspec.structs.replace(row, **at_most(LEVEL, row.ratio, " ×"))
    title += ", beside one"
    yield _compare(title, "ms a message", two, one, attrgetter("cpu_each"), "one worker")


def _costs(title: str, ours: list[Measured], theirs: list[Measured], limit: float) -> Iterator[Row]:
    cost = f"{title}: CPU of all processes"
    row = _compare(cost, "ms a message", ours, theirs, attrgetter("cpu_each"))
    assert row.ratio is not None
    yield msgspec.structs.replace(row, **at_most(limit, row.ratio, " ×"))
    yield _compare(f"{title}: delivered", "a second", ours, theirs, attrgetter("rate"))


def _latencies(
    title: str, ours: list[Measured], theirs: list[Measured], *, judged: bool
) -> Iterator[Row]:
    for mark, limit in LATENCIES.items():
        row = _compare(f"{title}: {mark}", "ms", ours, theirs, _latency(mark))
        yield msgspec.structs.replace(row, **at_most(limit, row.value, " ms")) if judged else row


def _latency(mark: str) -> Figure:
    def in_ms(each: Measured) -> float:
        seconds: float = getattr(each, mark)
        return seconds * 1000

    return in_ms


def _compare(
    name: str,
    unit: str,
    ours: list[Measured],
    theirs: list[Measured],
    figure: Figure,
    baseline: str = RELAY,
) -> Row:
    """Medians of the turns; the spread is that of ours."""
    values = [figure(each) for each in ours]
    beside = median(figure(each) for each in theirs)
    spread = (min(values), max(values))
    return compared(name, unit, median(values), baseline, beside, spread=spread)


def _lost(title: str, ours: Iterable[Measured]) -> Row:
    lost = sum(each.lost for each in ours)
    return Row(name=f"{title}: lost", value=lost, unit="messages", **at_most(0, lost))
