"""The two sides of a talk as their pages behave: what was written is kept until it comes back.

As ``static/js`` does it: one line of a talk is handed over at a time, again on each connection and
after each refusal that passes; whoever is cut off comes back by itself and says what it has seen.
"""

from __future__ import annotations

import asyncio
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import Any, Final
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from chat import protocol
from tests.integration.faults.side import Side
from tests.visitors import new_key

Json = dict[str, Any]
TICK: Final = 0.1
AGAIN: Final = 0.5
"""Seconds after which a line is said again that was refused for want of a database."""
PASSING: Final = {"too_fast", "unavailable"}


class Page(ABC):
    """One page. ``changed`` is called after everything that happens; ``faults`` must stay empty."""

    path: str
    me: str

    def __init__(self, base: str, headers: dict[str, str], changed: Callable[[], None]) -> None:
        self._base, self._headers, self._changed = base, headers, changed
        self._socket: ClientConnection | None = None
        self.session = 0
        self.live = False
        self.well = True
        self.writing = False
        self.faults: list[str] = []

    async def run(self) -> None:
        """Stay connected, until cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._write())
            both.create_task(self._connect())

    async def _connect(self) -> None:
        while True:
            with suppress(OSError, EOFError, ConnectionClosed, InvalidHandshake):
                await self._listen()
            self.live, self._socket = False, None
            self._changed()
            await asyncio.sleep(0.1 + 0.4 * random.random())  # as the page waits before the next

    async def _listen(self) -> None:
        address = self._base.replace("http", "ws", 1) + self.path
        headers = {"Origin": self._base, **self._headers}
        async with connect(
            address, additional_headers=headers, proxy=None, compression=None, ping_interval=None
        ) as socket:
            self._socket, self.well = socket, True
            await self._send(self.greeting())
            async for text in socket:
                await self._take(json.loads(text))
                self._changed()

    async def _take(self, frame: Json) -> None:
        match frame["type"]:
            case "pulse":
                await self._send({"type": "beat", "idle": 0})
            case "service":
                self.well = frame["ok"]
            case "welcome":
                self.session, self.live = self.session + 1, True
            case "entry":
                self._entry(frame)
            case "refused":
                self._refused(frame)
        await self.heard(frame)
        await self._flush()

    def _entry(self, frame: Json) -> None:
        side, entry = self.side(frame["ref"]), (frame["seq"], frame["key"])
        if entry[0] == len(side.log) + 1:
            side.log.append(entry)
        elif side.log[entry[0] - 1 : entry[0]] != [entry]:
            self.faults.append(f"entry {entry[0]} came after {len(side.log)}")
        side.stored(frame["key"])

    def _refused(self, frame: Json) -> None:
        if frame["code"] not in PASSING:
            self.faults.append(f"{frame['command']} was refused: {frame['code']}")
        for side in self.sides():
            side.refused(frame["key"], frame["params"].get("retry_after", AGAIN))

    async def _write(self) -> None:
        while True:
            now = monotonic()
            for side in self.sides():
                if self.writing and side.state == "open":
                    side.write(now)
            with suppress(ConnectionClosed):  # noticed by who listens
                await self._flush()
            await asyncio.sleep(TICK)

    async def _flush(self) -> None:
        for side in self.sides() if self.live else ():
            key = side.due(self.session, monotonic())
            if key is not None:
                await self._send(self.saying(side, key))

    async def _send(self, frame: Json) -> None:
        if self._socket is not None:
            await self._socket.send(json.dumps(frame))

    # --- what the two pages do each in its own way --------------------------------------------

    @abstractmethod
    def greeting(self) -> Json:
        """The first frame of a connection."""

    @abstractmethod
    async def heard(self, frame: Json) -> None:
        """Act on one frame."""

    @abstractmethod
    def sides(self) -> Iterable[Side]:
        """Every talk of this page."""

    @abstractmethod
    def side(self, ref: str) -> Side:
        """The talk of this name."""

    @abstractmethod
    def saying(self, side: Side, key: str) -> Json:
        """The frame that hands a line over."""


class VisitorPage(Page):
    """Enters the queue of the demo city with a first line."""

    path, me = "/ws/visitor", "visitor"

    def __init__(self, base: str, changed: Callable[[], None]) -> None:
        super().__init__(base, {}, changed)
        self.key, self._known, self._leaving = new_key(), False, False
        self.talk = Side()
        self.talk.add([str(uuid4())])

    def greeting(self) -> Json:
        seen = len(self.talk.log)
        known = {"version": protocol.VERSION, "key": self.key, "language": "en", "seen": seen}
        return {"type": "hello", **known}

    async def heard(self, frame: Json) -> None:
        if frame["type"] == "welcome":
            self._known = frame["known"]
            if self._leaving:
                await self._send({"type": "leave"})
        elif frame["type"] == "status":
            self._known, self.talk.state = True, frame["state"]

    def sides(self) -> Iterable[Side]:
        return (self.talk,)

    def side(self, ref: str) -> Side:
        self.talk.ref = ref
        return self.talk

    def saying(self, side: Side, key: str) -> Json:
        if self._known:
            return {"type": "say", "key": key, "text": key}
        choice = {"city": "demo", "subject": None, "language": "en"}
        return {"type": "start", **choice, "key": key, "text": key}

    async def leave(self) -> None:
        """End the talk; on the next connection, if there is none."""
        self._leaving = True
        with suppress(ConnectionClosed):
            await self._send({"type": "leave"})


class DeskPage(Page):
    """On duty with three slots, and takes whoever is offered."""

    path, me = "/ws/desk", "counselor"

    def __init__(self, base: str, cookie: str, changed: Callable[[], None]) -> None:
        super().__init__(base, {"Cookie": f"sessionid={cookie}"}, changed)
        self.talks: dict[str, Side] = {}

    def greeting(self) -> Json:
        seen = {ref: len(side.log) for ref, side in self.talks.items()}
        return {"type": "hello", "version": protocol.VERSION, "seen": seen}

    async def heard(self, frame: Json) -> None:
        match frame["type"]:
            case "welcome":
                await self._be_on_duty(frame["duty"])
                for talk in frame["talks"]:
                    await self._about(talk)
            case "duty":
                await self._be_on_duty(frame)
            case "talk":
                await self._about(frame["talk"])
            case "talk_gone":
                self.side(frame["ref"]).state = "gone"

    async def _be_on_duty(self, duty: Json) -> None:
        if (duty["state"], duty["slots"]) != ("on", 3):
            await self._send({"type": "duty", "state": "on", "slots": 3})

    async def _about(self, talk: Json) -> None:
        self.side(talk["ref"]).state = talk["state"]
        if talk["state"] == "offered":
            await self._send({"type": "accept", "ref": talk["ref"]})

    def sides(self) -> Iterable[Side]:
        return list(self.talks.values())

    def side(self, ref: str) -> Side:
        found = self.talks.setdefault(ref, Side())
        found.ref = ref
        return found

    def saying(self, side: Side, key: str) -> Json:
        return {"type": "say", "ref": side.ref, "key": key, "text": key}
