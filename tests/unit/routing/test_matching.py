"""Who may take whom, and at what cost."""

import pytest

from routing.domain import CityRules, OnDuty, Rules, Waiting
from routing.matching import cost, free_slots, may_take
from routing.reason import total
from tests.routing_people import NOW, alice, bram, visitor

RULES = Rules()


def test_a_counselor_with_language_subject_and_a_free_slot_may_take_the_person() -> None:
    verdict = may_take(visitor(1), alice(), RULES, NOW)
    assert verdict
    assert verdict.reason is None


@pytest.mark.parametrize(
    ("person", "counselor", "code"),
    [
        (visitor(1, language="uk"), alice(), "language"),
        (visitor(1, subject="moving"), alice(), "subject"),
        (visitor(1), alice(open_talks=2), "slots"),
        (visitor(1), alice(accepting=False), "not_accepting"),
        (visitor(1, declined_by=frozenset({1})), alice(), "already_declined"),
        (visitor(1, reserved_for=2), alice(), "reserved"),
    ],
)
def test_the_desk_is_told_why_a_person_is_not_mine(
    person: Waiting, counselor: OnDuty, code: str
) -> None:
    verdict = may_take(person, counselor, RULES, NOW)
    assert not verdict
    assert verdict.code == code
    assert verdict.reason is not None
    assert verdict.reason.sentence.endswith(".")


def test_skills_are_named_before_passing_obstacles() -> None:
    """A full counselor without the language is told about the language, which stays."""
    assert may_take(visitor(1, language="uk"), alice(open_talks=2), RULES, NOW).code == "language"


def test_an_unknown_subject_is_served_by_anybody() -> None:
    assert may_take(visitor(1, subject=None), bram(), RULES, NOW)


def test_another_city_may_help_at_once() -> None:
    assert may_take(visitor(1), bram(), RULES, NOW)


def test_a_city_may_ask_to_be_first_for_a_while() -> None:
    rules = Rules(cities={"brussels": CityRules(overflow_after=30)})
    assert may_take(visitor(1, waited=29), bram(), rules, NOW).code == "own_city_first"
    assert may_take(visitor(1, waited=30), bram(), rules, NOW)
    assert may_take(visitor(1, waited=0), alice(), rules, NOW)


def test_people_cut_off_in_mid_talk_are_everybodys() -> None:
    rules = Rules(cities={"brussels": CityRules(overflow_after=30)})
    assert may_take(visitor(1, cut_off=True), bram(), rules, NOW)


def test_a_city_may_widen_the_subject_after_a_while() -> None:
    rules = Rules(cities={"brussels": CityRules(widen_subject_after=120)})
    assert may_take(visitor(1, subject="moving", waited=119), alice(), rules, NOW).code == "subject"
    assert may_take(visitor(1, subject="moving", waited=120), alice(), rules, NOW)


def test_after_a_talk_the_subject_is_asked_for_anew() -> None:
    """Half an hour of talk about one subject is no reason to be handed over to just anybody."""
    rules = Rules(cities={"brussels": CityRules(widen_subject_after=120)})
    handed = visitor(1, subject="moving", waited=1800, cut_off=True, needs_since=NOW - 119)
    assert may_take(handed, alice(), rules, NOW).code == "subject"
    assert may_take(handed, alice(), rules, NOW + 1)


def test_a_slot_that_would_slow_everything_down_is_never_opened() -> None:
    rules = Rules(throughput=(1.0, 1.6, 1.4))
    assert free_slots(alice(slots=3, open_talks=1), rules) == 1
    assert free_slots(alice(slots=3, open_talks=2), rules) == 0


def test_somebody_over_the_limit_has_no_free_slot() -> None:
    assert free_slots(alice(slots=1, open_talks=2), RULES) == 0


def test_every_disadvantage_has_its_price_in_seconds() -> None:
    terms = dict(cost(visitor(1), bram(open_talks=1, reserve=True), RULES))
    assert terms == pytest.approx(
        {
            "other_city": 60.0,
            "proficiency": 12.0,
            "load": 60.0 * (1 - 0.70),
            "reserve": 10_000.0,
        }
    )


def test_a_free_counselor_of_the_own_city_and_language_costs_nothing() -> None:
    assert cost(visitor(1), alice(), RULES) == ()


def test_any_city_means_no_city_price() -> None:
    assert "other_city" not in dict(cost(visitor(1, city=None), bram(), RULES))


def test_a_city_sets_its_own_price() -> None:
    rules = Rules(cities={"brussels": CityRules(price=180)})
    assert dict(cost(visitor(1), bram(), rules))["other_city"] == 180.0


def test_the_counselor_of_the_interrupted_talk_gets_a_bonus() -> None:
    assert total(cost(visitor(1, previous=1), alice(), RULES)) == -RULES.return_bonus
