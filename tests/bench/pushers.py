"""More messages than the service carries: ``python -m tests.bench.pushers``.

A :class:`Push` comes in, a :class:`Pushed` goes out. In an open loop nobody waits for an answer
before the next message, and nobody sends a refused one again: each is one try.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from statistics import quantiles
from time import perf_counter
from typing import Final

import msgspec

from tests.bench.driver import DRAIN, Driven
from tests.bench.line import collect_faults
from tests.bench.machine import memory_bytes
from tests.bench.pairs import MitiPair, Pair, miti_pairs, new_key
from tests.bench.plan import Phase, Push, Pushed

CARRIED: Final = Phase("carried", pairs=0, seconds=3.0, rounds=1, warm=2.0)


class Tally:
    """What became of each message. A pair itself holds entries to their order, each once."""

    def __init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.answers: list[float] = []
        self.stored: set[str] = set()
        self.refusals = self.delivered = 0

    def answered(self, key: str, *, refused: bool) -> None:
        """One is acknowledged or refused."""
        sent = self.sent.pop(key, None)
        if sent is None:
            return
        self.answers.append(perf_counter() - sent)
        if refused:
            self.refusals += 1
        else:
            self.stored.add(key)

    def heard(self, pair: Pair, side: int, key: str) -> None:
        """One has reached the other side."""
        self.delivered += key in self.sent or key in self.stored

    @property
    def lost(self) -> int:
        """Acknowledged, and not delivered."""
        return len(self.stored) - self.delivered


class Turns:
    """How long this program itself looked at nothing: no answer can seem sooner than that."""

    longest = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            before = perf_counter()
            await asyncio.sleep(0)
            self.longest = max(self.longest, perf_counter() - before)
            await asyncio.sleep(0.01)


class PushingPair(MitiPair):
    """One talk whose two sides do not wait."""

    tally: Tally

    def acknowledged(self, key: str) -> None:
        self.tally.answered(key, refused=False)

    def refused(self, side: int, frame: msgspec.Struct) -> None:
        self.tally.answered(frame.key, refused=True)  # type: ignore[attr-defined]


async def push(plan: Push) -> Pushed:
    """Find what is carried, then push."""
    faults = collect_faults()
    tally = PushingPair.tally = Tally()
    driven = Driven(plan.target)
    driven.pairs = list(await miti_pairs(plan.target, driven.heard, PushingPair))
    gc.freeze()
    count = len(driven.pairs)
    carried = (await driven.turn(msgspec.structs.replace(CARRIED, pairs=count))).rate
    for pair in driven.pairs:
        pair.heard = tally.heard
    before, start = memory_bytes(plan.target.roots), perf_counter()
    turns = Turns()
    watching = asyncio.create_task(turns.watch())
    await _send(driven.pairs, tally, carried * plan.times, plan.seconds)
    sending = perf_counter() - start
    grown = memory_bytes(plan.target.roots) - before
    offered = len(tally.answers) + len(tally.sent)
    await _drain(tally)
    seconds = perf_counter() - start
    watching.cancel()
    if faults:
        raise faults[0]
    marks = quantiles(tally.answers, n=100)
    return Pushed(
        carried, offered, sending, len(tally.stored), tally.refusals, seconds, marks[49],
        marks[98], max(tally.answers), len(tally.sent), tally.lost, grown, turns.longest,
    )  # fmt: skip


async def _send(pairs: list[Pair], tally: Tally, rate: float, seconds: float) -> None:
    start, number = perf_counter(), 0
    while (due := start + number / rate) < start + seconds:
        if due > perf_counter():
            await asyncio.sleep(due - perf_counter())
        turn, place = divmod(number, len(pairs))
        key = new_key()
        tally.sent[key] = perf_counter()
        pairs[place].say(turn % 2, key)
        number += 1
        if number % 50 == 0:
            await asyncio.sleep(0)  # whoever is late must listen, too


async def _drain(tally: Tally) -> None:
    """Until everything is answered and delivered, within reason."""
    deadline = perf_counter() + DRAIN
    while (tally.sent or tally.lost) and perf_counter() < deadline:  # noqa: ASYNC110 - bounded
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Push)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(push(wanted))))
