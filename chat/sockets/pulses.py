"""The pulses of one process: one clock for all its sockets, where each had a task that slept."""

import asyncio
import logging
import math
import random
from collections import defaultdict
from functools import cache
from typing import Final, Protocol

from django.conf import settings

from chat import events

log = logging.getLogger("miti.sockets")

PARTS: Final = 200
"""Of a pulse: whose turns fall in the same part have them together. Were it a larger part, a crowd
that came together would have its pulses at once, and take the memory for that."""
SOON: Final = 3.0
"""Seconds in which everybody has a pulse when hints were lost: no desk misses an offer, and a
thousand sockets, most of which lost nothing, do not look again all at once."""


class Beating(Protocol):
    """Whoever has a pulse."""

    async def pulse(self, *, counts: bool = True) -> None:
        """Once a pulse; what is not over by the next turn delays it. ``counts``: no answer to it is
        a sign that nobody is there; not to one in between."""


class Pulses:
    """Calls ``pulse`` of everybody who joined, every ``every`` seconds, until they leave.

    A turn is the number of a part of a pulse, counted on the loop's clock.
    """

    def __init__(self, every: float) -> None:
        self._part, self._every = every / PARTS, every
        self._turns: defaultdict[int, set[Beating]] = defaultdict(set)
        self._beating: dict[Beating, asyncio.Task[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._hasty: set[Beating] = set()

    def join(self, who: Beating, first: float) -> None:
        """Have the first pulse after that part of one, and then one after the other."""
        self._await_turn(who, first * self._every)

    def leave(self, who: Beating) -> None:
        """Have no pulse any more, from now on; one that is under way ends."""
        for turn in self._turns.values():
            turn.discard(who)
        self._hasty.discard(who)
        running = self._beating.pop(who, None)
        if running is not None and running is not asyncio.current_task():
            running.cancel()

    def hasten(self) -> None:
        """Everybody has a pulse soon, and who has one now another: what it saw may be too old.
        After that, turns are spread over a whole pulse again."""
        waiting = [who for turn in self._turns.values() for who in turn]
        self._hasty.update(waiting, self._beating)
        self._turns.clear()
        for who in waiting:
            self._await_turn(who, random.uniform(0, SOON))  # noqa: S311

    def _await_turn(self, who: Beating, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._turns[math.ceil((loop.time() + seconds) / self._part)].add(who)
        if self._timer is None:
            self._timer = loop.call_later(self._part, self._beat)

    def _beat(self) -> None:
        """Whose turn has come has a pulse; the clock stops when nobody is left."""
        loop = asyncio.get_running_loop()
        now = loop.time() / self._part
        for turn in [each for each in self._turns if each <= now]:
            for who in self._turns.pop(turn):
                self._beating[who] = loop.create_task(self._pulse_of(who))
        going_on = self._turns or self._beating
        self._timer = loop.call_later(self._part, self._beat) if going_on else None

    async def _pulse_of(self, who: Beating) -> None:
        hasty = who in self._hasty
        self._hasty.discard(who)
        try:
            await who.pulse(counts=not hasty)
        except Exception:
            log.exception("a pulse failed")
        if self._beating.pop(who, None) is not None:  # else it has left
            self._await_turn(who, self._next(hasty=hasty, again=who in self._hasty))

    def _next(self, *, hasty: bool, again: bool) -> float:
        """Seconds until the turn after this one."""
        if again:  # hastened while it had a pulse
            return random.uniform(0, SOON)  # noqa: S311
        return random.uniform(min(SOON, self._every), self._every) if hasty else self._every  # noqa: S311


@cache
def pulses() -> Pulses:
    """Those of this process; when the line to the others is taken up again, all come soon."""
    made, hub = Pulses(settings.MITI["MITI_PULSE_SECONDS"]), events.hub()
    hub.attach(events.LINE, lambda _: made.hasten() if hub.well else None)
    return made
