"""What all sockets share: the receive loop, typed refusals, hints, the pulse and the end.

A plain ASGI application behind Channels' routing. Channels' own consumers make a hop to the one
database thread for every event, fan-out included; here only commands that need the database go
there, through ``chat.blocking``.
"""

import asyncio
import contextlib
import logging
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from chat import events, protocol
from chat.blocking import Unavailable
from chat.events import Hint
from chat.limits import Bucket, overload
from chat.protocol import Command, Refusal
from chat.sockets.client import AFTERWARDS, AT, Client, Closed, Receive, Scope, Send
from chat.sockets.health import Health
from chat.sockets.pulses import pulses

log = logging.getLogger("miti.sockets")

INBOX: Final = 1000
MISSED_PULSES: Final = 3
RESYNC: Final = Hint("", "resync")
GREETINGS: Final = (protocol.Hello, protocol.DeskHello, protocol.BoardHello)
"""Whoever is not greeted has nothing to wait for: better connect again."""
NEVER_ASKED: Final = (
    protocol.Beat, protocol.Typing, protocol.Read, protocol.DeskTyping, protocol.DeskRead,
    protocol.Looking,
)  # fmt: skip
"""Commands that can succeed while the database is away: no sign that it is back."""


class Socket(Client, ABC):
    """One connection. ``handle`` acts on commands, ``notice`` on hints; both may raise Refusal.

    ``greeted``: ``hello`` was obeyed; before it nothing else is.
    """

    name: ClassVar[str]
    deaf_to: ClassVar[str] = ""
    """Hints of this kind carry frames for the other side: not worth waking up for."""

    def __init__(self, scope: Scope, send: Send) -> None:
        super().__init__(scope, send)
        self._hub = events.hub()
        self._topics: tuple[str, ...] = ()
        self._inbox: list[Hint] = []  # nearly always empty, where a deque takes ten times as much
        self._acting: asyncio.Task[None] | None = None
        self._frames = Bucket.full(*protocol.FRAME_RATE, now=time.monotonic())
        self._refusals = Bucket.full(*protocol.REFUSAL_RATE, now=time.monotonic())
        self._unanswered = 0
        self._busy = self.greeted = False
        self._health = Health(self._hub, self.send)

    @classmethod
    def as_asgi(cls) -> Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]:
        """The application that Channels' router calls for each connection."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            afterwards = scope.get("extensions", {}).get(AFTERWARDS)
            serving = cls(scope, send).run(receive)
            if afterwards is None:
                await serving
            else:
                afterwards["run"](serving)

        return application

    @staticmethod
    def now() -> datetime:
        """The server's clock (UTC); the only place where a socket reads it."""
        return timezone.now()

    # --- what a kind of socket is ----------------------------------------------------------

    @abstractmethod
    async def opened(self) -> None:
        """The connection is accepted; raise :class:`Closed` when it may not stay."""

    @abstractmethod
    async def handle(self, command: Command) -> None:
        """Act on one command; the first is ``hello``, in our version."""

    @abstractmethod
    async def notice(self, hint: Hint) -> None:
        """Act on one hint; ``RESYNC`` when some were lost here."""

    @abstractmethod
    async def last_seqs(self) -> dict[str, int] | None:
        """For the pulse: by ref, the last number of each log; None: the database was not asked."""

    @abstractmethod
    async def left(self) -> None:
        """The connection is over."""

    async def run(self, receive: Receive) -> None:
        """Serve one connection until it ends."""
        await receive()
        await self.accept()
        self._hub.open()
        try:
            await self.opened()
            self._hub.attach(events.LINE, self.hint)
            if not self._hub.well:
                self.hint(Hint(events.LINE))
            # who came together parts here
            pulses().join(self, random.uniform(0.5, 1.0))  # noqa: S311
            await self._listen(receive)
        except Closed as closed:
            await self.close(closed.code)
        except Unavailable:
            await self.close(protocol.CLOSE_UNAVAILABLE)
        finally:
            self.watch(())
            self._hub.detach(events.LINE, self.hint)
            self._inbox.clear()
            pulses().leave(self)
            if self._acting not in {None, asyncio.current_task()}:
                self._acting.cancel()
            with contextlib.suppress(Unavailable):
                await self.left()

    async def _listen(self, receive: Receive) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            self._busy = True
            await self._take(message)
            self._busy = False

    async def _take(self, message: dict[str, Any]) -> None:
        """One frame: a command, or a typed refusal that leaves the socket open."""
        self._unanswered = 0  # any frame: a beat may stand behind many messages
        frame, now = message.get("text") or "", time.monotonic()
        self._frames, wait = self._frames.take(now)
        if wait:
            await self._refuse(frame, Refusal("too_fast", retry_after=round(wait, 1)))
            return
        late = overload(now - message.get(AT, now))
        if late and protocol.peek(frame)[0] == "say":  # whoever says it is not to blame
            await self.turn_down(frame, Refusal("too_fast", retry_after=round(late, 1)))
            return
        try:
            await self._obey(protocol.parse(self.name, frame))
        except Refusal as refusal:
            await self._refuse(frame, refusal)
        except ObjectDoesNotExist:  # erased, a moment ago, from another tab
            await self._refuse(frame, Refusal("not_found"))
        except Unavailable:
            await self._health.database(answers=False)
            await self._refuse(frame, Refusal("unavailable"))
        except Closed:
            raise
        except Exception:
            # without a traceback's locals, so that no text reaches the log
            log.exception("%s socket: a command failed", self.name)
            await self._refuse(frame, Refusal("unavailable"))

    async def _obey(self, command: Command) -> None:
        if isinstance(command, GREETINGS):
            await self._check_version(command.version)
        elif not self.greeted and not isinstance(command, protocol.Beat):
            raise Refusal("hello_first")
        try:
            await self.handle(command)
        except Unavailable:
            if isinstance(command, GREETINGS):
                raise Closed(protocol.CLOSE_UNAVAILABLE) from None
            raise
        if self._health.ill and not isinstance(command, NEVER_ASKED):
            await self._health.database(answers=True)

    async def _check_version(self, version: int) -> None:
        if version != protocol.VERSION:
            await self.send(protocol.Refused("version", "hello"))
            raise Closed(protocol.CLOSE_VERSION)

    async def _refuse(self, frame: str, refusal: Refusal) -> None:
        await self.turn_down(frame, refusal)
        if refusal.code in protocol.TIRING:
            self._refusals, wait = self._refusals.take(time.monotonic())
            if wait:
                raise Closed(protocol.CLOSE_FLOOD)

    def watch(self, topics: Iterable[str]) -> None:
        """Listen to exactly these topics from now on."""
        wanted = set(topics)
        for topic in wanted.symmetric_difference(self._topics):
            change = self._hub.attach if topic in wanted else self._hub.detach
            change(topic, self._heard)
        self._topics = tuple(wanted)

    def _heard(self, hint: Hint) -> None:
        if hint.kind != self.deaf_to:
            self.hint(hint)

    def hint(self, hint: Hint) -> None:
        """Something may be new; acted on in order, and a flood of hints becomes one look."""
        if self._acting is None:
            if self.at_once(hint):
                return
            self._acting = asyncio.create_task(self._act())
        if len(self._inbox) < INBOX:
            self._inbox.append(hint)
        else:
            self._inbox.clear()
            self._inbox.append(RESYNC)

    def at_once(self, hint: Hint) -> bool:
        """Act on a hint that needs nothing but a frame to be sent; False: it needs more."""
        return False

    async def before_hints(self, show: Callable[[], Awaitable[None]]) -> None:
        """Show something; hints that come meanwhile wait until it is done."""
        while self._acting is not None:
            await asyncio.wait([self._acting])
        self._acting = asyncio.current_task()
        try:
            await show()
        finally:
            self._acting = asyncio.create_task(self._act()) if self._inbox else None

    async def _act(self) -> None:
        while self._inbox:
            hint = self._inbox.pop(0)
            try:
                if hint.topic == events.LINE:
                    await self._health.line()
                else:
                    await self.notice(hint)
            except Unavailable:
                await self._health.database(answers=False)
            except Exception:
                log.exception("%s socket: a hint failed", self.name)
        self._acting = None

    async def pulse(self, *, counts: bool = True) -> None:
        """Answered by the client with a beat; without three, the socket is dead or asleep."""
        if self._unanswered >= MISSED_PULSES:
            await self.close(protocol.CLOSE_NO_BEAT)
            return
        if counts and not self._busy:  # else the beat may stand in line behind what is slow
            self._unanswered += 1
        try:
            last = await self.last_seqs()
            if last is not None:
                await self._health.database(answers=True)
        except Unavailable:
            await self._health.database(answers=False)
            last = None
        await self.send(protocol.Pulse(self.now().timestamp(), last or {}))
