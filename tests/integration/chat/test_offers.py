"""Who is offered whom, and what becomes of an offer."""

from __future__ import annotations

from datetime import datetime

import pytest

from chat import overview, selectors, sweep
from chat.actions import closing, presence, queueing, talking
from chat.lifecycle import Cause, State
from chat.models import Conversation
from chat.protocol import Refusal
from counselors.models import AuditEntry, Counselor, Duty, DutyState
from routing.announce import announce
from tests.chat_people import (
    NOW,
    counselor,
    dispatch,
    fresh,
    later,
    lines,
    on_duty,
    say,
    talk,
    visitor,
)


def owner(row: Conversation) -> tuple[str, int | None]:
    now = fresh(row)
    return now.state, now.counselor_id


def duty(who: Counselor) -> tuple[str, str]:
    row = Duty.objects.get(counselor=who)
    return row.state, row.why


def swept(now: datetime) -> None:
    while sweep.step(now):
        pass


def beats(*counselors: Counselor, now: datetime) -> None:
    presence.counselors_are_here([each.pk for each in counselors], now)


def test_the_next_in_line_is_offered_to_the_counselor_of_the_same_city(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor(city="namur")
    dispatch()
    assert owner(row) == ("offered", bram.pk)
    assert fresh(row).offer_until == later(20)
    assert isinstance(fresh(row).reason, dict)


def test_another_city_serves_at_once_when_nobody_is_free_at_home(alice: Counselor) -> None:
    row = visitor(city="namur")
    dispatch()
    assert owner(row) == ("offered", alice.pk)


def test_nobody_without_the_language_is_offered(alice: Counselor, bram: Counselor) -> None:
    row = visitor(language="uk")
    dispatch()
    assert owner(row) == ("waiting", None)


def test_who_has_waited_longest_is_served_first(bram: Counselor) -> None:
    people = [visitor(later(each), city="namur") for each in range(3)]
    dispatch(later(3))
    assert [owner(row)[0] for row in people] == ["offered", "offered", "waiting"]


def test_a_slot_that_comes_free_goes_to_the_longest_waiting(bram: Counselor) -> None:
    held = [talk(bram), talk(bram)]
    first, second = visitor(later(1)), visitor(later(2))
    dispatch(later(3))
    closing.close(held[0].pk, bram.pk, None, None, later(4))
    dispatch(later(4))
    assert (owner(first)[0], owner(second)[0]) == ("offered", "waiting")


def test_the_desk_is_told_why_it_was_this_persons_turn(bram: Counselor) -> None:
    held = [talk(bram), talk(bram)]
    there, here = visitor(later(1)), visitor(later(2), city="namur")
    dispatch(later(3))
    closing.close(held[0].pk, bram.pk, None, None, later(4))
    dispatch(later(4))
    assert (owner(there)[0], owner(here)[0]) == ("waiting", "offered")
    why = selectors.talks_of(bram.pk, later(4))[here.pk].why
    assert why is not None
    assert why.turn == "other_city"


def test_an_accepted_offer_opens_the_talk_and_says_who_came(alice: Counselor) -> None:
    row = visitor(city="namur")
    dispatch()
    talking.accept(row.pk, alice.pk, later(3))
    assert owner(row) == ("open", alice.pk)
    assert lines(row) == [(1, "Bonjour"), (2, "joined")]
    notice = row.entries.get(seq=2)
    assert notice.params == {"alias": "Alice", "city": "brussels", "asked_city": "namur"}


def test_an_offer_that_is_accepted_twice_is_one_talk(alice: Counselor) -> None:
    row = visitor()
    on_duty(alice)
    dispatch()
    for seconds in (1, 2):
        talking.accept(row.pk, alice.pk, later(seconds))
    assert owner(row) == ("open", alice.pk)
    assert [text for _, text in lines(row)] == ["Bonjour", "joined"]


def test_who_opens_a_conversation_is_named_in_the_audit_trail(alice: Counselor) -> None:
    row = visitor()
    dispatch()
    assert not AuditEntry.objects.exists()
    talking.accept(row.pk, alice.pk, NOW)
    (line,) = AuditEntry.objects.all()
    assert (line.actor, line.act, line.about) == ("alice", "opened", row.ref)
    assert (line.at, line.city) == (NOW, "brussels")


def test_an_offer_without_an_answer_goes_to_the_next_and_pauses_the_first(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor()
    dispatch()
    swept(later(19))
    assert owner(row) == ("offered", alice.pk)
    swept(later(20))
    assert duty(alice) == ("paused", "no_answer")
    dispatch(later(20))
    assert owner(row) == ("offered", bram.pk)
    assert selectors.why_gone(row.ref, alice.pk) == "taken"
    assert fresh(row).queued_at == NOW


def test_a_declined_offer_keeps_the_place_and_is_not_made_again_soon(
    alice: Counselor, bram: Counselor
) -> None:
    first, second = visitor(), visitor(later(1))
    dispatch(later(2))
    held = [row for row in (first, second) if owner(row) == ("offered", alice.pk)]
    for row in held:
        talking.decline(row.pk, alice.pk, later(3))
    assert duty(alice) == ("on", "")
    dispatch(later(3))
    assert {owner(row)[1] for row in held} == {bram.pk}
    assert fresh(first).queued_at == NOW


def test_a_declined_visitor_is_offered_again_after_a_while(alice: Counselor) -> None:
    row = visitor()
    dispatch()
    talking.decline(row.pk, alice.pk, NOW)
    dispatch(later(40))
    assert owner(row)[0] == "waiting"
    presence.visitors_are_here([row.pk], later(121))
    beats(alice, now=later(121))
    dispatch(later(121))
    assert owner(row) == ("offered", alice.pk)


def test_whom_one_has_declined_one_may_still_pick(alice: Counselor) -> None:
    row = visitor()
    dispatch()
    talking.decline(row.pk, alice.pk, NOW)
    talking.pick(row.pk, alice.pk, NOW)
    assert owner(row) == ("open", alice.pk)


def test_a_pick_is_refused_when_all_slots_are_in_use(alice: Counselor) -> None:
    talk(alice), talk(alice)
    row = visitor()
    with pytest.raises(Refusal) as refused:
        talking.pick(row.pk, alice.pk, NOW)
    assert refused.value.code == "full"
    assert owner(row) == ("waiting", None)


def test_the_second_of_two_who_pick_is_told_that_somebody_was_faster(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor()
    talking.pick(row.pk, alice.pk, NOW)
    with pytest.raises(Refusal) as refused:
        talking.pick(row.pk, bram.pk, NOW)
    assert refused.value.code == "taken"
    assert owner(row) == ("open", alice.pk)


def test_nobody_picks_in_a_language_they_do_not_speak(alice: Counselor) -> None:
    row = visitor(language="uk")
    with pytest.raises(Refusal) as refused:
        talking.pick(row.pk, alice.pk, NOW)
    assert (refused.value.code, refused.value.params) == ("not_allowed", {"why": "language"})


def test_an_offer_that_went_on_cannot_be_accepted(alice: Counselor, bram: Counselor) -> None:
    row = visitor()
    dispatch()
    swept(later(20))
    dispatch(later(20))
    with pytest.raises(Refusal) as refused:
        talking.accept(row.pk, alice.pk, later(21))
    assert refused.value.code == "taken"


def test_an_offer_ends_when_the_visitor_goes(alice: Counselor) -> None:
    row = visitor()
    dispatch()
    closing.leave(row.pk, later(1))
    assert selectors.talks_of(alice.pk, later(1)) == {}
    assert selectors.why_gone(row.ref, alice.pk) == "left"
    with pytest.raises(Refusal):
        talking.accept(row.pk, alice.pk, later(2))


def test_who_pauses_keeps_the_talks_and_gives_the_offers_back(
    alice: Counselor, bram: Counselor
) -> None:
    kept = talk(alice)
    row = visitor()
    queueing.claim(row.pk, alice.pk, Cause.DISPATCHED, None, NOW)
    presence.set_duty(alice.pk, DutyState.PAUSED, 2, later(1))
    assert owner(kept) == ("open", alice.pk)
    assert owner(row) == ("waiting", None)
    dispatch(later(1))
    assert owner(row) == ("offered", bram.pk)


def test_an_offer_for_which_there_is_no_slot_any_more_goes_on(alice: Counselor) -> None:
    talk(alice)
    row = visitor()
    dispatch()
    assert owner(row) == ("offered", alice.pk)
    presence.set_duty(alice.pk, DutyState.ON, 1, later(1))
    assert owner(row) == ("waiting", None)


def test_fewer_slots_end_no_talk_and_bring_nobody_new(alice: Counselor) -> None:
    talks = [talk(alice), talk(alice)]
    presence.set_duty(alice.pk, DutyState.ON, 1, later(1))
    row = visitor(later(1))
    dispatch(later(2))
    assert [owner(each)[0] for each in talks] == ["open", "open"]
    assert owner(row) == ("waiting", None)
    closing.close(talks[0].pk, alice.pk, None, None, later(3))
    dispatch(later(3))
    assert owner(row) == ("waiting", None)
    closing.close(talks[1].pk, alice.pk, None, None, later(4))
    dispatch(later(4))
    assert owner(row) == ("offered", alice.pk)


def test_a_reserve_counselor_is_asked_last(alice: Counselor) -> None:
    reserve = counselor("Noor", "brussels", {"fr": 1.0}, ("working", "learning"))
    reserve.is_reserve = True
    reserve.save()
    on_duty(reserve)
    rows = [visitor(city="brussels") for _ in range(3)]
    dispatch()
    assert [owner(row)[1] for row in rows] == [alice.pk, alice.pk, reserve.pk]


def test_writing_while_waiting_costs_no_place(bram: Counselor) -> None:
    talk(bram), talk(bram)
    first, second = visitor(later(1)), visitor(later(2))
    say(first, "et encore ceci", now=later(60))
    places = overview.look(later(61)).places
    told = [overview.told(announce(None, places[row.pk], 0.0)).place for row in (first, second)]
    assert told == [1, 2]
    assert State(fresh(first).state) is State.WAITING
