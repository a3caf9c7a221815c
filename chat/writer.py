"""Group commit: what arrives until the next commit may begin is stored in it, together.

One writer per process. Nobody is answered before the commit that holds their message.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache, partial
from typing import Final

from chat import events
from chat.actions import log, storing
from chat.actions.log import Saying, Seeing
from chat.blocking import Unavailable
from chat.protocol import Refusal

MAX_BATCH: Final = 200
PACE: Final = 0.004
LONGEST_PACE: Final = 0.016
EACH: Final = 0.001
"""Seconds between the beginnings of two commits: at least, at most, and for each message that the
first of them holds. Whoever writes alone never waits for it; where many write, the more share what
syncing costs."""
COMPANY: Final = 0.012
"""Seconds from the beginning of a commit that held one message only, within which the next message
waits for another, to share theirs: at 200 messages a second a third of all syncing is saved."""
TOGETHER: Final = 2
"""So many times as long at most, where other processes show talks: each has fewer messages to put
into a commit, and into a word to the others, so that each message would cost more."""
MARK_PAUSE: Final = 1.0
"""Seconds that seen marks wait for a message of their talk: alone they cost as much as one."""
Waiting = tuple[Saying, "asyncio.Future[log.Done]"]


def _now() -> datetime:
    """As Django's, which asks its settings first: for every commit."""
    return datetime.now(UTC)


class Writer:
    """Collects pieces and stores them batch by batch, in the order of their arrival."""

    def __init__(self, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self._waiting: list[Waiting] = []
        self._marks: dict[int, dict[int | None, Seeing]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._began, self._pace = -COMPANY, PACE
        self._paced: asyncio.TimerHandle | None = None
        self._due = self._storing = self._held_one = False

    def mark(self, seen: Seeing) -> None:
        """Store a seen mark soon; nobody waits for it, and a newer one takes its place."""
        self._remember([seen])

    async def put(self, saying: Saying) -> log.Done:
        """Wait until a message is committed. Raises :class:`Refusal`, or ``Unavailable``."""
        answer: asyncio.Future[log.Done] = asyncio.get_running_loop().create_future()
        self._waiting.append((saying, answer))
        self._store()
        return await answer

    def _marks_are_due(self) -> None:
        self._timer, self._due = None, bool(self._marks)
        self._store()

    def _remember(self, marks: Iterable[Seeing]) -> None:
        for mark in marks:
            sides = self._marks.setdefault(mark.conversation, {})
            before = sides.get(mark.counselor)
            if before is None or before.seq < mark.seq:
                sides[mark.counselor] = mark
        if self._marks and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(MARK_PAUSE, self._marks_are_due)

    def _store(self) -> None:
        """Begin the next commit once it may be, unless one is under way."""
        if self._storing or not (self._waiting or self._due):
            return
        if self._paced is not None:
            if len(self._waiting) != 2:
                return
            self._paced.cancel()  # it may have waited for company, and here it is
        early = self._began + self._pause() - time.monotonic()
        if early > 0:
            self._paced = asyncio.get_running_loop().call_later(early, self._begin)
        else:
            self._begin()

    def _pause(self) -> float:
        """Seconds from the beginning of the last commit to that of the next."""
        return COMPANY if self._held_one and len(self._waiting) < 2 else self._pace

    def _begin(self) -> None:
        """The next commit, with the marks of its talks on board."""
        self._storing, self._paced, self._began = True, None, time.monotonic()
        batch, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
        self._held_one = len(batch) == 1
        longest = LONGEST_PACE if events.hub().alone else LONGEST_PACE * TOGETHER
        self._pace = min(max(PACE, len(batch) * EACH), longest)
        marks = self._take_marks({saying.conversation for saying, _ in batch})
        pieces: list[log.Piece] = [*(saying for saying, _ in batch), *marks]
        storing.store(pieces, self._clock(), partial(self._stored, batch, marks))

    def _take_marks(self, talks: set[int]) -> list[Seeing]:
        """Those of some talks; all of them when they are due."""
        if self._due:
            self._due, talks = False, {*self._marks}
        return [mark for talk in talks for mark in self._marks.pop(talk, {}).values()]

    def _stored(
        self, batch: list[Waiting], marks: list[Seeing], result: log.Stored | Exception
    ) -> None:
        self._storing = False
        if isinstance(result, Exception):
            _fail(batch, result)
            self._remember(marks)  # for the next commit
        else:
            events.hub().publish(*result.hints)
            _settle(batch, result.answers[: len(batch)])
        self._store()


def _settle(batch: list[Waiting], answers: list[log.Answer]) -> None:
    for (_, future), answer in zip(batch, answers, strict=True):
        if future.done():
            continue  # the socket has gone; the message is stored all the same
        if isinstance(answer, Refusal):
            future.set_exception(answer)
        else:
            future.set_result(answer)


def _fail(batch: list[Waiting], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error if isinstance(error, Unavailable) else Unavailable())


@cache
def writer() -> Writer:
    """The writer of this process."""
    return Writer()
