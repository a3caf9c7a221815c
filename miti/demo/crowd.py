"""The connections of invented visitors: each has a socket of its own, like a real page."""

import asyncio
import contextlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Final, get_args

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from chat import proof, protocol
from chat.protocol import Command, Event
from miti.demo.acts import Act, HangUp, Note, Solve
from miti.demo.choosing import Plan
from miti.demo.conduct import Visitor
from miti.demo.front import Service

TRIES: Final = 6
"""How often a visitor connects again, after growing pauses, before giving up."""
TELLS: Final = 5.0
"""Seconds between two lines about how it goes."""
_decode: Final = msgspec.json.Decoder[Event](protocol.VisitorEvent).decode


@dataclass(frozen=True, slots=True)
class Morning:
    """Where and how fast. ``hour``: seconds that an hour of arrivals takes; ``pace``: of people."""

    service: Service
    hour: float
    pace: float


LOST: Final = "lost the service"


@dataclass
class Tally:
    """How often what happened, and how many have gone; never what was said."""

    counts: Counter[str] = field(default_factory=Counter)
    gone: int = 0

    def line(self) -> str:
        """The most telling counts on one line."""
        shown: tuple[Note, ...] = ("arrived", "talk begun", "message written", "message received")
        return " · ".join([*(f"{note} {self.counts[note]}" for note in shown), f"gone {self.gone}"])

    def lines(self) -> list[str]:
        """One line for each kind of thing that happened."""
        notes = [note for note in (*get_args(Note), LOST) if self.counts[note]]
        return [f"{self.counts[note]:>7}  {note}" for note in notes]


async def crowd(
    morning: Morning, people: Iterable[tuple[Plan, Random]], tell: Callable[[str], None]
) -> Tally:
    """Let everybody come at their time, and wait until all are gone; ``tell`` gets lines."""
    tally = Tally()
    telling = asyncio.create_task(_tell(tally, tell))
    try:
        async with asyncio.TaskGroup() as visitors:
            for plan, dice in people:
                visitors.create_task(_Guest(morning, plan, dice, tally).live())
    except asyncio.CancelledError:
        tell("Stopped: everybody has gone.")
    finally:
        telling.cancel()
    return tally


async def _tell(tally: Tally, tell: Callable[[str], None]) -> None:
    told = ""
    while True:
        await asyncio.sleep(TELLS)
        if tally.line() != told:
            told = tally.line()
            tell(told)


class _Guest:
    """One visitor's connection, which may break and come back."""

    def __init__(self, morning: Morning, plan: Plan, dice: Random, tally: Tally) -> None:
        self._morning, self._plan, self._tally = morning, plan, tally
        # never drawn from the dice: whoever comes with the same dice again is somebody else
        key = secrets.token_urlsafe(32)
        self._visitor = Visitor(plan, key, plan.language, dice)
        self._failures = 0
        self._hung_up: HangUp | None = None

    async def live(self) -> None:
        """From arriving to being gone."""
        await asyncio.sleep(self._plan.at * self._morning.hour / 3600)
        while self._failures < TRIES:
            with contextlib.suppress(OSError, WebSocketException):
                await self._connection()
            if self._visitor.gone:
                break
            await asyncio.sleep(self._pause() / self._morning.pace)
        else:
            self._tally.counts[LOST] += 1
        self._tally.gone += 1

    def _pause(self) -> float:
        """Seconds until connecting again: as long as was planned, or longer after each failure."""
        planned, self._hung_up = self._hung_up, None
        if planned is not None and planned.back_in is not None:
            return planned.back_in
        self._failures += 1
        return 0.5 * 2.0**self._failures

    async def _connection(self) -> None:
        """One connection until it ends, which raises."""
        service = self._morning.service
        async with connect(service.socket, origin=Origin(service.origin), proxy=None) as socket:
            await socket.send(_encode(self._visitor.greeting()))
            while True:
                text = await self._next(socket)
                if text is not None:
                    self._failures = 0
                    await self._perform(self._visitor.hear(_decode(text), self._now()), socket)
                await self._perform(self._visitor.due(self._now()), socket)

    async def _next(self, socket: ClientConnection) -> str | bytes | None:
        """The next frame; None when it is time to do something first."""
        at = self._visitor.next_at
        left = None if at is None else max(0.0, at - self._now()) / self._morning.pace
        try:
            async with asyncio.timeout(left):
                return await socket.recv()
        except TimeoutError:
            return None

    def _now(self) -> float:
        """The visitor's clock, which may run faster than ours."""
        return asyncio.get_running_loop().time() * self._morning.pace

    async def _perform(self, acts: list[Act], socket: ClientConnection) -> None:
        for act in acts:
            if isinstance(act, str):
                self._tally.counts[act] += 1
            elif isinstance(act, HangUp):
                self._hung_up = act
                await _hang_up(socket, act)
            elif isinstance(act, Solve):
                solution = await asyncio.to_thread(proof.solve, act.challenge)
                await self._perform(self._visitor.proved(solution), socket)
            else:
                await socket.send(_encode(act))


async def _hang_up(socket: ClientConnection, act: HangUp) -> None:
    """Somebody who goes says so to the server; a connection that breaks does not."""
    if act.back_in is None:
        await socket.close()
    else:
        socket.transport.abort()


def _encode(command: Command) -> str:
    return msgspec.json.encode(command).decode()
