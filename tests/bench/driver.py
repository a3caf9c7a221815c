"""Drives the services of a bench, turn by turn: a :class:`Drive` comes in, measurements go out.

A process of its own, on a core of its own where there are several. Latencies count from the
moment a message was due, so that a service that stalls cannot hide it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from statistics import quantiles
from time import perf_counter

import msgspec

from tests.bench.line import collect_faults
from tests.bench.machine import cpu_seconds
from tests.bench.pairs import Pair, miti_pairs, new_key, relay_pairs
from tests.bench.plan import Drive, Measured, Phase, Target

DRAIN = 20.0
"""Seconds after a turn within which what is under way must arrive, else it is lost."""


class Load:
    """One turn's messages, from the sending to the other side's screen."""

    def __init__(self, pairs: list[Pair], rate: float | None) -> None:
        self._pairs, self._rate = pairs, rate
        self._due: dict[str, float] = {}
        self._latencies: list[float] = []
        self._going = True

    async def send(self) -> None:
        """Send until stopped."""
        if self._rate is None:
            for pair in self._pairs:
                self._say(pair, 0, perf_counter())
        else:
            await self._send_evenly(self._rate)

    async def _send_evenly(self, rate: float) -> None:
        start, number = perf_counter(), 0
        while self._going:
            due = start + number / rate
            if due > perf_counter():
                await asyncio.sleep(due - perf_counter())
            turn, place = divmod(number, len(self._pairs))
            self._say(self._pairs[place], turn % 2, due)
            number += 1

    def heard(self, pair: Pair, side: int, key: str) -> None:
        """A message has reached the other side, who answers if each pair has one under way."""
        due = self._due.pop(key, None)
        if due is None:
            return
        now = perf_counter()
        self._latencies.append(now - due)
        if self._rate is None and self._going:
            self._say(pair, side, now)

    def _say(self, pair: Pair, side: int, due: float) -> None:
        key = new_key()
        self._due[key] = due
        pair.say(side, key)

    def take(self) -> list[float]:
        """The latencies since the last call."""
        found, self._latencies = self._latencies, []
        return found

    async def stop(self) -> int:
        """Send nothing more and wait for what is under way; how many never came."""
        self._going = False
        deadline = perf_counter() + DRAIN
        while self._due and perf_counter() < deadline:  # noqa: ASYNC110 - bounded in time
            await asyncio.sleep(0.02)
        return len(self._due)


class Driven:
    """A target with everybody connected."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.pairs: list[Pair] = []
        self._load: Load | None = None

    async def connect(self, count: int) -> None:
        """Open all sockets."""
        if self.target.world is None:
            self.pairs = await relay_pairs(self.target, self.heard, count)
        else:
            self.pairs = list(await miti_pairs(self.target, self.heard))

    def heard(self, pair: Pair, side: int, key: str) -> None:
        """A message has reached the other side."""
        if self._load is not None:
            self._load.heard(pair, side, key)

    async def turn(self, phase: Phase) -> Measured:
        """Warm up, measure, let everything arrive."""
        pairs = self.pairs[: phase.pairs * len(self.target.ports)]
        load = self._load = Load(pairs, phase.rate)
        sending = asyncio.create_task(load.send())
        await asyncio.sleep(phase.warm)
        load.take()
        cpu, start = cpu_seconds(self.target.roots), perf_counter()
        await asyncio.sleep(phase.seconds)
        latencies, seconds = load.take(), perf_counter() - start
        cpu = cpu_seconds(self.target.roots) - cpu
        lost = await load.stop()
        await sending
        return _measured(phase, self.target, latencies, seconds, cpu, lost)


def _measured(
    phase: Phase, target: Target, latencies: list[float], seconds: float, cpu: float, lost: int
) -> Measured:
    marks = quantiles(latencies, n=100)
    return Measured(
        phase.name, target.name, len(latencies), seconds, cpu,
        p50=marks[49], p95=marks[94], p99=marks[98], lost=lost,
    )  # fmt: skip


async def drive(plan: Drive) -> list[Measured]:
    """Every phase, round by round, on one target after the other."""
    faults = collect_faults()
    driven = [Driven(target) for target in plan.targets]
    try:
        for each in driven:
            pairs = max(phase.pairs for phase in plan.phases)
            await each.connect(pairs * len(each.target.ports))
        gc.freeze()  # nothing of this is garbage: do not look at it again while measuring
        return [
            await each.turn(phase)
            for phase in plan.phases
            for each in driven * phase.rounds
            if not faults and (not phase.targets or each.target.name in phase.targets)
        ]
    finally:
        if faults:
            raise faults[0]


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Drive)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(drive(wanted))))
