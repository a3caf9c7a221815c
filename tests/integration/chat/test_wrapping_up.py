"""How a talk ended: said in two clicks, kept coarsely, and undone for five minutes."""

from __future__ import annotations

import pytest

from chat import fold, selectors
from chat.actions import closing, log
from chat.actions.reopening import reopen
from chat.models import Conversation
from chat.picture import used_slots
from chat.protocol import Refusal
from counselors.models import Act, AuditEntry, Counselor
from tests.chat_people import fresh, later, lines, on_duty, say, talk
from transcripts.models import Fact

pytestmark = pytest.mark.django_db


def refusal(who: Counselor, row: Conversation, seconds: float) -> str:
    with pytest.raises(Refusal) as refused:
        reopen(row.pk, who.pk, later(seconds))
    return refused.value.code


def test_a_wrap_up_frees_the_place_at_once_and_its_depth_is_all_that_is_kept_of_it(
    alice: Counselor,
) -> None:
    row = talk(alice)
    closing.close(row.pk, alice.pk, "working", "answered", later(60), "guidance")
    assert used_slots([alice.pk]) == {}
    assert selectors.talks_of(alice.pk, later(60)) == {}
    assert fold.step(later(3661))
    fact = Fact.objects.get()
    assert (fact.subject_closed, fact.outcome, fact.depth) == ("working", "answered", "guidance")


def test_a_talk_goes_on_as_if_it_had_not_been_closed(alice: Counselor) -> None:
    row = talk(alice)
    closing.close(row.pk, alice.pk, "working", "answered", later(60), "information")
    reopen(row.pk, alice.pk, later(359))
    now = fresh(row)
    assert (now.state, now.closed_by, now.wrapped_at, now.outcome, now.depth) == (
        "open", "", None, "", "",
    )  # fmt: skip
    assert used_slots([alice.pk]) == {alice.pk: 1}
    assert [text for _, text in lines(row)] == ["Bonjour", "joined", "closed", "reopened"]
    assert isinstance(say(row, "Encore une chose", alice, later(360)), log.Done)
    assert not fold.step(later(7000))


def test_a_desk_that_is_loaded_again_knows_what_may_still_be_opened_again(
    alice: Counselor, bram: Counselor
) -> None:
    def offered(who: Counselor, seconds: float) -> list[str]:
        return [each.ref for each in selectors.reopenable_by(who.pk, later(seconds))]

    blocked, left = talk(alice), talk(alice)
    closing.block(blocked.pk, alice.pk, "threats", later(60))
    closing.leave(left.pk, later(60))
    closing.close(left.pk, alice.pk, "working", "left_early", later(60))
    on_duty(alice, later(60))
    wrapped, unwrapped = talk(alice, later(60)), talk(alice, later(60))
    say(wrapped, "Bonjour !", alice)
    closing.close(unwrapped.pk, alice.pk, None, None, later(60))  # it is among the talks
    closing.close(wrapped.pk, alice.pk, "working", "answered", later(60))
    assert offered(alice, 61) == offered(alice, 359) == [wrapped.ref]
    assert selectors.reopenable_by(alice.pk, later(61))[0].preview == ""
    assert offered(bram, 61) == []
    assert offered(alice, 361) == []
    reopen(wrapped.pk, alice.pk, later(300))
    assert offered(alice, 301) == []


def test_nobody_reopens_too_late_too_many_or_what_is_not_theirs(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    assert refusal(alice, row, 1) == "wrong_state"
    closing.close(row.pk, alice.pk, None, None, later(60))
    assert refusal(bram, row, 61) == "taken"
    on_duty(alice, later(60), slots=1)
    other = talk(alice, later(61))
    assert refusal(alice, row, 62) == "full"
    closing.leave(other.pk, later(63))
    assert refusal(alice, other, 64) == "wrong_state"  # the visitor went
    assert refusal(alice, row, 361) == "too_late"


def test_a_talk_that_was_ended_for_abuse_is_audited_and_not_opened_again(alice: Counselor) -> None:
    row = talk(alice)
    closing.block(row.pk, alice.pk, "threats", later(60))
    status = selectors.visitor_status(row.pk)
    assert status is not None
    assert (status.state, status.closed_by) == ("closed", "blocked")
    assert fresh(row).outcome == "abuse"
    assert refusal(alice, row, 61) == "wrong_state"
    entry = AuditEntry.objects.get(act=Act.BLOCKED)
    assert (entry.actor, entry.about, entry.detail) == ("alice", row.ref, "threats")
    with pytest.raises(Refusal) as again:
        closing.block(row.pk, alice.pk, "threats", later(62))
    assert again.value.code == "wrong_state"
