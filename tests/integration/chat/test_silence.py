"""People who go away without a word, and people who come back."""

from __future__ import annotations

from datetime import datetime

import pytest

from chat.actions import holding, presence, queueing, silence, talking
from chat.actions.log import Done
from chat.lifecycle import Cause
from chat.models import Conversation, Move
from chat.protocol import Refusal
from counselors.models import Counselor, Duty, DutyState
from tests.chat_people import (
    NOW,
    dispatch,
    fresh,
    later,
    lines,
    say,
    talk,
    visitor,
)
from tests.integration.chat.beats import counselors_beat, swept, visitors_beat


def test_a_chore_that_fails_as_nobody_foresaw_holds_up_no_other(
    alice: Counselor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    row = visitor()
    dispatch(NOW)
    real = silence.chores

    def with_a_broken_one(now: datetime) -> list[silence.Chore]:
        return [silence.Chore(_broken, row.pk, now), *real(now)]

    monkeypatch.setattr(silence, "chores", with_a_broken_one)
    swept(later(21))
    assert fresh(row).state == "waiting"
    assert "sweep: _broken failed" in caplog.text


def _broken(conversation: int, now: datetime) -> None:
    raise ZeroDivisionError


# --- a counselor who is lost -----------------------------------------------------------------


def test_a_lost_counselor_loses_the_offers_at_once_and_the_talks_after_a_grace(
    alice: Counselor,
) -> None:
    held = talk(alice)
    offered = visitor()
    queueing.claim(offered.pk, alice.pk, Cause.DISPATCHED, None, later(40))
    visitors_beat(held, offered, now=later(50))
    swept(later(50))
    assert fresh(offered).state == "waiting"
    assert (fresh(held).state, fresh(held).counselor_id) == ("open", alice.pk)
    visitors_beat(held, offered, now=later(109))
    swept(later(109))
    assert fresh(held).state == "open"
    swept(later(110))
    row = fresh(held)
    assert (row.state, row.counselor_id, row.cut_off) == ("waiting", None, True)
    assert row.queued_at == NOW
    assert lines(row)[-1] == (row.last_seq, "cut_off")
    duty = Duty.objects.get(counselor=alice)
    assert (duty.state, duty.why, duty.online) == ("off", "lost", False)


def test_a_talk_that_was_cut_off_is_served_before_everybody_else(
    alice: Counselor, bram: Counselor
) -> None:
    held = talk(alice)
    older = visitor(later(-600))
    talk(bram)
    presence.set_duty(bram.pk, DutyState.ON, 2, later(110))
    visitors_beat(held, older, now=later(110))
    swept(later(110))
    dispatch(later(110))
    assert (fresh(held).state, fresh(held).counselor_id) == ("offered", bram.pk)
    assert fresh(older).state == "waiting"


def test_the_same_counselor_may_take_the_talk_back(alice: Counselor, bram: Counselor) -> None:
    held = talk(alice)
    visitors_beat(held, now=later(110))
    swept(later(110))
    presence.set_duty(alice.pk, DutyState.ON, 2, later(112))
    counselors_beat(bram, now=later(112))
    dispatch(later(112))
    assert (fresh(held).state, fresh(held).counselor_id) == ("offered", alice.pk)
    talking.accept(held.pk, alice.pk, later(113))
    assert [text for _, text in lines(held)] == ["Bonjour", "joined", "cut_off", "joined"]
    assert fresh(held).opened_at == NOW


def test_a_counselor_who_comes_back_in_time_keeps_everything(alice: Counselor) -> None:
    held = talk(alice)
    visitors_beat(held, now=later(50))
    swept(later(50))
    assert not Duty.objects.get(counselor=alice).online
    before = fresh(held).version
    counselors_beat(alice, now=later(100))
    visitors_beat(held, now=later(100))
    swept(later(111))
    assert (fresh(held).state, fresh(held).counselor_id) == ("open", alice.pk)
    assert fresh(held).version > before  # the visitor sees that they are back


def test_a_counselor_who_went_off_duty_and_away_loses_the_talks_too(alice: Counselor) -> None:
    held = talk(alice)
    presence.set_duty(alice.pk, DutyState.OFF, 2, later(5))
    visitors_beat(held, now=later(115))
    swept(later(115))
    assert (fresh(held).state, fresh(held).cut_off) == ("waiting", True)


# --- the planned end of a duty ---------------------------------------------------------------


def test_at_the_planned_end_nobody_new_comes_and_the_talks_go_on(alice: Counselor) -> None:
    held = talk(alice)
    presence.set_duty(alice.pk, DutyState.ON, 2, NOW, later(30).timestamp())
    swept(later(29))
    assert Duty.objects.get(counselor=alice).state == "on"
    row = visitor(later(29))
    dispatch(later(29))
    assert fresh(row).state == "offered"
    swept(later(30))
    duty = Duty.objects.get(counselor=alice)
    assert (duty.state, duty.why, duty.ends_at) == ("off", "planned_end", None)
    assert fresh(row).state == "waiting"
    assert (fresh(held).state, fresh(held).counselor_id) == ("open", alice.pk)
    dispatch(later(31))
    assert fresh(row).state == "waiting"


def test_a_planned_end_may_be_moved_or_dropped(alice: Counselor) -> None:
    presence.set_duty(alice.pk, DutyState.ON, 2, NOW, later(30).timestamp())
    presence.set_duty(alice.pk, DutyState.PAUSED, 2, later(10), later(45).timestamp())
    swept(later(40))
    assert Duty.objects.get(counselor=alice).state == "paused"
    presence.set_duty(alice.pk, DutyState.ON, 2, later(41))
    swept(later(46))
    assert Duty.objects.get(counselor=alice).state == "on"


def test_an_end_that_is_over_is_none_and_one_after_a_day_is_refused(alice: Counselor) -> None:
    presence.set_duty(alice.pk, DutyState.ON, 2, later(10), later(9).timestamp())
    assert Duty.objects.get(counselor=alice).ends_at is None
    with pytest.raises(Refusal) as refused:
        presence.set_duty(alice.pk, DutyState.ON, 2, later(11), later(90_000).timestamp())
    assert refused.value.code == "malformed"


# --- a visitor who is silent -----------------------------------------------------------------


def test_a_silent_visitor_is_asked_and_then_leaves_without_an_offer(alice: Counselor) -> None:
    row = visitor()
    swept(later(49))
    assert fresh(row).still_there_until is None
    swept(later(50))
    assert fresh(row).still_there_until == later(140)
    counselors_beat(alice, now=later(51))
    dispatch(later(51))
    assert fresh(row).state == "waiting"
    swept(later(140))
    assert (fresh(row).state, fresh(row).closed_by) == ("closed", "visitor_away")
    assert not Move.objects.filter(conversation=row, target="offered").exists()


def test_a_visitor_who_answers_keeps_the_place(alice: Counselor) -> None:
    row = visitor()
    swept(later(50))
    visitors_beat(row, now=later(139))
    counselors_beat(alice, now=later(100))
    swept(later(141))
    now = fresh(row)
    assert (now.state, now.still_there_until, now.visitor_online) == ("waiting", None, True)
    assert now.queued_at == NOW
    dispatch(later(141))
    assert fresh(row).state == "offered"


def test_who_is_picked_while_being_asked_is_not_sent_away_later(alice: Counselor) -> None:
    row = visitor()
    swept(later(50))
    counselors_beat(alice, now=later(51))
    talking.pick(row.pk, alice.pk, later(51))
    assert fresh(row).still_there_until is None


def test_a_counselor_sees_that_the_visitor_is_away_and_back(alice: Counselor) -> None:
    row = talk(alice)
    swept(later(50))
    assert not fresh(row).visitor_online
    visitors_beat(row, now=later(60))
    assert fresh(row).visitor_online


def test_a_visitor_whose_last_socket_closed_is_away_soon_but_not_at_once(alice: Counselor) -> None:
    row = talk(alice)
    presence.visitors_went([row.pk], later(10))
    swept(later(11))
    assert fresh(row).visitor_online
    swept(later(18))
    assert not fresh(row).visitor_online


def test_a_visitor_who_went_during_an_offer_is_asked_before_the_next_one_is(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor()
    dispatch(NOW)
    presence.visitors_went([row.pk], later(2))
    swept(later(10))
    assert not fresh(row).visitor_online
    talking.decline(row.pk, alice.pk, later(15))
    dispatch(later(15))
    assert fresh(row).state == "waiting"
    swept(later(15))
    assert fresh(row).still_there_until == later(105)
    visitors_beat(row, now=later(16))
    dispatch(later(16))
    assert (fresh(row).state, fresh(row).counselor_id) == ("offered", bram.pk)


# --- on hold ---------------------------------------------------------------------------------


def on_hold(who: Counselor) -> Conversation:
    """A talk whose visitor fell silent for ten minutes and more."""
    row = talk(who)
    for seconds in range(40, 660, 40):
        counselors_beat(who, now=later(seconds))
        swept(later(seconds))
    swept(later(650))
    return fresh(row)


def test_a_talk_whose_visitor_is_away_for_long_frees_its_slot(alice: Counselor) -> None:
    row = on_hold(alice)
    assert (row.state, row.counselor_id) == ("on_hold", alice.pk)
    rows = [visitor(later(651)) for _ in range(2)]
    dispatch(later(652))
    assert [fresh(each).state for each in rows] == ["offered", "offered"]


def test_a_counselor_who_takes_it_up_again_has_as_long_as_before(alice: Counselor) -> None:
    row = on_hold(alice)
    counselors_beat(alice, now=later(651))
    holding.go_on(row.pk, alice.pk, later(651))
    swept(later(652))
    assert fresh(row).state == "open"
    for seconds in range(680, 651 + 600, 30):
        counselors_beat(alice, now=later(seconds))
        swept(later(seconds))
    assert fresh(row).state == "open"
    swept(later(651 + 600))
    assert fresh(row).state == "on_hold"


@pytest.mark.parametrize("side", ["visitor", "counselor"])
def test_whoever_writes_in_a_talk_on_hold_wakes_it(alice: Counselor, side: str) -> None:
    row = on_hold(alice)
    answer = say(row, "encore là ?", alice if side == "counselor" else None, later(651))
    assert isinstance(answer, Done)
    holding.wake(row.pk, later(651))
    assert fresh(row).state == "open"
    assert [text for _, text in lines(row)][-2:] == ["encore là ?", "woken"]


def test_a_talk_that_cannot_wake_for_want_of_a_slot_waits_in_front(alice: Counselor) -> None:
    row = on_hold(alice)
    talk(alice, later(651)), talk(alice, later(651))
    say(row, "me revoilà", now=later(652))
    holding.wake(row.pk, later(652))
    now = fresh(row)
    assert (now.state, now.cut_off, now.previous_id) == ("waiting", True, alice.pk)


def test_a_message_in_a_talk_on_hold_wakes_it_even_after_a_crash(alice: Counselor) -> None:
    row = on_hold(alice)
    visitors_beat(row, now=later(651))
    say(row, "allô ?", now=later(651))
    counselors_beat(alice, now=later(651))
    swept(later(652))
    assert fresh(row).state == "open"


def test_a_talk_on_hold_for_an_hour_ends_five_minutes_after_a_warning(alice: Counselor) -> None:
    row = on_hold(alice)
    swept(later(3599, row.since))
    assert fresh(row).still_there_until is None
    swept(later(4000, row.since))  # late, as after a restart: the warning is not any shorter
    assert fresh(row).still_there_until == later(4300, row.since)
    swept(later(4299, row.since))
    assert fresh(row).state == "on_hold"
    swept(later(4300, row.since))
    assert (fresh(row).state, fresh(row).closed_by) == ("closed", "expired")


def test_who_is_back_in_the_moment_before_is_not_put_on_hold(alice: Counselor) -> None:
    row = talk(alice)
    counselors_beat(alice, now=later(3600))
    found = silence.chores(later(3600))
    visitors_beat(row, now=later(3600))
    for chore in found:
        silence.done(chore)
    assert fresh(row).state == "open"
