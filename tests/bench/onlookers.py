"""Counselors who all look at their desks: ``python -m tests.bench.onlookers``.

A :class:`Look` comes in, a :class:`Looked` goes out. Every desk is open; then desks are opened once
more in a second tab, people come, and people who are in talk write, one after the other.
"""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from time import perf_counter
from typing import Final
from uuid import uuid4

import msgspec

from tests.bench.line import Line, collect_faults
from tests.bench.pairs import PATIENCE
from tests.bench.plan import Look, Looked
from tests.bench.watcher import SETTLE, Visitor

PAUSE: Final = 0.02
BETWEEN: Final = 0.5
"""Seconds between two people who come: each is told for itself."""


class _Talk(msgspec.Struct):
    ref: str
    last_seq: int


class _Frame(msgspec.Struct):
    type: str
    ref: str | None = None
    seq: int = 0
    key: str = ""
    talks: list[_Talk] = []
    code: str = ""


_decode: Final = msgspec.json.Decoder(_Frame).decode


class Page:
    """A desk in a browser. ``whole``: it has the desk, and every line of every talk."""

    line: Line

    def __init__(self, on_queue: Callable[[bytes], None] | None = None) -> None:
        self.whole: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self._on_queue = on_queue
        self._missing: dict[str, int] = {}

    async def open(self, port: int, cookie: str) -> None:
        """Connect and greet; returns with everything there."""
        self.line = await Line.to(port, "/ws/desk", self._take, cookie)
        self.line.tell({"type": "hello", "version": 1})
        await asyncio.wait_for(self.whole, PATIENCE)

    def _take(self, data: bytes) -> None:
        frame = _decode(data)
        match frame.type:
            case "welcome":
                self._missing = {each.ref: each.last_seq for each in frame.talks}
                self._complete()
            case "entry":
                if self._missing.get(frame.ref or "") == frame.seq:
                    del self._missing[frame.ref or ""]
                    self._complete()
                self.shown.put_nowait(frame.key)
            case "queue" if self._on_queue is not None:
                self._on_queue(data)
            case "pulse":
                self.line.tell({"type": "beat"})
            case "refused":
                raise AssertionError(f"refused: {frame.code}")

    def _complete(self) -> None:
        if not self._missing and not self.whole.done():
            self.whole.set_result(None)


class Morning:
    """All desks, and who of them has seen the one who came last."""

    def __init__(self, look: Look) -> None:
        world = look.target.world
        assert world is not None
        self._world, self._ports, self._look = world, look.target.ports, look
        self._desks: list[Page] = []
        self._queues: dict[int, tuple[float, bytes]] = {}
        self._ref = b""
        self._seen: dict[int, float] = {}
        self._all_seen = asyncio.Event()

    async def open(self) -> None:
        """Every desk, one after the other."""
        for number, desk in enumerate(self._world.desks):
            page = Page(lambda data, number=number: self._queue(number, data))  # type: ignore[misc]
            await page.open(self._ports[number % len(self._ports)], desk.cookie)
            self._desks.append(page)

    def _queue(self, number: int, data: bytes) -> None:
        self._queues[number] = (perf_counter(), data)
        self._check(number)

    def _check(self, number: int) -> None:
        at, data = self._queues.get(number, (0.0, b""))
        if self._ref and self._ref in data and number not in self._seen:
            self._seen[number] = at
            if len(self._seen) == len(self._desks):
                self._all_seen.set()

    async def _turns(self) -> AsyncIterator[int]:
        """So many times, or for so long."""
        until = perf_counter() + self._look.seconds
        for turn in range(self._look.times):
            if perf_counter() > until:
                return
            yield turn

    async def opened(self) -> list[float]:
        """Each desk once more, in a second tab that is closed again."""
        found = []
        async for turn in self._turns():
            page, desk = Page(), self._world.desks[turn % len(self._world.desks)]
            start = perf_counter()
            await page.open(self._ports[turn % len(self._ports)], desk.cookie)
            found.append(perf_counter() - start)
            page.line.end()
            await asyncio.sleep(PAUSE)
        return found

    async def came(self) -> list[float]:
        """Somebody comes; until each of the desks has them in its queue."""
        found: list[float] = []
        async for _ in self._turns():
            visitor = Visitor(secrets.token_urlsafe(32))
            await visitor.connect(self._ports[0])
            self._ref, self._seen = b"", {}
            self._all_seen.clear()
            start = perf_counter()
            await visitor.arrive()
            self._ref = (await visitor.ref).encode()
            for number in list(self._queues):  # told sooner than the visitor was
                self._check(number)
            await asyncio.wait_for(self._all_seen.wait(), PATIENCE)
            found += [at - start for at in self._seen.values()]
            await asyncio.sleep(BETWEEN)
        return found

    async def wrote(self) -> list[float]:
        """Somebody who is in talk writes; until their counselor's desk shows it."""
        found = []
        visitors = []
        for talk in self._world.talks[: self._look.times]:
            visitor = Visitor(talk.key)
            await visitor.connect(self._ports[0])
            visitors.append((visitor, self._desks[talk.desk].shown))
        await asyncio.sleep(SETTLE)
        async for turn in self._turns():
            visitor, shown = visitors[turn % len(visitors)]
            key, start = str(uuid4()), perf_counter()
            visitor.line.tell({"type": "say", "key": key, "text": "Encore une question."})
            async with asyncio.timeout(PATIENCE):
                while await shown.get() != key:
                    pass
            found.append(perf_counter() - start)
            await asyncio.sleep(PAUSE)
        return found


async def look(plan: Look) -> Looked:
    """The three, one after the other."""
    faults = collect_faults()
    morning = Morning(plan)
    try:
        await morning.open()
        await asyncio.sleep(SETTLE)
        gc.freeze()
        return Looked(await morning.opened(), await morning.came(), await morning.wrote())
    finally:
        if faults:
            raise faults[0]


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Look)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(look(wanted))))
