"""The visitor's socket: one key, one conversation."""

from functools import singledispatchmethod
from typing import Final
from uuid import UUID

from django.conf import settings

from chat import allowance, blocking, events, plain, protocol, qr
from chat.actions import (
    guarding,
    holding,
    presence,
    questions,
    queueing,
)
from chat.actions.log import Saying, Seeing
from chat.allowance import Allowance
from chat.blocking import Unavailable
from chat.events import Hint
from chat.lifecycle import State
from chat.protocol import Command, Refusal
from chat.sealing import hash_of_key
from chat.sockets import choices, leases, visitor_acts
from chat.sockets.base import Socket
from chat.sockets.client import Scope, Send
from chat.sockets.logs import answer_of
from chat.sockets.visitor_view import TalkView
from chat.texts import message
from chat.writer import writer

STARTS: Final = (1 / 30, 4)
"""New conversations a second, and at once, that one socket may begin."""


class VisitorSocket(Socket):
    """Anonymous: the key of the first frame is all that says whose conversation this is."""

    name = "visitor"
    deaf_to = "counselor"

    def __init__(self, scope: Scope, send: Send) -> None:
        super().__init__(scope, send)
        self._hash: str | None = None
        self._page_language = ""
        self._talk: TalkView | None = None
        self._starts = Allowance(*STARTS)

    async def opened(self) -> None:
        """Nothing is known before the first frame."""

    async def left(self) -> None:
        """Away soon, unless a reload or another tab renews the lease."""
        if self._talk is None:
            return
        self._talk.left()
        conversation = self._talk.conversation
        if leases.visitors().went(conversation) and await leases.visitors().gone(conversation):
            self._hub.publish(Hint(events.of_conversation(conversation), "roll_call"))

    async def last_seqs(self) -> dict[str, int] | None:
        """The pulse heals a lost last hint: what is missing is read now."""
        return None if self._talk is None else await self._talk.heal()

    # --- commands --------------------------------------------------------------------------

    async def handle(self, command: Command) -> None:
        """Act on one command."""
        await self._act_of(type(command))(self, command)

    @singledispatchmethod
    async def _do(self, command: Command) -> None:
        await blocking.run(visitor_acts.act, command, self._mine().conversation, self.now())

    @_do.register
    async def _(self, command: protocol.Hello) -> None:
        digest = hash_of_key(command.key)
        self._release()
        row = await choices.whose(digest, command.code)
        self._hash, self._page_language = digest, command.language
        self.greeted = True
        now = self.now().timestamp()
        await self.send(protocol.Welcome(protocol.VERSION, now, settings.BUILD, row is not None))
        if row is not None:
            await self._attach(row.pk, row.ref, command.seen)
            self._mine().returned()

    @_do.register
    async def _(self, command: protocol.Start) -> None:
        typed = plain.clean(command.text or "")
        text = message(typed) if typed else ""
        if text and command.key is None:
            raise Refusal("malformed")  # without a key nobody could say that it is stored
        if self._talk is not None:
            await self._talk.show()
            stored = False
        else:
            stored = await self._arrive(command, text)
        if text and command.key is not None and not stored:
            await self._store(command.key, text)  # another tab was faster: nothing is dropped

    async def _arrive(self, command: protocol.Start, text: str) -> bool:
        """Enter the queue; False when this key's conversation was there, so without the text."""
        await self._knock(command)
        await blocking.run(choices.check_door, command)
        now = self.now()
        row = await blocking.run(queueing.arrive, self._arrival(command, text), now)
        await self._attach(row.pk, row.ref, 0)
        came_first = row.created_at == now
        if came_first:
            self._mine().wrote(text)
        return came_first

    async def _knock(self, command: protocol.Start | protocol.AskLater) -> None:
        """Be let in to begin a conversation; whoever is told to wait has not begun one."""
        await blocking.run(guarding.let_in, command.city, command.proof, self.now())
        self._starts.spend()
        await blocking.run(choices.check, command)

    def _arrival(self, command: protocol.Start | protocol.AskLater, text: str) -> queueing.Arrival:
        return queueing.Arrival(
            self._hash or "", self._page_language, command.city, command.subject,
            command.language, command.key if text else None, text,
        )  # fmt: skip

    @_do.register
    async def _(self, command: protocol.AskLater) -> None:
        text = message(command.text)
        if self._talk is not None:
            await self._talk.show()
        else:
            await self._knock(command)
            row = await blocking.run(questions.ask, self._arrival(command, text), self.now())
            await self._attach(row.pk, row.ref, 0)
        await self._store(command.key, text)  # another tab was faster: nothing is dropped

    @_do.register
    async def _(self, command: protocol.GetCode) -> None:
        code = await blocking.run(questions.new_code, self._mine().conversation)
        # in the fragment, which no browser sends: the code reaches no server's log
        link = f"{self.origin}/{self._page_language}/#{code}" if self.origin else ""
        await self.send(protocol.ReturnCode(code, qr.drawn(link) if link else None))

    @_do.register
    async def _(self, command: protocol.Say) -> None:
        self._mine()
        await self._store(command.key, message(command.text))

    async def _store(self, key: UUID, text: str) -> None:
        talk = self._mine()
        allowance.of_visitors().spend(talk.conversation)
        done = await writer().put(Saying(talk.conversation, None, key, text))
        self.hint(answer_of(done, talk.conversation))
        if done.state is State.ON_HOLD:
            await blocking.run(holding.wake, talk.conversation, self.now())
        if done.state is State.LEFT:
            await blocking.run(questions.asked_back, talk.conversation, self.now())
        leases.visitors().heard(talk.conversation)
        talk.wrote(text)

    @_do.register
    async def _(self, command: protocol.Read) -> None:
        writer().mark(Seeing(self._mine().conversation, None, command.seq))

    @_do.register
    async def _(self, command: protocol.Typing) -> None:
        talk = self._mine()
        frame = protocol.dump(protocol.TypingNow(talk.ref, command.on))
        topic = events.of_conversation(talk.conversation)
        self._hub.publish(Hint(topic, "counselor", frame=frame))

    @_do.register
    async def _(self, command: protocol.Beat) -> None:
        awake = command.idle < settings.MITI["MITI_IDLE_SECONDS"]
        if self._talk is None or not (awake or not self._talk.waiting):
            return
        here = self._talk.conversation
        if self.polled:  # over before anything gathered is written
            await blocking.run(presence.visitors_are_here, [here], self.now())
        else:
            leases.visitors().heard(here)

    # what the decorator offers makes a new function at every call
    _act_of = staticmethod(_do.dispatcher.dispatch)

    def _mine(self) -> TalkView:
        if self._talk is None:
            raise Refusal("not_found")
        return self._talk

    async def _attach(self, conversation: int, ref: str, seen: int) -> None:
        self._talk = TalkView(self, conversation, ref, seen)
        leases.visitors().arrived(conversation)
        try:
            await self._talk.begin()
        except Unavailable:
            self._release()  # or this socket would show a talk that it does not listen to
            raise

    # --- hints -----------------------------------------------------------------------------

    def at_once(self, hint: Hint) -> bool:
        """Pass on a frame about the talk that is shown."""
        talk = self._talk
        return talk is not None and hint.topic == talk.topic and talk.at_once(hint)

    async def notice(self, hint: Hint) -> None:
        """Pass on what was stored; look again where a hint only rings."""
        if self._talk is None or hint.topic not in {"", self._talk.topic}:
            return  # about a talk that was let go, a moment ago
        if hint.kind == "roll_call":
            leases.visitors().answered(self._talk.conversation)
        elif not await self._talk.notice(hint):
            await self._forget(self._talk.ref)

    async def _forget(self, ref: str) -> None:
        """Erased: the socket stays, and knows nothing any more."""
        self._release()
        self._hash, self.greeted = None, False
        await self.send(protocol.Erased(ref))

    def _release(self) -> None:
        """Let go of the conversation: it was erased, or another key was said."""
        self.watch(())
        if self._talk is not None:
            self._talk.left()
            leases.visitors().went(self._talk.conversation)
        self._talk = None
