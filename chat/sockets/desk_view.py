"""What one desk shows: its counselor's duty, their talks with their logs, and the queue."""

from django.conf import settings
from msgspec import structs

from chat import blocking, events, overview, protocol, selectors
from chat.events import Hint
from chat.glance import Marks
from chat.lifecycle import HOLDS_SLOT
from chat.sockets.attention import Attention
from chat.sockets.base import RESYNC, Socket
from chat.sockets.logs import LogOnSocket
from chat.sockets.looking import glance, look
from chat.sockets.lookout import lookout
from counselors.models import Counselor

Talks = dict[int, protocol.Talk]


class DeskView:
    """Remembers what the socket was sent, and sends what differs from what is true now."""

    def __init__(self, socket: Socket, counselor: Counselor) -> None:
        self._socket = socket
        self._counselor = counselor
        self._logs: dict[str, LogOnSocket] = {}
        self._duty: protocol.Duty | None = None
        self._queue = b""
        self._queue_at = 0.0
        self._languages = frozenset[str]()
        self._left = 0
        self.talks: Talks = {}
        self.attention = Attention(counselor, events.hub().publish)

    async def welcome(self, seen: dict[str, int]) -> None:
        """Everything needed to draw the desk afresh; ``seen``: by ref, what this tab has."""
        now = self._socket.now()
        me, (duty, talks), closed = await blocking.run(_first_view_of, self._counselor)
        seen_now = await look()
        waiters = overview.waiters_for(self._counselor.pk, seen_now)
        self._duty, self._queue_at = duty, seen_now.at
        self._queue = protocol.dump(protocol.Queue(waiters))
        self._languages = frozenset(me.languages)
        self._left = seen_now.left_for(self._languages)
        shown = tuple(talks.values())
        await self._socket.send(
            protocol.DeskWelcome(
                protocol.VERSION, now.timestamp(), settings.BUILD, me, duty, shown, waiters,
                closed, self._left,
            )
        )  # fmt: skip
        await self._follow(talks, seen)

    async def look_at_everything(self) -> None:
        """Whatever was missed."""
        await self.refresh()
        await self.send_queue()
        for conversation, talk in self.talks.items():
            await self._logs[events.of_conversation(conversation)].notice(_reached(talk))

    async def heal(self) -> dict[str, int]:
        """The pulse: by ref, the last number of each log; what was missed is sent soon."""
        seen = await glance(self._counselor.pk)
        if seen is None:
            return {}
        self.attention.say()
        shown = {pk: talk.version for pk, talk in self.talks.items()}
        if seen.shared or seen.duty != self._duty or seen.versions != shown:
            self._socket.hint(RESYNC)
        else:
            self._socket.hint(Hint("", "queue"))
            for pk, now in seen.marks.items():
                self._socket.hint(Hint(events.of_conversation(pk), "reached", now.last_seq))
                await self._heal_marks(pk, now)
        return {
            talk.ref: seen.marks[pk].last_seq for pk, talk in self.talks.items() if pk in seen.marks
        }

    async def _heal_marks(self, pk: int, now: Marks) -> None:
        """The last ``seen`` may have been lost, or come from another tab."""
        before = self.talks.get(pk)
        if before is None:
            return  # it went to somebody else, a moment ago
        talk = self.talks[pk] = structs.replace(
            before,
            visitor_seen=max(before.visitor_seen, now.visitor_seen),
            counselor_seen=max(before.counselor_seen, now.counselor_seen),
        )
        if talk != before:
            await self._socket.send(protocol.TalkChanged(talk))

    async def refresh(self) -> None:
        """Talks and duty, as they are now; only what differs from what was sent is sent."""
        duty, talks = await blocking.run(_desk_of, self._counselor)
        for conversation in self.talks.keys() - talks.keys():
            await self._say_gone(self.talks[conversation].ref)
        for conversation, talk in talks.items():
            if _shown(self.talks.get(conversation)) != _shown(talk):
                await self._socket.send(protocol.TalkChanged(talk))
        if duty != self._duty:
            self._duty = duty
            await self._socket.send(duty)
        await self._follow(talks, {})

    async def _say_gone(self, ref: str) -> None:
        why = await blocking.run(selectors.why_gone, ref, self._counselor.pk)
        await self._socket.send(protocol.TalkGone(ref, why))

    async def _follow(self, talks: Talks, seen: dict[str, int]) -> None:
        """Listen to exactly the talks that are mine now, and send what their logs hold."""
        self.talks = talks
        topics = {events.of_conversation(each): (each, talk) for each, talk in talks.items()}
        known = {each: log for each, log in self._logs.items() if each in topics}
        push, send = self._socket.push, self._socket.send_frame
        fresh = {
            topic: LogOnSocket(each, seen.get(talk.ref, 0), push, send)
            for topic, (each, talk) in topics.items()
            if topic not in known
        }
        self._logs = known | fresh
        company = map(events.of_company, talks)
        self._socket.watch([events.of_counselor(self._counselor.pk), *topics, *company])
        self.attention.follow(talks)
        for each in fresh.values():
            await each.catch_up()

    def at_once(self, hint: Hint) -> bool:
        """Pass on an entry without waiting; False: the hint needs more."""
        log = self._logs.get(hint.topic)
        return log is not None and log.at_once(hint)

    async def about_a_talk(self, hint: Hint) -> None:
        """Something was stored in the log of one of the talks."""
        log = self._logs.get(hint.topic)
        if log is None:
            return
        if hint.kind in {"state", "erased"} and self.talks[log.conversation].looking_on:
            await self.refresh()  # who has a talk is told of its changes, who looks on is not
        else:
            await log.notice(hint)

    async def send_queue(self) -> None:
        """Queue and left questions as they were seen last, if they are not what was sent."""
        queues = lookout().queues
        if queues is None or queues.look.at < self._queue_at:
            return
        queue, self._queue_at = queues.frame(self._counselor.pk), queues.look.at
        if queue != self._queue:
            self._queue = queue
            await self._socket.send_frame(queue)
        left = queues.look.left_for(self._languages)
        if left != self._left:
            self._left = left
            await self._socket.send(protocol.LeftQuestions(left))


Desk = tuple[protocol.Duty, Talks]


def _first_view_of(counselor: Counselor) -> tuple[protocol.Me, Desk, tuple[protocol.Talk, ...]]:
    closed = selectors.reopenable_by(counselor.pk, Socket.now())
    return selectors.me(counselor), _desk_of(counselor), closed


def _desk_of(counselor: Counselor) -> Desk:
    """What may change on one counselor's desk."""
    talks = selectors.talks_of(counselor.pk, Socket.now())
    used = sum(each.state in HOLDS_SLOT and not each.looking_on for each in talks.values())
    return selectors.duty_of(counselor.pk, used), talks


def _reached(talk: protocol.Talk) -> Hint:
    return Hint("", "reached", talk.last_seq)


def _shown(talk: protocol.Talk | None) -> protocol.Talk | None:
    """A talk without what its entries tell anyway: those changes need no frame of their own.

    What was seen stays: it heals a lost ``seen``, and clears the marks in another tab.
    """
    return None if talk is None else structs.replace(talk, last_seq=0, preview="")
