"""The doorbell: hints from whoever stored something to whoever shows it.

A hint is never the truth. It says "look again" or carries what has just been committed, and it
may be lost, doubled, late or out of order: readers catch up by sequence and version. Inside one
process hints go straight to the listeners; to other processes they go by ``chat.others``.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.db import transaction

from chat.faults import Faults
from chat.hints import LINE, QUEUE, Hint, of_company, of_conversation, of_counselor, of_user
from chat.keyring import keyring
from chat.others import Others, tell_without_loop

__all__ = [
    "LINE", "QUEUE", "Hint", "Hub", "after_commit", "hub", "of_company", "of_conversation",
    "of_counselor", "of_user",
]  # fmt: skip

log = logging.getLogger("miti.events")
Listener = Callable[[Hint], None]


class Hub:
    """One process's listeners, and its line to the other processes."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._others: Others | None = None
        spec = settings.MITI["MITI_FAULTS"]
        self._faults = Faults(spec) if spec else None

    @property
    def well(self) -> bool:
        """Whether the line to the other processes is whole."""
        return self._others is None or self._others.well

    @property
    def alone(self) -> bool:
        """Whether no other process shows talks, as far as is known; in the loop's thread."""
        return self._others is None or self._others.alone

    def open(self, *, sockets: bool = True) -> None:
        """Bind to the running loop; idempotent, called by the first socket or loop.

        ``sockets``: talks are shown here, so all hints are worth hearing.
        """
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        self._loop = loop
        if settings.REDIS_URL:
            self._others = Others(self._deliver, partial(self._call, Hint(LINE)), sockets=sockets)

    async def close(self) -> None:
        """Stop listening to other processes."""
        if self._others is not None:
            await self._others.close()
        self._others = self._loop = None

    def attach(self, topic: str, listener: Listener) -> None:
        """Call ``listener`` with every hint on ``topic``, in the loop's thread."""
        self._listeners[topic].add(listener)

    def detach(self, topic: str, listener: Listener) -> None:
        """Stop calling ``listener``."""
        listeners = self._listeners.get(topic)
        if listeners is not None:
            listeners.discard(listener)
            if not listeners:
                del self._listeners[topic]

    def publish(self, *hints: Hint) -> None:
        """Spread hints about what is committed, from any thread; never fails, never waits."""
        if self._loop is None or self._loop.is_closed():
            _publish_without_loop(hints)
            return
        try:
            here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            here = False  # a database thread
        if here:
            self._spread(hints)
        else:
            self._loop.call_soon_threadsafe(self._spread, hints)

    def _spread(self, hints: tuple[Hint, ...]) -> None:
        for hint in hints:
            self._deliver(hint)
        if self._others is not None:
            self._others.tell(hints)

    def _deliver(self, hint: Hint) -> None:
        if self._faults is None:
            self._call(hint)
            return
        for delay in self._faults.copies():
            if delay and self._loop is not None:
                self._loop.call_later(delay, self._call, hint)
            else:
                self._call(hint)

    def _call(self, hint: Hint) -> None:
        if hint.kind == "entry":
            keyring().heard(hint)
        for listener in tuple(self._listeners.get(hint.topic, ())):
            try:
                listener(hint)
            except Exception:  # the others hear it all the same, and who waits for a commit too
                log.exception("a listener failed")


def _publish_without_loop(hints: tuple[Hint, ...]) -> None:
    """From a command or the admin: to the other processes, if there are any."""
    if settings.REDIS_URL:
        tell_without_loop(hints)


@cache
def hub() -> Hub:
    """The hub of this process."""
    return Hub()


def after_commit(*hints: Hint) -> None:
    """Publish once the surrounding transaction is committed; nothing if it is rolled back."""
    transaction.on_commit(lambda: hub().publish(*hints))
