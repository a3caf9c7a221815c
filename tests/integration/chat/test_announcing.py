"""What the dispatcher tells people who wait, also after an offer that came to nothing."""

from __future__ import annotations

import msgspec
import pytest

from chat import events
from chat.actions import closing, presence, queueing, talking
from chat.dispatch import Dispatcher
from chat.events import Hint
from chat.lifecycle import Cause
from chat.models import Conversation
from counselors.models import Counselor, DutyState
from routing.announce import REPEAT
from tests.chat_people import NOW, fresh, later, on_duty, talk, visitor

Told = tuple[int, float | None, str]
"""Place, the longest wait in seconds, and why."""


class Listener:
    """Hears what one visitor is told of their place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._hints: list[Hint] = []
        monkeypatch.setattr(events.hub(), "publish", lambda *hints: self._hints.extend(hints))

    def hear(self, row: Conversation) -> list[Told]:
        """What was told since the last call."""
        topic, hints, self._hints = events.of_conversation(row.pk), self._hints, []
        frames = [
            msgspec.json.decode(hint.frame)
            for hint in hints
            if hint.topic == topic and hint.kind == "visitor"
        ]
        return [(each["place"], each["wait"]["high"], each["why"]) for each in frames]


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Beside the dispatcher."""
    return Listener(monkeypatch)


def test_what_was_told_long_ago_is_no_measure_of_the_wait_of_now(
    alice: Counselor, listener: Listener
) -> None:
    dispatcher = Dispatcher()
    mine = [talk(alice), talk(alice), visitor(later(1))]
    dispatcher.step(later(1))
    assert [place for place, _, _ in listener.hear(mine[-1])] == [1]
    on_duty(alice, later(2), slots=3)
    talking.pick(mine[-1].pk, alice.pk, later(2))
    an_hour_later = later(3600)
    on_duty(alice, an_hour_later, slots=3)
    presence.visitors_are_here([row.pk for row in mine], an_hour_later)
    for row in mine:
        queueing.back_to_queue(fresh(row), Cause.COUNSELOR_LOST, an_hour_later)
    for _ in range(3):
        talk(alice, an_hour_later)
    dispatcher.step(an_hour_later)
    ((place, _, why),) = listener.hear(mine[-1])
    assert (place, why) == (3, "no_free_slot")


def test_a_wait_that_grew_during_an_offer_that_was_declined_says_why(
    alice: Counselor, bram: Counselor, listener: Listener
) -> None:
    dispatcher = Dispatcher()
    mine = [talk(alice), talk(alice)]
    on_duty(bram, slots=1)
    talk(bram)
    row = visitor()
    dispatcher.step(NOW)
    ((_, before, _),) = listener.hear(row)
    closing.close(mine[0].pk, alice.pk, None, "answered", later(1))
    dispatcher.step(later(2))
    assert fresh(row).counselor_id == alice.pk
    presence.set_duty(bram.pk, DutyState.OFF, 1, later(3))
    dispatcher.step(later(3))
    talking.decline(row.pk, alice.pk, later(4))
    dispatcher.step(later(5))
    assert [high for _, high, _ in listener.hear(row)] == [before]
    dispatcher.step(later(6))
    assert listener.hear(row) == []
    presence.counselors_are_here([alice.pk], later(REPEAT))
    presence.visitors_are_here([row.pk], later(REPEAT))
    dispatcher.step(later(REPEAT))
    ((place, after, why),) = listener.hear(row)
    assert before is not None
    assert after is not None
    assert after > before
    assert (place, why) == (1, "counselor_left")
