"""Visitors who were all cut off, and come back at the same moment: ``python -m
tests.bench.returners``.

A :class:`Return` comes in, a :class:`Returned` for each round goes out. Each connects, says the
last line that it has, and has come back once it has the state and every line that it missed.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from time import perf_counter
from typing import Final

import msgspec

from tests.bench.line import Line, collect_faults
from tests.bench.machine import cpu_seconds
from tests.bench.plan import Return, Returned, Talk, Target

PATIENCE: Final = 60.0
SEEN: Final = 1
"""Everybody has the first line of their talk, and misses the others."""
STILL: Final = 0.5
"""Seconds in which a service that has nothing to do uses less than a tenth of a core."""


class _Frame(msgspec.Struct):
    type: str
    seq: int = 0
    last_seq: int = 0
    state: str = ""
    code: str = ""


_decode: Final = msgspec.json.Decoder(_Frame).decode


class Visitor:
    """One of them. ``back``: has everything."""

    line: Line

    def __init__(self) -> None:
        self.back = asyncio.get_running_loop().create_future()
        self._seq, self._goal = SEEN, 0

    async def open(self, port: int, talk: Talk) -> None:
        """Connect and greet."""
        self.line = await Line.to(port, "/ws/visitor", self._take)
        known = {"version": 1, "key": talk.key, "language": "fr", "seen": SEEN}
        self.line.tell({"type": "hello", **known})

    def _take(self, data: bytes) -> None:
        frame = _decode(data)
        match frame.type:
            case "entry":
                assert frame.seq == self._seq + 1, f"entry {frame.seq} came after {self._seq}"
                self._seq = frame.seq
            case "status":
                assert frame.state == "open", frame.state
                self._goal = frame.last_seq
            case "pulse":
                self.line.tell({"type": "beat"})
            case "refused":
                raise AssertionError(f"refused: {frame.code}")
        if self._goal and self._seq >= self._goal and not self.back.done():
            self.back.set_result(None)


async def one_round(target: Target) -> Returned:
    """Everybody at once, from no connection at all."""
    assert target.world is not None
    everybody = [(Visitor(), talk) for talk in target.world.talks]
    ports = target.ports
    cpu, start = cpu_seconds(target.roots), perf_counter()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(
            *(
                each.open(ports[number % len(ports)], talk)
                for number, (each, talk) in enumerate(everybody)
            )
        )
        opened = perf_counter() - start
        await asyncio.gather(*(each.back for each, _ in everybody))
    resumed = perf_counter() - start
    found = Returned(opened, resumed, cpu_seconds(target.roots) - cpu)
    for each, _ in everybody:
        each.line.end()
    await _quiet(target)
    return found


async def _quiet(target: Target) -> None:
    """Until the service has seen everybody off."""
    before, now = -1.0, cpu_seconds(target.roots)
    while now - before > STILL / 10:
        await asyncio.sleep(STILL)
        before, now = now, cpu_seconds(target.roots)


async def come_back(plan: Return) -> list[Returned]:
    """Round after round."""
    faults = collect_faults()
    gc.freeze()
    try:
        await _quiet(plan.target)
        return [await one_round(plan.target) for _ in range(plan.rounds)]
    finally:
        if faults:
            raise faults[0]


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Return)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(come_back(wanted))))
