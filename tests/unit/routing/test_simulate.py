from __future__ import annotations

from math import inf

import pytest

from routing.domain import CityRules, Rules
from routing.outcome import by, figures, hurt
from routing.simulate import EMPTY_TALK, NOTICED_AFTER, REPEATING, Visit, our_desk, play
from routing.traffic import Shift, Visitor
from tests.routing_days import shift, visitor, world


def played(visitors: list[Visitor], shifts: list[Shift], rules: Rules | None = None) -> list[Visit]:
    day = world(visitors, shifts)
    return play(day, our_desk(day, rules or Rules()))


def test_the_next_is_answered_when_the_first_is_done() -> None:
    first, second = played([visitor(1, 0.0), visitor(2, 60.0)], [shift()])
    assert (first.waited, second.waited) == (0.0, 540.0)
    assert first.answered
    assert second.answered


def test_two_talks_at_once_slow_each_other_down() -> None:
    people = [visitor(1, 0.0), visitor(2, 0.0), visitor(3, 1.0)]
    third = played(people, [shift(slots=2)])[2]
    assert third.waited == pytest.approx(600 * 1.25 - 1)


def test_whoever_loses_patience_is_lost() -> None:
    _, second = played([visitor(1, 0.0), visitor(2, 10.0, patience=100.0)], [shift()])
    assert second.lost
    assert not second.answered
    assert second.waited == 100.0


def test_a_silent_leaver_costs_a_slot_until_noticed() -> None:
    leaver = visitor(2, 0.0, patience=590.0, silent=True)
    people = [visitor(1, 0.0), leaver, visitor(3, 100.0)]
    _, second, third = played(people, [shift()])
    assert NOTICED_AFTER > 10
    assert second.lost
    assert third.waited == pytest.approx(500 + EMPTY_TALK)


def test_one_who_says_goodbye_costs_nothing() -> None:
    people = [visitor(1, 0.0), visitor(2, 0.0, patience=590.0), visitor(3, 100.0)]
    assert played(people, [shift()])[2].waited == 500.0


def test_a_talk_that_was_cut_off_goes_on_elsewhere_first() -> None:
    staff = [shift(1, lost=[(300.0, inf)]), shift(2)]
    people = [visitor(1, 0.0), visitor(2, 1.0), visitor(3, 2.0)]
    visits = played(people, staff)
    (cut,) = [each for each in visits if each.cut_off]
    assert cut.waited_again > 0
    assert not cut.lost
    assert visits[2].waited == pytest.approx(cut.waited_again + 300 - 2 + 300 + REPEATING, abs=2)


def test_who_was_cut_off_waits_anew_before_the_subject_is_widened() -> None:
    rules = Rules(cities={"brussels": CityRules(widen_subject_after=120)})
    staff = [shift(1, lost=[(300.0, inf)]), shift(2, subjects=frozenset({"moving"}))]
    (only,) = played([visitor(1, 0.0, subject="learning")], staff, rules)
    assert (only.cut_off, only.waited_again) == (1, 120.0)


def test_without_a_speaker_nobody_answers() -> None:
    (alone,) = played([visitor(1, 0.0, language="nl", patience=50.0)], [shift()])
    assert alone.lost


def test_a_talk_that_outlasts_the_shift_is_finished_if_nobody_else_is_there() -> None:
    (only,) = played([visitor(1, 0.0, work=4000.0)], [shift(ends=600.0)])
    assert not only.cut_off


def test_a_talk_that_outlasts_the_shift_too_long_is_handed_over() -> None:
    staff = [shift(1, ends=600.0), shift(2, languages={"nl": 1.0})]
    (only,) = played([visitor(1, 0.0, work=4000.0, patience_again=100.0)], staff)
    assert only.cut_off
    assert only.lost


def test_a_score_counts_what_hurts() -> None:
    served = Visit(visitor(1, 0.0), waited=30.0, other_city=True, proficiency=0.5)
    lost = Visit(visitor(2, 0.0), waited=100.0, lost=True)
    assert (hurt(served), hurt(lost)) == (30 + 45 + 60, 700)
    assert figures([served, lost]).score == pytest.approx((135 + 700) / 2)
    assert figures([served, lost]).within_level == 0.5
    assert figures([served, lost]).lost == 0.5


def test_visits_are_grouped_by_what_is_asked() -> None:
    one, other = Visit(visitor(1, 0.0)), Visit(visitor(2, 0.0, city="namur"))
    assert by([one, other], lambda visit: visit.visitor.city) == {
        "brussels": [one],
        "namur": [other],
    }
