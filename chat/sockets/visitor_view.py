"""What a visitor's socket shows of the one conversation: its state, its log, its place."""

import asyncio
import random
from typing import Final

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header
from msgspec import structs

from chat import blocking, events, language, logbook, overview, protocol, selectors
from chat.actions import speaking
from chat.events import Hint
from chat.sockets import returning
from chat.sockets.base import Socket
from chat.sockets.logs import LogOnSocket
from chat.sockets.looking import look, visitor_status
from routing.announce import Announcement, announce

LANGUAGE_PAUSE: Final = 2.0
"""Seconds after a message before its language is looked at: never in the way of the next one."""
LANGUAGE_SHOWS: Final = 200
"""In so many letters of what was written last: reading more costs more and tells no more."""
RETURN_PAUSE: Final = (5.0, 20.0)
"""Between so many seconds after a return."""


class TalkView:
    """Remembers what the socket was sent, and sends what differs from what is true now."""

    def __init__(self, socket: Socket, conversation: int, ref: str, seen: int) -> None:
        self._socket = socket
        self._log = LogOnSocket(conversation, seen, socket.push, socket.send_frame)
        self._shown: protocol.Status | None = None
        self._pulsed: protocol.Status | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unread = self._read = 0
        self._words = ""  # the visitor's last ones, as far as this socket knows
        self._knows_earlier = False  # whether the log was read for those before
        self._told: Announcement | None = None
        self.conversation = conversation
        self.topic = events.of_conversation(conversation)
        self.ref = ref
        self.waiting = False

    async def begin(self) -> None:
        """Listen, then show everything: nothing in between is missed."""
        self._socket.watch([self.topic])
        await self._socket.before_hints(self._begin)

    async def _begin(self) -> None:
        came = not self._socket.polled
        found = await returning.resume(self.conversation, self._log.sent, came=came)
        if found is None:
            self._socket.hint(Hint("", "state"))  # erased, a moment ago
            return
        await self._say(found.status)
        await self._send_place()
        await self._log.pass_on(found.entries)
        if self._log.sent < found.status.last_seq:
            await self._log.catch_up()

    async def show(self) -> None:
        """The whole state, whatever was sent before."""
        self._shown = self._told = None
        await self._send_news()
        await self._send_place()

    async def heal(self) -> dict[str, int]:
        """The pulse: by ref, the last number of the log; what is missing is sent soon."""
        status = await visitor_status(self.conversation)
        if status is None:
            self._socket.hint(Hint("", "state"))
            return {}
        self._socket.hint(Hint("", "reached", status.last_seq))
        if _but_for_entries(status) != self._shown:
            self._pulsed = status
            self._socket.hint(Hint("", "pulsed"))
        if status.state == "waiting":
            self._socket.hint(Hint("", "place"))
        return {self.ref: status.last_seq}

    def returned(self) -> None:
        """Look at the language once, in case that nobody did when the last line was written."""
        if self._timer is None:
            self._look_in(random.uniform(*RETURN_PAUSE))  # noqa: S311 - a crowd parts here

    def wrote(self, text: str) -> None:
        """The visitor wrote: look at the language once they pause, and only when the talk has
        doubled since the last look: the longer it is, the less one line can change the answer."""
        self._unread += len(text)
        self._words = f"{self._words}\n{text}"[-LANGUAGE_SHOWS:]
        if self._timer is None and self._unread >= self._read:
            self._look_in(LANGUAGE_PAUSE)

    def _look_in(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self._socket.hint, Hint("", "language"))

    def left(self) -> None:
        """The visitor is gone: a timer would keep the whole socket until it rings."""
        if self._timer is not None:
            self._timer.cancel()

    def at_once(self, hint: Hint) -> bool:
        """Pass on a frame without waiting; False: the hint needs more."""
        if hint.kind == "visitor":
            self._remember(hint.frame)
            return self._socket.push(hint.frame)
        return self._log.at_once(hint)

    async def notice(self, hint: Hint) -> bool:
        """Act on one hint; False when the conversation is no more."""
        match hint.kind:
            case "state":
                return await self._send_news()
            case "pulsed":
                await self._say_pulsed()
            case "visitor":
                self._remember(hint.frame)
                await self._socket.send_frame(hint.frame)
            case "place":
                await self._send_place()
            case "language":
                await self._look_at_language()
            case "resync":
                await self._log.catch_up()
                return await self._send_news()
            case _:
                await self._log.notice(hint)
        return hint.kind != "erased"

    async def _send_news(self) -> bool:
        """The state, if it is not what was sent last; False when there is none any more."""
        status = await blocking.run(selectors.visitor_status, self.conversation)
        if status is None:
            return False
        await self._say(status)
        return True

    async def _say_pulsed(self) -> None:
        """What the pulse has read, unless something newer was said meanwhile."""
        status, self._pulsed = self._pulsed, None
        known = self._shown.version if self._shown else 0
        if status is not None and status.version >= known:
            await self._say(status)

    async def _say(self, status: protocol.Status) -> None:
        shown = _but_for_entries(status)
        if shown != self._shown:
            self._shown, self.waiting = shown, status.state == "waiting"
            if status.state not in {"waiting", "offered"}:
                self._told = None
            await self._socket.send(status)

    def _remember(self, frame: bytes) -> None:
        if not self.waiting:
            return  # in a talk: no place is told, and every message would be looked at
        self._told = overview.heard(frame, self._socket.now().timestamp()) or self._told

    async def _send_place(self) -> None:
        """Where the visitor stands, in case it was told before this socket listened: by the same
        rules as the dispatcher, so that no range grows and no place gets worse unexplained."""
        if not self.waiting:
            return  # in a talk: the queue need not be read
        now = await look()
        decision = now.places.get(self.conversation)
        told = announce(self._told, decision, now.at) if decision else None
        if told is not None and told is not self._told:
            self._told = told
            await self._socket.send(overview.told(told))

    async def _look_at_language(self) -> None:
        self._timer = None
        self._read, self._unread = self._read + self._unread, 0
        shown = self._shown
        if shown is None or shown.state == "closed":
            return
        if len(self._words) < LANGUAGE_SHOWS and not self._knows_earlier:
            self._words = await blocking.run(
                logbook.visitor_text, self.conversation, LANGUAGE_SHOWS
            )
            self._knows_earlier = True
        browser = _first_language(self._socket.languages)
        codes = tuple(dict(settings.LANGUAGES))
        guess = language.other_than(shown.language, self._words, codes, browser)
        found, confidence = (guess.language, guess.confidence) if guess else ("", 0.0)
        if found != (shown.language_hint or ""):
            await blocking.run(speaking.hint, self.conversation, found, confidence)


def _but_for_entries(status: protocol.Status) -> protocol.Status:
    """A state without what the entries tell anyway."""
    return structs.replace(status, last_seq=0)


def _first_language(header: str) -> str:
    """The language that a browser asks for first, like “nl”; empty if it says none."""
    wanted = parse_accept_lang_header(header)
    return wanted[0][0].partition("-")[0] if wanted else ""
