"""The doctor finds every broken promise, and mends what can be mended."""

from __future__ import annotations

import pytest

from chat import doctor
from chat.actions import closing, holding, moving, presence, queueing
from chat.lifecycle import Cause
from chat.models import Conversation, Move
from counselors.models import Counselor, Duty, DutyState
from tests.chat_people import NOW, fresh, later, on_duty, say, talk, visitor

pytestmark = pytest.mark.django_db


def broken(now_in: float = 0) -> dict[str, tuple[int, ...]]:
    return {each.check: each.about for each in doctor.examine(later(now_in))}


def offered(to: Counselor) -> Conversation:
    row = visitor()
    queueing.claim(row.pk, to.pk, Cause.DISPATCHED, None, NOW)
    return fresh(row)


def test_a_house_in_order_has_no_findings(alice: Counselor) -> None:
    say(talk(alice), "Bonjour", alice)
    offered(alice)
    assert doctor.examine(NOW) == []


def test_a_gap_in_a_log_is_found_and_not_papered_over(alice: Counselor) -> None:
    row = talk(alice)
    say(row, "Bonjour", alice)
    row.entries.filter(seq=2).delete()
    assert broken() == {"log": (row.pk,)}
    assert [each.check for each in doctor.repair(NOW)] == ["log"]


def test_a_state_that_no_move_explains_is_found(alice: Counselor) -> None:
    row = talk(alice)
    Move.objects.filter(conversation=row, target="open").delete()
    assert broken() == {"moves": (row.pk,)}


def test_an_offer_nobody_takes_back_is_found_and_mended(alice: Counselor) -> None:
    row = offered(alice)
    assert broken(51)["sweep"] == (row.pk,)
    assert "sweep" not in {each.check for each in doctor.repair(later(51))}
    assert fresh(row).state != "offered"


def test_offers_beyond_the_slots_are_found_and_returned(alice: Counselor) -> None:
    rows = [offered(alice), offered(alice)]
    Duty.objects.filter(counselor=alice).update(slots=1)
    assert broken() == {"slots": (alice.pk,)}
    doctor.repair(NOW)
    assert [fresh(row).state for row in rows] == ["waiting", "waiting"]
    assert broken() == {}


def test_more_talks_than_anybody_may_have_are_found_however_they_came(alice: Counselor) -> None:
    rows = [talk(alice) for _ in range(2)]
    for row in rows:
        holding.set_aside(row.pk, alice.pk, NOW)
    rows += [talk(alice) for _ in range(2)]
    assert broken() == {}
    for row in rows[:2]:  # as nobody can: out of hold without a place
        moving.move(fresh(row), Cause.WOKEN, NOW)
    assert broken() == {"slots": (alice.pk,)}


def test_whoever_is_left_on_hold_by_a_counselor_who_has_gone_is_found_and_served(
    alice: Counselor,
) -> None:
    row = talk(alice)
    holding.set_aside(row.pk, alice.pk, NOW)
    presence.set_duty(alice.pk, DutyState.OFF, 2, NOW)
    presence.counselor_away(alice.pk, later(50))
    Conversation.objects.update(visitor_lease=later(600))
    assert broken(139) == {}
    assert broken(141) == {"lost": (alice.pk,)}
    assert doctor.repair(later(141)) == []
    assert fresh(row).cut_off


def test_a_talk_of_somebody_whose_account_is_closed_goes_back_to_the_queue(
    alice: Counselor,
) -> None:
    row = talk(alice)
    alice.user.is_active = False
    alice.user.save()
    assert broken() == {"owner": (row.pk,)}
    doctor.repair(NOW)
    assert fresh(row).cut_off


def test_somebody_waiting_beside_a_free_counselor_is_found_and_served(alice: Counselor) -> None:
    row = visitor()
    assert broken() == {}  # the dispatcher has a moment
    on_duty(alice, later(31))
    Conversation.objects.update(visitor_lease=later(300))
    assert broken(31) == {"idle": (row.pk,)}
    assert doctor.repair(later(31)) == []
    assert fresh(row).state == "offered"


def test_what_nobody_folds_is_found_and_folded(alice: Counselor) -> None:
    row = talk(alice)
    closing.close(row.pk, alice.pk, "working", "answered", NOW)
    assert broken(3700)["fold"] == (row.pk,)
    doctor.repair(later(3700))
    assert not Conversation.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("check", ["sweep", "lost", "place"])
def test_what_the_loops_left_undone_is_found_and_mended(alice: Counselor, check: str) -> None:
    gone = visitor()  # silent from now on, and never asked
    presence.set_duty(alice.pk, DutyState.PAUSED, 2, NOW, later(30).timestamp())
    Conversation.objects.filter(pk=gone.pk).update(queued_at=later(5))
    about = {"sweep": gone.pk, "lost": alice.pk, "place": gone.pk}[check]
    assert about in broken(100)[check]
    assert check not in {each.check for each in doctor.repair(later(100))}
    assert fresh(gone).queued_at == NOW
    assert Duty.objects.get(counselor=alice).state == "off"
