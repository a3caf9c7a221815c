"""The first loop: give waiting people to free counselors, and tell the others where they stand."""

from datetime import datetime

from chat import events, overview, picture, protocol
from chat.actions import promising, queueing
from chat.events import Hint
from chat.lifecycle import Cause
from chat.picture import Camera
from chat.protocol import Refusal
from routing.announce import Announcement, announce
from routing.decide import decide
from routing.domain import Assign, Decision, Divert, Hold, Wait


class Dispatcher:
    """Decides until nothing is left to decide. Any number of them may run: claims are guarded."""

    def __init__(self) -> None:
        self._told: dict[int, Announcement] = {}
        self._camera = Camera()

    def step(self, now: datetime) -> bool:
        """One round of decisions; True when somebody was claimed, so that a second look pays."""
        if not picture.anybody_waits():  # most ticks of most hours: one question is enough
            self._told = {}
            return False
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
        told = {
            each.conversation: announce(self._told.get(each.conversation), each, now.timestamp())
            for each in decisions
            if isinstance(each, Hold | Divert)
        }
        news = {who: what for who, what in told.items() if what is not self._told.get(who)}
        promising.note_ranges(self._first_ranges(news), now)
        self._told = told
        if news:
            events.hub().publish(*(_hint(who, what) for who, what in news.items()))

    def _first_ranges(self, news: dict[int, Announcement]) -> dict[int, Wait]:
        """The ranges of those who had none so far."""
        return {
            who: what.wait
            for who, what in news.items()
            if what.wait.known and not (who in self._told and self._told[who].wait.known)
        }


def _hint(conversation: int, told: Announcement) -> Hint:
    frame = protocol.dump(overview.told(told))
    return Hint(events.of_conversation(conversation), "visitor", frame=frame)
