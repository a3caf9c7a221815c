"""The desk between events: each event does what the two rules say."""

import pytest

from routing.demand import Demand, Forecast
from routing.domain import Assign, CityRules, Rules
from routing.engine import Engine
from routing.reason import total
from tests.routing_people import HANDLE_TIME, NOW, alice, bram, visitor

UKRAINIAN = {"fr": 1.0, "uk": 1.0}


def engine(rules: Rules | None = None, demand: Demand | None = None) -> Engine:
    return Engine(rules or Rules(), HANDLE_TIME, demand)


def pairs(found: list[Assign]) -> list[tuple[int, int]]:
    return [(choice.conversation, choice.counselor) for choice in found]


def test_who_arrives_gets_the_counselor_who_costs_least() -> None:
    desk = engine()
    desk.on_duty(bram(), NOW)
    desk.on_duty(alice(), NOW)
    (choice,) = desk.arrive(visitor(1), NOW)
    assert choice.counselor == 1
    assert choice.reason.runner_up is not None
    assert choice.reason.runner_up.counselor == 2


def test_who_ended_a_talk_a_moment_ago_is_not_asked_before_the_longest_free() -> None:
    desk = engine()
    desk.on_duty(bram(city="liege", open_talks=1), NOW)
    desk.on_duty(bram(id=3, city="namur"), NOW)
    assert desk.talk_ended(2, NOW + 60) == []
    assert pairs(desk.arrive(visitor(1), NOW + 61)) == [(1, 3)]


def test_who_signs_in_takes_the_longest_waiting_until_full() -> None:
    desk = engine()
    for number in (1, 2, 3):
        assert desk.arrive(visitor(number), NOW + number) == []
    assert pairs(desk.on_duty(alice(), NOW + 9)) == [(1, 1), (2, 1)]


def test_a_slot_that_comes_free_is_filled_at_once() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=2), NOW)
    desk.arrive(visitor(1), NOW)
    assert pairs(desk.talk_ended(1, NOW + 5)) == [(1, 1)]


def test_a_freed_slot_says_whose_turn_it_was_and_by_how_much() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=2), NOW)
    desk.arrive(visitor(1), NOW)
    desk.arrive(visitor(2, subject="learning", waited=-20), NOW + 20)
    (choice,) = desk.talk_ended(1, NOW + 60)
    turn = choice.reason.turn
    assert choice.conversation == 1
    assert turn is not None
    assert turn.next == 2
    assert total(turn.terms) - total(turn.next_terms) == 20.0
    assert "by 20 s" in choice.reason.sentence


def test_the_turn_goes_to_whom_few_others_can_help() -> None:
    """The Ukrainian speaker's slot: one of the others will soon be free for French visitors."""
    desk = engine()
    desk.on_duty(alice(languages=UKRAINIAN, open_talks=2), NOW)
    desk.on_duty(bram(open_talks=2), NOW)
    desk.on_duty(bram(id=3, open_talks=2), NOW)
    desk.arrive(visitor(1), NOW)
    desk.arrive(visitor(2, language="uk", waited=-20), NOW + 20)
    assert pairs(desk.talk_ended(1, NOW + 60)) == [(2, 1)]


def test_who_was_cut_off_goes_before_everybody_else() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=2), NOW)
    desk.arrive(visitor(1, waited=600), NOW)
    desk.wait(visitor(2, cut_off=True), NOW)
    (choice,) = desk.talk_ended(1, NOW)
    assert choice.conversation == 2


def test_a_turn_that_no_seconds_gave_is_not_told_in_seconds() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=2), NOW)
    desk.arrive(visitor(1, waited=600), NOW)
    desk.wait(visitor(2, waited=60, cut_off=True, declined_by=frozenset({7})), NOW)
    (choice,) = desk.talk_ended(1, NOW)
    assert (choice.conversation, choice.reason.turn and choice.reason.turn.next) == (2, 1)
    assert choice.reason.sentence.endswith("of those who waited, whoever was cut off comes first.")


def test_among_those_cut_off_the_turn_is_told_in_seconds() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=2), NOW)
    desk.wait(visitor(1, waited=600, cut_off=True), NOW)
    desk.wait(visitor(2, waited=60, cut_off=True, declined_by=frozenset({7})), NOW)
    (choice,) = desk.talk_ended(1, NOW)
    assert choice.reason.sentence.endswith("of those who waited it was the turn by 540 s.")


def test_a_rare_speaker_is_spared_while_others_are_free() -> None:
    """Ukrainian visitors are expected and only Alice speaks Ukrainian: Bram helps in French."""
    expected = Demand([Forecast(NOW + 3600, {("working", "uk"): 4 / 3600})], since=NOW)
    desk = engine(demand=expected)
    desk.on_duty(alice(languages=UKRAINIAN, slots=1), NOW)
    desk.on_duty(bram(languages={"fr": 1.0}), NOW)
    (choice,) = desk.arrive(visitor(1), NOW)
    assert choice.counselor == 2
    assert choice.reason.runner_up is not None
    assert "scarcity" in dict(choice.reason.runner_up.terms)


def test_a_rare_speaker_is_never_idle_while_somebody_waits() -> None:
    expected = Demand([Forecast(NOW + 3600, {("working", "uk"): 40 / 3600})], since=NOW)
    desk = engine(demand=expected)
    desk.on_duty(alice(languages=UKRAINIAN, slots=1), NOW)
    assert pairs(desk.arrive(visitor(1), NOW)) == [(1, 1)]


def test_a_talk_is_not_begun_by_who_goes_home_if_somebody_stays() -> None:
    desk = engine()
    desk.on_duty(alice(shift_ends_at=NOW + 60), NOW)
    desk.on_duty(bram(city="brussels", shift_ends_at=NOW + 7200), NOW)
    (choice,) = desk.arrive(visitor(1), NOW)
    assert choice.counselor == 2


def test_the_last_hour_of_the_day_is_worked_by_everybody() -> None:
    desk = engine()
    desk.on_duty(alice(shift_ends_at=NOW + 60), NOW)
    desk.on_duty(bram(city="brussels", shift_ends_at=NOW + 60), NOW)
    (choice,) = desk.arrive(visitor(1), NOW)
    assert choice.counselor == 1
    assert "shift" not in dict(choice.reason.terms)


def test_who_left_is_not_served() -> None:
    desk = engine()
    desk.arrive(visitor(1), NOW)
    desk.leave(1)
    assert desk.on_duty(alice(), NOW) == []


def test_who_paused_takes_nobody_and_keeps_the_open_talks() -> None:
    desk = engine()
    desk.on_duty(alice(open_talks=1), NOW)
    desk.pause(1)
    assert desk.arrive(visitor(1), NOW) == []
    assert desk.talk_ended(1, NOW) == []
    assert pairs(desk.on_duty(alice(), NOW)) == [(1, 1)]


def test_who_went_off_duty_takes_nobody() -> None:
    desk = engine()
    desk.on_duty(alice(), NOW)
    desk.off_duty(1)
    assert desk.arrive(visitor(1), NOW) == []


def test_the_end_of_a_talk_with_somebody_off_duty_changes_nothing() -> None:
    assert engine().talk_ended(7, NOW) == []


def test_a_declined_person_waits_for_somebody_else() -> None:
    desk = engine()
    desk.on_duty(alice(), NOW)
    desk.arrive(visitor(1), NOW)
    desk.talk_ended(1, NOW)
    assert desk.wait(visitor(1, declined_by=frozenset({1})), NOW) == []
    assert pairs(desk.on_duty(bram(), NOW)) == [(1, 2)]


def test_another_city_helps_as_soon_as_the_city_allows_it() -> None:
    desk = engine(Rules(cities={"brussels": CityRules(overflow_after=30)}))
    desk.on_duty(bram(), NOW)
    assert desk.arrive(visitor(1), NOW) == []
    assert desk.next_ripening == NOW + 30
    assert pairs(desk.ripen(NOW + 30)) == [(1, 2)]
    assert desk.next_ripening is None


def test_another_subject_helps_as_soon_as_the_city_allows_it() -> None:
    desk = engine(Rules(cities={"brussels": CityRules(widen_subject_after=120)}))
    desk.on_duty(alice(), NOW)
    assert desk.arrive(visitor(1, subject="moving"), NOW) == []
    assert pairs(desk.ripen(NOW + 120)) == [(1, 1)]


@pytest.mark.parametrize("others", [0, 1])
def test_whom_others_may_help_too_keeps_the_turn_in_the_own_class(others: int) -> None:
    """Six colleagues may soon be free for the first; that is no reason to serve the second."""
    desk = engine(Rules(cities={"brussels": CityRules(widen_subject_after=300)}))
    desk.on_duty(bram(slots=1, open_talks=1), NOW)
    for number in range(3, 9):
        desk.on_duty(alice(id=number, open_talks=2), NOW)
    for number in range(others):  # who knows no subject waits among those who may go anywhere
        desk.arrive(visitor(9 + number, subject=None, waited=320), NOW)
    desk.arrive(visitor(1, subject="moving", waited=310), NOW)
    desk.arrive(visitor(2, subject="moving", waited=10), NOW)
    (choice,) = desk.talk_ended(2, NOW)
    assert choice.conversation == 1
    assert choice.reason.turn is not None
    assert total(choice.reason.turn.terms) - total(choice.reason.turn.next_terms) == 300.0


def test_at_others_who_may_help_as_well_the_longest_waiting_is_served_first() -> None:
    desk = engine(Rules(cities={"brussels": CityRules(widen_subject_after=300)}))
    for number in range(3, 9):
        desk.on_duty(alice(id=number, open_talks=2), NOW)
    desk.arrive(visitor(1, subject="moving", waited=310), NOW)
    desk.arrive(visitor(2, subject=None, waited=320), NOW)
    assert pairs(desk.talk_ended(3, NOW)) == [(2, 3)]


def test_who_was_cut_off_waits_anew_for_somebody_who_knows_the_subject() -> None:
    desk = engine(Rules(cities={"brussels": CityRules(widen_subject_after=120)}))
    desk.on_duty(alice(), NOW)
    cut_off = visitor(1, subject="moving", waited=900, cut_off=True, needs_since=NOW)
    assert desk.wait(cut_off, NOW) == []
    assert desk.next_ripening == NOW + 120
    assert pairs(desk.ripen(NOW + 120)) == [(1, 1)]


def test_the_counselor_of_the_interrupted_talk_is_preferred() -> None:
    desk = engine()
    desk.on_duty(alice(), NOW)
    desk.on_duty(bram(), NOW)
    (choice,) = desk.wait(visitor(1, cut_off=True, previous=2), NOW)
    assert (choice.counselor, choice.reason.code) == (2, "returning")
