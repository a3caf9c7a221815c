"""The counselor's socket: duty, offers, talks side by side, and the queue."""

from functools import singledispatchmethod

from django.contrib.auth.models import User

from chat import allowance, blocking, colleagues, events, protocol, ready
from chat.actions import holding, presence
from chat.actions.log import Saying, Seeing
from chat.events import Hint
from chat.lifecycle import State
from chat.protocol import Command, Refusal
from chat.sockets import desk_acts, leases
from chat.sockets.base import RESYNC
from chat.sockets.client import Closed, Scope, Send
from chat.sockets.desk_view import DeskView
from chat.sockets.logs import answer_of
from chat.sockets.lookout import lookout
from chat.sockets.staff import StaffSocket
from chat.texts import message
from chat.writer import writer
from counselors.models import Counselor
from counselors.selectors import counselor_of


class DeskSocket(StaffSocket):
    """A signed-in counselor; several tabs are several sockets that stay in step by themselves."""

    name = "desk"
    deaf_to = "visitor"
    _counselor: Counselor
    _view: DeskView

    def __init__(self, scope: Scope, send: Send) -> None:
        super().__init__(scope, send)
        self._id = 0

    def admit(self, user: User) -> None:
        """Only counselors have a desk."""
        counselor = counselor_of(user.pk)
        if counselor is None:
            raise Closed(protocol.CLOSE_NOT_ALLOWED)
        if not self._id:
            self._counselor, self._id = counselor, counselor.pk
            self._view = DeskView(self, counselor)

    async def left(self) -> None:
        """Away soon, unless a reload or another tab renews the lease."""
        await super().left()
        lookout().unfollow(self._look_at_queue)
        if self.greeted:
            self._view.attention.turn_to(None)
        last = self.greeted and leases.counselors().went(self._id)
        if last and await leases.counselors().gone(self._id):
            self._hub.publish(Hint(events.of_counselor(self._id), "roll_call"))
            if self.dismissed:
                await blocking.run(presence.counselor_dismissed, self._id, self.now())

    async def last_seqs(self) -> dict[str, int] | None:
        """The pulse heals a lost last hint: what is missing is read now."""
        return await self._view.heal() if self.greeted else None

    # --- commands --------------------------------------------------------------------------

    async def handle(self, command: Command) -> None:
        """Act on one command."""
        await self._act_of(type(command))(self, command)

    @singledispatchmethod
    async def _do(self, command: Command) -> None:
        await blocking.run(desk_acts.act, command, self._id, self.now())

    @_do.register
    async def _(self, command: protocol.DeskHello) -> None:
        if self.greeted:
            raise Refusal("not_allowed")
        await blocking.run(presence.ensure_duty, self._counselor, self.now())
        leases.counselors().arrived(self._id)
        self.greeted = True
        await self._view.welcome(command.seen)
        lookout().follow(self._look_at_queue)
        self.hint(RESYNC)

    @_do.register
    async def _(self, command: protocol.Beat) -> None:
        if self.greeted:
            leases.counselors().heard(self._id)

    @_do.register
    async def _(self, command: protocol.DeskSay) -> None:
        allowance.of_counselors().spend(self._id)
        text = message(command.text)
        conversation = await self._going_on(command.ref)
        done = await writer().put(Saying(conversation, self._id, command.key, text))
        self.hint(answer_of(done, conversation))
        if done.state is State.ON_HOLD:  # put there a moment ago
            await blocking.run(holding.wake, conversation, self.now())

    @_do.register
    async def _(self, command: protocol.DeskRead) -> None:
        writer().mark(Seeing(self._mine(command.ref), self._id, command.seq))

    @_do.register
    async def _(self, command: protocol.DeskTyping) -> None:
        conversation = self._mine(command.ref)
        if self._view.talks[conversation].state == "open":
            frame = protocol.dump(protocol.TypingNow(command.ref, command.on))
            self._hub.publish(Hint(events.of_conversation(conversation), "visitor", frame=frame))
            self._view.attention.turn_to(command.ref)
            self._view.attention.say("answers" if command.on else "reads")

    @_do.register
    async def _(self, command: protocol.WhoIsThere) -> None:
        people = await blocking.run(
            colleagues.who_could_take, self._mine(command.ref), self._id, self.now()
        )
        await self.send(protocol.Colleagues(command.ref, people))

    @_do.register
    async def _(self, command: protocol.WhoSuits) -> None:
        asked = (command, self._mine(command.ref), self._id, self.now())
        await self.send(await blocking.run(colleagues.who_suits, *asked))

    @_do.register
    async def _(self, command: protocol.Looking) -> None:
        self._view.attention.turn_to(command.ref)
        self._view.attention.say("whispers" if command.writing else "reads")

    @_do.register
    async def _(self, command: protocol.Search) -> None:
        talk = self._talk(command.ref) if command.ref else None
        found = await blocking.run(ready.found, self._counselor, talk, command.text, self.now())
        await self.send(protocol.Found(command.ref, command.text, found))

    @_do.register
    async def _(self, command: protocol.Suggest) -> None:
        talk, conversation = self._talk(command.ref), self._mine(command.ref)
        found = await blocking.run(ready.suggested, self._counselor, talk, conversation, self.now())
        await self.send(protocol.Suggested(command.ref, found))

    @_do.register
    async def _(self, command: protocol.Share) -> None:
        allowance.of_counselors().spend(self._id)
        talk, conversation = self._talk(command.ref), await self._going_on(command.ref)
        await blocking.run(ready.share, self._counselor, talk, conversation, command, self.now())

    # what the decorator offers makes a new function at every call
    _act_of = staticmethod(_do.dispatcher.dispatch)

    def _mine(self, ref: str) -> int:
        """Id of a talk that this socket shows; who may write is checked again when it is stored."""
        for conversation, talk in self._view.talks.items():
            if talk.ref == ref and not talk.looking_on:
                return conversation
        raise Refusal("not_allowed")

    async def _going_on(self, ref: str) -> int:
        """The same, to write in it: a talk on hold goes on before, if there is a place for it."""
        conversation = self._mine(ref)
        if self._view.talks[conversation].state == "on_hold":
            await blocking.run(holding.go_on, conversation, self._id, self.now())
        return conversation

    def _talk(self, ref: str) -> protocol.Talk:
        return self._view.talks[self._mine(ref)]

    # --- hints -----------------------------------------------------------------------------

    def at_once(self, hint: Hint) -> bool:
        """Pass on a frame about one of the talks."""
        if hint.kind == "counselor":
            return self.push(hint.frame)
        return self._view.at_once(hint)

    async def notice(self, hint: Hint) -> None:
        """Pass on what was stored; look again where a hint only rings."""
        match hint.kind:
            case "counselor":
                await self.send_frame(hint.frame)
            case "queue":
                await self._view.send_queue()
            case "who_attends":
                self._view.attention.say()
            case "resync":
                await self._view.look_at_everything()
            case _ if hint.topic == events.of_counselor(self._id):
                await self._about_me(hint)
            case _:
                await self._view.about_a_talk(hint)

    def _look_at_queue(self) -> None:
        self.hint(Hint("", "queue"))

    async def _about_me(self, hint: Hint) -> None:
        if hint.kind == "roll_call":
            leases.counselors().answered(self._id)
        else:
            await self._view.refresh()
