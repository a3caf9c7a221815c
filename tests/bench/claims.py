"""How many waiting people can be taken in a second, through the one guarded claim."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from tests.bench.plan import Claimed, Claiming, Order
from tests.bench.report import Row, at_most, compared
from tests.bench.servers import DURABLE, MITI, ROOT, make_world
from tests.services.postgres import own_postgres
from tests.services.process import dies_with_us, free_port

Claimant = subprocess.Popen[bytes]
Pairs = list[tuple[int, int]]
SLOTS: Final = 3
ROUNDS: Final = 3


def on_both(folder: Path, quick: bool) -> list[Row]:
    """SQLite and PostgreSQL, each as a fresh installation has it: every commit synced."""
    size = 9 if quick else 120
    environ = {**MITI, "MITI_DATA_DIR": str(folder)}
    rows = list(_rows("claims, SQLite", environ, size))
    with own_postgres(free_port(), DURABLE) as url:
        rows += _rows("claims, PostgreSQL", {**environ, "DATABASE_URL": url}, size)
    return rows


def _rows(title: str, environ: Mapping[str, str], size: int) -> Iterator[Row]:
    turns = _turns(environ, size)
    rates: dict[str, list[float]] = {"guarded": [], "bare": []}
    with _claimants(environ, 2) as (one, other):
        for way in list(rates) * ROUNDS:
            (done,) = _run(Claiming(way, next(turns)), [one])
            rates[way].append(done.won / done.seconds)
        race = _run(Claiming("guarded", next(turns)), [one, other])
    ours, bare = rates["guarded"], median(rates["bare"])
    yield compared(
        f"{title}: one process", "a second", median(ours), "bare UPDATE … WHERE", bare,
        spread=(min(ours), max(ours)),
    )  # fmt: skip
    won, seconds = sum(each.won for each in race), max(each.seconds for each in race)
    yield Row(name=f"{title}: two after the same people", value=won / seconds, unit="a second")
    wrong = abs(won - size)
    yield Row(
        name=f"{title}: taken twice, or by nobody", value=wrong, unit="people", **at_most(0, wrong)
    )


def _turns(environ: Mapping[str, str], size: int) -> Iterator[Pairs]:
    """People for every turn: nobody is waiting twice, no slot is used twice."""
    turns = 2 * ROUNDS + 1
    order = Order(counselors=turns * size // SLOTS, slots=SLOTS, waiting=turns * size)
    world = make_world(environ, order)
    slots = itertools.chain.from_iterable([desk.id] * SLOTS for desk in world.desks)
    pairs = zip([each.id for each in world.waiting], slots, strict=True)
    for _ in range(turns):
        yield list(itertools.islice(pairs, size))


@contextmanager
def _claimants(environ: Mapping[str, str], count: int) -> Iterator[list[Claimant]]:
    """Processes that take what they are told to take."""
    command = [*dies_with_us(), sys.executable, "-m", "tests.bench.claimant"]
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                subprocess.Popen(
                    command, env={**os.environ, **environ}, cwd=ROOT,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                )
            )
            for _ in range(count)
        ]  # fmt: skip


def _run(order: Claiming, claimants: list[Claimant]) -> list[Claimed]:
    """Tell all of them at once, and wait for the last."""
    for each in claimants:
        assert each.stdin is not None
        each.stdin.write(msgspec.json.encode(order) + b"\n")
        each.stdin.flush()
    return [_answer(each) for each in claimants]


def _answer(claimant: Claimant) -> Claimed:
    assert claimant.stdout is not None
    return msgspec.json.decode(claimant.stdout.readline(), type=Claimed)
