"""One look for all sockets of a process that want one at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Final, Generic, TypeVar

from django.conf import settings
from django.utils import timezone

from chat import blocking, overview, selectors
from chat.glance import Glance, glances
from chat.overview import Look
from chat.picture import Camera
from chat.protocol import Status
from chat.sockets.gathered import Gathered

PARTS: Final = 20
"""Of a pulse: those who ask in the same one are answered together, which costs as much as one."""
T = TypeVar("T")


class Shared(Generic[T]):
    """Reads at most once at a time. Whoever asks joins the next read to begin, so that nobody is
    shown anything older than their question, and a hundred questions cost one read."""

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        self._read = read
        self._next: asyncio.Task[T] | None = None
        self._reading = asyncio.Lock()

    async def get(self) -> T:
        """What is true now."""
        if self._next is None:
            self._next = asyncio.create_task(self._begin())
        return await asyncio.shield(self._next)

    async def _begin(self) -> T:
        async with self._reading:
            self._next = None
            return await self._read()


def _moment() -> float:
    return float(settings.MITI["MITI_PULSE_SECONDS"]) / PARTS


@cache
def _statuses() -> Gathered[int, Status]:
    return Gathered(lambda rows: blocking.run(selectors.visitor_statuses, rows), _moment())


async def visitor_status(conversation: int) -> Status | None:
    """The state of a talk for its visitor's pulse, read with those of other visitors."""
    return await _statuses().get(conversation)


@cache
def _glances() -> Gathered[int, Glance]:
    return Gathered(lambda desks: blocking.run(glances, desks, timezone.now()), _moment())


async def glance(counselor: int) -> Glance | None:
    """What a desk's pulse looks at, read with that of other desks; None: the account is gone."""
    return await _glances().get(counselor)


@cache
def _looks() -> Shared[Look]:
    camera = Camera()
    return Shared(lambda: blocking.run(overview.look, timezone.now(), camera))


async def look() -> Look:
    """The queue, the places and the board as they are now."""
    return await _looks().get()
