"""What sealing costs a message, beside the same Miti that stores what is typed as it is."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from tests.bench.plan import Drive, Measured, Order, Phase, Target
from tests.bench.report import Row, at_most, compared
from tests.bench.servers import drive, miti_alone, miti_together, split_cores, stage

SEALED, CLEAR = "miti", "miti in clear"
PROGRAMS: Final = {SEALED: "tests.bench.miti_unlimited", CLEAR: "tests.bench.miti_in_clear"}
SLOTS: Final = 3
LIMIT: Final = 1.15
"""Of the ratio; the spread of one and the same program is a tenth."""


def on_both(folder: Path, quick: bool) -> list[Row]:
    """One process on SQLite, and on PostgreSQL and Redis, as busy as they can be."""
    phase = Phase("full load", pairs=100, seconds=3.0, rounds=3)
    if quick:
        phase = Phase("full load", pairs=6, seconds=1.5, rounds=1, warm=0.3)
    people = Order(counselors=-(-phase.pairs // SLOTS), slots=SLOTS, talks=phase.pairs)
    servers, driver = split_cores()
    with stage(folder, servers) as on:
        targets = [
            _called(name, miti_alone(on, people, program=each)) for name, each in PROGRAMS.items()
        ]
        alone = _compared("SQLite", Drive(targets, [phase], driver))
    everywhere = sorted(os.sched_getaffinity(0))
    with stage(folder, everywhere) as on:
        targets = [
            _called(name, miti_together(on, people, 1, program=each))
            for name, each in PROGRAMS.items()
        ]
        return [alone, _compared("PostgreSQL", Drive(targets, [phase], everywhere))]


def _called(name: str, target: Target) -> Target:
    return msgspec.structs.replace(target, name=name)


def _compared(database: str, plan: Drive) -> Row:
    """The medians of processor time for one delivered message."""
    found = drive("tests.bench.driver", plan, list[Measured])
    each = attrgetter("cpu_each")
    ours = [each(turn) for turn in found if turn.target == SEALED]
    clear = median(each(turn) for turn in found if turn.target == CLEAR)
    row = compared(
        f"sealed, {database}: CPU of all processes", "ms a message", median(ours), CLEAR, clear,
        spread=(min(ours), max(ours)),
    )  # fmt: skip
    assert row.ratio is not None
    return msgspec.structs.replace(row, **at_most(LIMIT, row.ratio, " ×"))
