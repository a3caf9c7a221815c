"""People come to desks that are free for them: ``python -m tests.bench.newcomers``.

A :class:`Rush` comes in, a :class:`Came` goes out. Nobody waits for anybody else: each comes when
due, however long the service takes, and the time counts from then.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import sys
from time import perf_counter
from typing import Final

import msgspec

from tests.bench.line import collect_faults
from tests.bench.plan import Came, Rush
from tests.bench.watcher import SETTLE, Desks, Visitor

LAST: Final = 3.0
"""Seconds within which the last ones must be offered to somebody, else they were left waiting."""


class Street:
    """Everybody who comes, and when they were due."""

    def __init__(self, rush: Rush) -> None:
        self._rush = rush
        self._desks = Desks()
        self._due: dict[str, float] = {}
        self._offered: dict[str, float] = {}

    async def walk(self) -> Came:
        """Open the desks, let people come, and see who was offered to somebody."""
        world = self._rush.world
        await self._desks.connect(self._rush.ports, [desk.cookie for desk in world.desks])
        await asyncio.sleep(SETTLE)
        watching = asyncio.create_task(self._watch())
        await self._come()
        await asyncio.sleep(LAST)
        watching.cancel()
        waits = [self._offered[ref] - due for ref, due in self._due.items() if ref in self._offered]
        return Came(len(self._due), waits)

    async def _watch(self) -> None:
        while True:
            at, ref = await self._desks.offers.get()
            self._offered.setdefault(ref, at)

    async def _come(self) -> None:
        dice = random.Random(self._rush.per_hour)
        due = start = perf_counter()
        async with asyncio.TaskGroup() as group:
            while due < start + self._rush.seconds:
                await asyncio.sleep(max(0.0, due - perf_counter()))
                group.create_task(self._one(due))
                due += dice.expovariate(self._rush.per_hour / 3600)

    async def _one(self, due: float) -> None:
        visitor = Visitor(secrets.token_urlsafe(32))
        await visitor.connect(self._rush.ports[0])
        await visitor.arrive()
        self._due[await visitor.ref] = due


async def walk(rush: Rush) -> Came:
    """One stream of people."""
    faults = collect_faults()
    try:
        return await Street(rush).walk()
    finally:
        if faults:
            raise faults[0]


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Rush)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(walk(wanted))))
