"""The first loop: give waiting people to free counselors, and tell the others where they stand."""

from datetime import datetime
from typing import Final, NamedTuple

from chat import events, overview, picture, protocol
from chat.actions import promising, queueing
from chat.events import Hint
from chat.lifecycle import Cause
from chat.picture import Camera
from chat.protocol import Refusal
from routing.announce import Announcement, announce
from routing.decide import decide
from routing.domain import Assign, Decision, Divert, Hold, Wait

REMEMBER: Final = 120.0
"""Seconds for which it is known what was told to somebody who does not wait any more: an offer that
nobody accepts is over by then, and what is told next must not be worse without a reason."""


class _Told(NamedTuple):
    """What somebody was told, and when they were last seen waiting (UTC epoch seconds)."""

    what: Announcement
    seen_at: float


class Dispatcher:
    """Decides until nothing is left to decide. Any number of them may run: claims are guarded."""

    def __init__(self) -> None:
        self._told: dict[int, _Told] = {}
        self._looked_at = 0.0
        self._camera = Camera()

    def step(self, now: datetime) -> bool:
        """One round of decisions; True when somebody was claimed, so that a second look pays."""
        somebody_waits = picture.anybody_waits()  # in most ticks of most hours this is all
        claimed = somebody_waits and self._decide(now)
        self._looked_at = now.timestamp()
        return claimed

    def _decide(self, now: datetime) -> bool:
        decisions = decide(self._camera.take(now), picture.rules(), now.timestamp())
        claimed = [self._claim(each, now) for each in decisions if isinstance(each, Assign)]
        self._tell(decisions, now)
        return any(claimed)

    def _claim(self, decision: Assign, now: datetime) -> bool:
        """True when claimed here; the loser of a race shrugs and looks again at the next ring."""
        try:
            queueing.claim(
                decision.conversation, decision.counselor, Cause.DISPATCHED, decision.reason, now
            )
        except Refusal as refusal:
            if refusal.code == "not_allowed":
                self._camera.forget()
            return False
        return True

    def _tell(self, decisions: tuple[Decision, ...], now: datetime) -> None:
        """Tell people what is new of their place and of their wait."""
        at = now.timestamp()
        self._told = {who: last for who, last in self._told.items() if last.seen_at > at - REMEMBER}
        told = {
            each.conversation: announce(self._last(each.conversation), each, at)
            for each in decisions
            if isinstance(each, Hold | Divert)
        }
        news = {who: what for who, what in told.items() if not self._stands(who, what)}
        promising.note_ranges(self._first_ranges(news), now)
        self._told |= {who: _Told(what, at) for who, what in told.items()}
        if news:
            events.hub().publish(*(_hint(who, what) for who, what in news.items()))

    def _stands(self, conversation: int, what: Announcement) -> bool:
        """Whether this is what they read: whoever was called for meanwhile reads something else."""
        last = self._told.get(conversation)
        return last is not None and last.what is what and last.seen_at == self._looked_at

    def _last(self, conversation: int) -> Announcement | None:
        last = self._told.get(conversation)
        return last.what if last else None

    def _first_ranges(self, news: dict[int, Announcement]) -> dict[int, Wait]:
        """The ranges of those who had none so far."""
        return {
            who: what.wait
            for who, what in news.items()
            if what.wait.known and not ((last := self._last(who)) and last.wait.known)
        }


def _hint(conversation: int, told: Announcement) -> Hint:
    frame = protocol.dump(overview.told(told))
    return Hint(events.of_conversation(conversation), "visitor", frame=frame)
