"""One lookout for all desks and boards of a process: it looks, and rings them when it has."""

import asyncio
import logging
from collections.abc import Callable
from functools import cache
from typing import Final

from chat import events
from chat.blocking import Unavailable
from chat.events import Hint
from chat.overview import Queues
from chat.sockets.looking import look

log = logging.getLogger("miti.lookout")

PAUSE: Final = 0.15
"""Seconds that changes of the queue are gathered before anybody is shown them: longer than it takes
until a slot that came free is offered, which looking and telling two hundred desks would delay."""
TICK: Final = 5.0
"""Seconds after which somebody looks again without a hint, in case one was lost."""
AT_ONCE: Final = 10
"""So many sockets are rung together: what is urgent gets its turn in between."""


class Lookout:
    """Looks for all desks and boards of a process, and rings them when there may be news."""

    def __init__(self) -> None:
        self._rings: set[Callable[[], None]] = set()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.queues: Queues | None = None
        """What was seen last."""

    def follow(self, ring: Callable[[], None]) -> None:
        """Call ``ring`` after every look from now on."""
        self._rings.add(ring)
        if self._task is None:
            events.hub().attach(events.QUEUE, self._heard)
            self._task = asyncio.create_task(self._run())

    def unfollow(self, ring: Callable[[], None]) -> None:
        """Do not call ``ring`` any more; the last one to go ends the looking."""
        self._rings.discard(ring)
        if self._task is not None and not self._rings:
            events.hub().detach(events.QUEUE, self._heard)
            self._task.cancel()
            self._task = self.queues = None

    def _heard(self, hint: Hint) -> None:
        self._news.set()

    async def _run(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._news.wait(), TICK)
                await asyncio.sleep(PAUSE)
            except TimeoutError:
                pass
            self._news.clear()
            try:
                self.queues = Queues(await look())
            except Unavailable:
                continue  # each socket says it, at its pulse
            except Exception:
                log.exception("looking at the queue failed")
                continue
            await self._ring_all()

    async def _ring_all(self) -> None:
        for number, ring in enumerate(tuple(self._rings)):
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
            ring()


@cache
def lookout() -> Lookout:
    """The one of this process."""
    return Lookout()
