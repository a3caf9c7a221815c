"""Decisions that the table in tests/spec does not show: reasons, places, limits."""

from time import process_time

import pytest

from routing.decide import decide
from routing.domain import Assign, CityRules, Divert, Hold, OnDuty, Rules, Waiting
from tests.routing_people import NOW, alice, bram, desk, only, visitor

RULES = Rules()


def test_nobody_waiting_needs_no_decision() -> None:
    assert decide(desk([], [alice()]), RULES, NOW) == ()


def test_a_decision_names_the_runner_up_and_what_it_would_have_cost() -> None:
    (choice,) = only(Assign, decide(desk([visitor(1)], [alice(), bram()]), RULES, NOW))
    assert choice.counselor == 1
    assert choice.reason.code == "own_city"
    assert choice.reason.runner_up is not None
    assert choice.reason.runner_up.counselor == 2
    assert choice.reason.sentence == (
        "A counselor of the visitor's own city is free; the next best would cost 72 s more."
    )


def test_being_served_by_another_city_is_said_plainly() -> None:
    (choice,) = only(Assign, decide(desk([visitor(1)], [bram()]), RULES, NOW))
    assert choice.reason.code == "other_city"
    assert choice.reason.sentence == (
        "Nobody suits better in the visitor's city, so another city helps"
        " (another city +60 s, command of the language +12 s)."
    )


def test_a_tie_goes_to_the_longest_free() -> None:
    rested = alice(id=3, free_since=NOW - 900)
    (choice,) = only(Assign, decide(desk([visitor(1)], [alice(), rested]), RULES, NOW))
    assert choice.counselor == 3


@pytest.mark.parametrize(("namur", "liege"), [(200, 100), (100, 200)])
def test_a_tie_between_cities_goes_to_the_longest_free_too(namur: float, liege: float) -> None:
    """Two other cities are equally far: the alphabet, or who signed in, decides nothing."""
    away = [
        alice(id=3, city="namur", free_since=NOW - namur),
        alice(id=4, city="liege", free_since=NOW - liege),
    ]
    (choice,) = only(Assign, decide(desk([visitor(1)], away), RULES, NOW))
    assert choice.counselor == (3 if namur > liege else 4)
    assert choice.reason.runner_up is not None
    assert choice.reason.runner_up.counselor == (4 if namur > liege else 3)


def test_places_count_only_people_who_want_the_same_counselors() -> None:
    full = [alice(open_talks=2), bram(open_talks=2, languages={"nl": 1.0})]
    line = [
        visitor(1, waited=90),
        visitor(2, waited=60, language="nl", subject="moving"),
        visitor(3, waited=30),
    ]
    places = [held.place for held in only(Hold, decide(desk(line, full), RULES, NOW))]
    assert places == [1, 1, 2]


def test_who_is_handed_over_goes_to_who_was_asked_for() -> None:
    handed = visitor(1, cut_off=True, reserved_for=2)
    (choice,) = only(Assign, decide(desk([handed], [alice(), bram()]), RULES, NOW))
    assert (choice.counselor, choice.reason.code) == (2, "asked_for")


def test_somebody_who_went_away_keeps_the_place_but_delays_nobody() -> None:
    full = [alice(open_talks=2)]
    gone, here = visitor(1, waited=60, present=False), visitor(2, waited=30)
    first, second = only(Hold, decide(desk([gone, here], full), RULES, NOW))
    assert (first.reason.code, first.place) == ("away", 1)
    assert second.place == 2
    (alone,) = only(Hold, decide(desk([here], full), RULES, NOW))
    assert second.wait == alone.wait


@pytest.mark.parametrize(
    ("person", "on_duty", "code"),
    [
        (visitor(1), [alice(open_talks=2)], "no_free_slot"),
        (visitor(1), [alice(accepting=False)], "paused"),
        (visitor(1, declined_by=frozenset({1})), [alice()], "declined"),
        (visitor(1, city="namur", waited=5), [alice()], "own_city_first"),
        (visitor(1, reserved_for=2), [alice()], "reserved"),
        (visitor(1, reserved_for=2), [alice(), bram(open_talks=2)], "no_free_slot"),
    ],
)
def test_a_hold_says_what_it_waits_for(person: Waiting, on_duty: list[OnDuty], code: str) -> None:
    rules = Rules(cities={"namur": CityRules(overflow_after=30)})
    (held,) = only(Hold, decide(desk([person], on_duty), rules, NOW))
    assert held.reason.code == code


@pytest.mark.parametrize(
    ("person", "on_duty", "code"),
    [
        (visitor(1), [], "nobody_on_duty"),
        (visitor(1, language="uk"), [alice(), bram()], "no_language"),
        (visitor(1, subject="entrepreneurship"), [alice(), bram()], "no_subject"),
    ],
)
def test_a_person_whom_nobody_on_duty_can_ever_serve_is_diverted(
    person: Waiting, on_duty: list[OnDuty], code: str
) -> None:
    (answer,) = decide(desk([person], on_duty), RULES, NOW)
    assert isinstance(answer, Divert)
    assert answer.reason.code == code


def test_a_pause_is_not_a_reason_to_divert() -> None:
    (answer,) = decide(desk([visitor(1)], [alice(accepting=False)]), RULES, NOW)
    assert isinstance(answer, Hold)
    assert not answer.wait.known


def test_nobody_is_diverted_who_can_be_served_once_the_subject_is_widened() -> None:
    rules = Rules(cities={"brussels": CityRules(widen_subject_after=60)})
    (answer,) = decide(desk([visitor(1, subject="moving")], [alice(open_talks=2)]), rules, NOW)
    assert isinstance(answer, Hold)


def test_a_wait_never_reaches_beyond_closing() -> None:
    soon = visitor(1, closes_at=NOW + 400)
    (held,) = only(Hold, decide(desk([soon], [alice(open_talks=2)]), RULES, NOW))
    assert (held.wait.high, held.wait.past_closing) == (360, True)


def test_a_crisis_is_decided_in_a_blink() -> None:
    """200 counselors, all busy but ten, 2,000 people in the queue."""
    team = [alice(id=n, open_talks=2 - (n % 20 == 0)) for n in range(1, 201)]
    line = [
        visitor(
            n, waited=n, city=("brussels", "namur", None)[n % 3], subject=("working", None)[n % 2]
        )
        for n in range(2000)
    ]
    began = process_time()
    answers = decide(desk(line, team), RULES, NOW)
    assert process_time() - began < 0.5
    assert sum(isinstance(answer, Assign) for answer in answers) == 10
