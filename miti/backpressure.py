"""What lets a server wait for a slow side of the line, instead of filling its memory."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from chat.sockets.client import AT

READ_AHEAD: Final = 32
"""Frames of one client that may wait for the application before its socket is read no further. More
than anybody may go on sending in the time that one may wait: only a burst grows old outside."""


class Gate:
    """An ``asyncio.Event`` that begins set; while it is, which is nearly always, it is made of
    nothing, where an empty queue of waiters takes 700 bytes of every connection."""

    __slots__ = ("_opens",)

    def __init__(self) -> None:
        self._opens: asyncio.Event | None = None

    def is_set(self) -> bool:
        """Whether nobody needs to wait."""
        return self._opens is None

    def set(self) -> None:
        """Let everybody pass."""
        if self._opens is not None:
            self._opens.set()
            self._opens = None

    def clear(self) -> None:
        """Let everybody wait from now on."""
        if self._opens is None:
            self._opens = asyncio.Event()

    async def wait(self) -> None:
        """Until it is set."""
        if self._opens is not None:
            await self._opens.wait()


class Valve(Gate):
    """Closed by the transport while the client's side of the line is full (Twisted's names).

    ``stall``: seconds that somebody waits for the client to read.
    """

    __slots__ = ("_stall",)

    def __init__(self, stall: float) -> None:
        super().__init__()
        self._stall = stall

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's name
        """The send buffer is full."""
        self.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        """The client has read."""
        self.set()

    def stopProducing(self) -> None:  # noqa: N802
        """The connection is lost: nobody needs to wait any more."""
        self.set()

    async def wait(self) -> None:
        """Until the client reads again; raises ``TimeoutError`` after ``stall`` seconds."""
        if not self.is_set():
            await asyncio.wait_for(super().wait(), self._stall)


class Inbox:
    """Messages for one application, which takes them one by one.

    ``taken`` is called after each. An ``asyncio.Queue`` for many takers costs twice as much; and an
    empty deque takes ten times the memory of an empty list, which is nearly always what is here.
    """

    __slots__ = ("_messages", "_news", "taken")

    def __init__(self) -> None:
        self._messages: list[dict[str, Any]] = []
        self._news: asyncio.Future[None] | None = None
        self.taken: Callable[[], None] = _nothing

    def put_nowait(self, message: dict[str, Any]) -> None:
        """One more message, with the time."""
        message[AT] = time.monotonic()
        self._messages.append(message)
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def qsize(self) -> int:
        """How many wait."""
        return len(self._messages)

    async def get(self) -> dict[str, Any]:
        """The next message, once there is one."""
        while not self._messages:
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        message = self._messages.pop(0)
        self.taken()
        return message


def _nothing() -> None:
    """Nobody wants to know."""
