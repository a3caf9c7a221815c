"""Who is here, of one process, written in batches: one update for everybody who was heard from, and
one for everybody who went."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import timezone

from chat import blocking
from chat.actions import presence
from chat.blocking import Unavailable
from chat.sockets.gathered import Gathered

FLUSH: Final = 2.0
"""Seconds that heartbeats are gathered before they are written."""

Write = Callable[[Collection[int], datetime], None]


class Leases:
    """Gathers ids. ``renew`` and ``shorten`` write the leases of all of them together."""

    def __init__(
        self, renew: Write, shorten: Write, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._renew, self._shorten, self._clock = renew, shorten, clock
        self._heard: set[int] = set()
        self._written: dict[int, float] = {}
        self._task: asyncio.Task[None] | None = None
        self._here: dict[int, int] = {}
        self._going = Gathered(self._let_go)

    def heard(self, who: int) -> None:
        """A sign of life; written within :data:`FLUSH` seconds, unless one was a moment ago.

        A moment is a quarter of a pulse: after it, one lost heartbeat still harms nobody.
        """
        moment = settings.MITI["MITI_PULSE_SECONDS"] / 4
        if who not in self._written or self._clock() >= self._written[who] + moment:
            self.answered(who)

    def answered(self, who: int) -> None:
        """The answer to a roll call, before which the lease was shortened: it is always written."""
        self._heard.add(who)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """What was heard, and what is heard while that is written."""
        while self._heard:
            await asyncio.sleep(FLUSH)
            if not await self._flush():
                return

    async def _flush(self) -> bool:
        """Whether it could be written."""
        # who went meanwhile would count as here for as long as a whole lease
        heard, self._heard = self._heard & self._here.keys(), set()
        if not heard:
            return True
        try:
            await blocking.run(self._renew, heard, timezone.now())
        except Unavailable:
            self._heard |= heard  # said again with the next heartbeat
            return False
        at = self._clock()
        self._written |= dict.fromkeys(heard & self._here.keys(), at)
        return True

    def arrived(self, who: int) -> None:
        """One more socket of this person in this process."""
        self._here[who] = self._here.get(who, 0) + 1

    def went(self, who: int) -> bool:
        """One socket less; True when it was this process's last one of this person."""
        left = self._here.get(who, 1) - 1
        if left:
            self._here[who] = left
        else:
            self._here.pop(who, None)
            self._written.pop(who, None)
        return not left

    async def gone(self, who: int) -> bool:
        """After the last one went: away soon, written at once with others who go; False when
        they were back before. Raises :class:`Unavailable`."""
        return bool(await self._going.get(who))

    async def _let_go(self, gone: Collection[int]) -> Mapping[int, bool]:
        away = [who for who in gone if who not in self._here]
        await blocking.run(self._shorten, away, timezone.now())
        return dict.fromkeys(away, True)


@cache
def visitors() -> Leases:
    """Leases of this process's visitors."""
    return Leases(presence.visitors_are_here, presence.visitors_went)


@cache
def counselors() -> Leases:
    """Leases of this process's counselors."""
    return Leases(presence.counselors_are_here, presence.counselors_went)
