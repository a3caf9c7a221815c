"""One log on one socket: entries go out in order, without gaps, whatever happens to the hints."""

from collections.abc import Awaitable, Callable, Iterable

from chat import blocking, events, logbook
from chat.actions.log import Done
from chat.events import Hint
from chat.feed import Feed, Verdict

Push = Callable[[bytes], bool]
SendFrame = Callable[[bytes], Awaitable[None]]


def answer_of(done: Done, conversation: int) -> Hint:
    """To the sender's own socket: no lost hint delays the answer, the feed drops doubles."""
    kind = "repeat" if done.repeat else "entry"
    return Hint(events.of_conversation(conversation), kind, done.seq, done.frame)


class LogOnSocket:
    """Sends a conversation's entries; used by one task at a time."""

    def __init__(self, conversation: int, seen: int, push: Push, send: SendFrame) -> None:
        self.conversation = conversation
        self._feed = Feed(seen)
        self._push, self._send = push, send

    def at_once(self, hint: Hint) -> bool:
        """Send the next entry without waiting, or drop an old one; False: it needs more."""
        ahead = hint.seq - self._feed.sent
        match hint.kind:
            case "entry" if ahead == 1 and self._push(hint.frame):
                return self._feed.judge(hint.seq) is Verdict.PASS
            case "entry" | "reached":
                return ahead <= 0
        return False

    async def notice(self, hint: Hint) -> None:
        """An entry was stored, repeated, or the log is known to have reached a number."""
        match hint.kind:
            case "entry":
                await self._hinted(hint)
            case "repeat" if not self._feed.behind(hint.seq):
                await self._send(hint.frame)
            case "repeat" | "reached" if self._feed.behind(hint.seq):
                await self.catch_up()

    async def _hinted(self, hint: Hint) -> None:
        """Send the entry, or read what is missing before it, or drop it."""
        verdict = self._feed.judge(hint.seq)
        if verdict is Verdict.PASS:
            await self._send(hint.frame)
        elif verdict is Verdict.GAP:
            await self.catch_up()

    @property
    def sent(self) -> int:
        """The last number that was sent."""
        return self._feed.sent

    async def pass_on(self, page: Iterable[tuple[int, bytes]]) -> None:
        """Send those entries, given in order, that are next in line."""
        for seq, frame in page:
            if self._feed.judge(seq) is Verdict.PASS:
                await self._send(frame)

    async def catch_up(self) -> None:
        """Send everything the log holds beyond what was sent."""
        more = True
        while more:
            after = self._feed.sent
            page = await blocking.run(logbook.entries_after, self.conversation, after)
            await self.pass_on(page)
            more = len(page) == logbook.PAGE
