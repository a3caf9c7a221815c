"""Frees slots and waits for the offer that follows: ``python -m tests.bench.watcher``.

A :class:`Watch` comes in; the seconds from each "leave" to the next offer's frame go out. On all
desks sit counselors who accept at once and wrap up; for everybody who is taken, somebody comes.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import sys
from collections import deque
from time import perf_counter
from typing import Final
from uuid import uuid4

import msgspec

from tests.bench.line import Line, collect_faults
from tests.bench.pairs import PATIENCE
from tests.bench.plan import CITY, Watch

ANSWER: Final = 20.0
"""Seconds after which an offer counts as never made."""

PAUSES: Final = (0.0, 0.4)
"""Seconds between an offer and the next free slot: any, or all would fall on the same moment of
what the service does for the desks after each."""
SETTLE: Final = 2.0
"""Seconds for the greetings to be over."""


class _Talk(msgspec.Struct):
    ref: str
    state: str


class _Frame(msgspec.Struct):
    type: str
    ref: str = ""
    talk: _Talk | None = None
    code: str = ""


_decode: Final = msgspec.json.Decoder(_Frame).decode


class Visitor:
    """Somebody with the visitor's page open. ``ref`` is known once the first line is shown."""

    line: Line

    def __init__(self, key: str) -> None:
        self.key = key
        self.ref: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def connect(self, port: int) -> None:
        self.line = await Line.to(port, "/ws/visitor", self._take)
        self.line.tell({"type": "hello", "version": 1, "key": self.key, "language": "fr"})

    async def arrive(self) -> None:
        """Enter the queue with a question."""
        choice = {"city": CITY, "subject": None, "language": "fr"}
        self.line.tell({"type": "start", **choice, "key": str(uuid4()), "text": "Bonjour à vous !"})
        await asyncio.wait_for(self.ref, PATIENCE)

    def _take(self, data: bytes) -> None:
        frame = _decode(data)
        if frame.type == "entry" and not self.ref.done():
            self.ref.set_result(frame.ref)
        else:
            _other(self.line, frame)


class Desks:
    """Every counselor's page."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._welcomed = asyncio.Semaphore(0)
        self.offers: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
        self.opened: asyncio.Queue[str] = asyncio.Queue()

    async def connect(self, ports: list[int], cookies: list[str]) -> None:
        for number, cookie in enumerate(cookies):
            await self._open(ports[number % len(ports)], cookie)
        async with asyncio.timeout(PATIENCE):
            for _ in cookies:
                await self._welcomed.acquire()

    async def _open(self, port: int, cookie: str) -> None:
        def take(data: bytes) -> None:
            frame = _decode(data)
            if frame.talk is not None:
                self._talk(line, frame.talk)
            elif frame.type == "welcome":
                self._welcomed.release()
            else:
                _other(line, frame)

        line = await Line.to(port, "/ws/desk", take, cookie)
        line.tell({"type": "hello", "version": 1})
        self._lines.append(line)

    def _talk(self, line: Line, talk: _Talk) -> None:
        match talk.state:
            case "offered":
                self.offers.put_nowait((perf_counter(), talk.ref))
                line.tell({"type": "accept", "ref": talk.ref})
            case "open":
                self.opened.put_nowait(talk.ref)
            case "closed":
                line.tell({"type": "close", "ref": talk.ref, "outcome": "answered"})


def _other(line: Line, frame: _Frame) -> None:
    if frame.type == "pulse":
        line.tell({"type": "beat"})
    elif frame.type == "refused":
        raise AssertionError(f"refused: {frame.code}")


class House:
    """Everybody, and who is where."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._desks = Desks()
        self._talking: deque[Visitor] = deque()
        self._by_ref: dict[str, Visitor] = {}

    async def open(self) -> None:
        """Connect everybody who waits, and as many of those in talk as will be asked to leave."""
        world = self._watch.world
        await self._desks.connect(self._watch.ports, [desk.cookie for desk in world.desks])
        for talk in world.talks[: self._watch.samples]:
            self._talking.append(await self._connect(talk.key))
        for waiter in world.waiting:
            await self._connect(waiter.key)

    async def _connect(self, key: str, *, arriving: bool = False) -> Visitor:
        visitor = Visitor(key)
        await visitor.connect(self._watch.ports[len(self._by_ref) % len(self._watch.ports)])
        if arriving:
            await visitor.arrive()
        self._by_ref[await asyncio.wait_for(visitor.ref, PATIENCE)] = visitor
        return visitor

    async def free_one(self) -> float:
        """Somebody leaves a talk; the seconds until the next person is offered to a counselor."""
        leaving = self._talking.popleft()
        start = perf_counter()
        leaving.line.tell({"type": "leave"})
        async with asyncio.timeout(ANSWER):
            offered, ref = await self._desks.offers.get()
            while await self._desks.opened.get() != ref:
                pass
        leaving.line.end()
        self._talking.append(self._by_ref[ref])
        await self._connect(secrets.token_urlsafe(32), arriving=True)
        return offered - start


async def watch(plan: Watch) -> list[float]:
    """As many slots freed as the plan says, one after the other."""
    faults = collect_faults()
    house = House(plan)
    found: list[float] = []
    try:
        await house.open()
        await asyncio.sleep(SETTLE)
        until = perf_counter() + plan.seconds
        while len(found) < plan.samples and perf_counter() < until:
            found.append(await house.free_one())
            await asyncio.sleep(random.uniform(*PAUSES))
    finally:
        if faults:
            raise faults[0]
    return found


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Watch)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(watch(wanted))))
