"""The wait that is announced."""

from itertools import combinations, pairwise

import pytest

from routing.domain import Wait
from routing.estimate import (
    HOLDS,
    LADDER,
    Expectation,
    announced,
    chance_within,
    expected_wait,
    mean_talk,
)

PATIENCE = 360.0


def steady(seconds: float) -> Expectation:
    """An expectation of one single step."""
    return Expectation(seconds, seconds * seconds)


@pytest.mark.parametrize("ahead", [0, 1, 5, 15, 16, 17, 40, 500])
def test_the_expectation_is_the_sum_of_the_steps_forward(ahead: int) -> None:
    steps = [1 / (1 / 120 + i / PATIENCE) for i in range(ahead + 1)]
    found = expected_wait(ahead, 1 / 120, PATIENCE)
    assert found.mean == pytest.approx(sum(steps), rel=1e-3)
    assert found.variance == pytest.approx(sum(step * step for step in steps), rel=0.02)


def test_every_person_in_front_makes_the_expectation_longer() -> None:
    waits = [expected_wait(n / 4, 1 / 120, PATIENCE).mean for n in range(200)]
    assert all(shorter < longer for shorter, longer in pairwise(waits))


@pytest.mark.parametrize(
    ("expected", "low", "high"),
    [(0.01, 0, 60), (60, 0, 120), (120, 0, 240), (300, 0, 480), (900, 0, 1500)],
)
def test_a_range_stands_on_the_ladder_around_the_expectation(
    expected: float, low: int, high: int
) -> None:
    assert announced(steady(expected)) == Wait(low, high)


def test_many_small_steps_are_surer_than_a_big_one() -> None:
    """Behind six people, whose steps even out, more can be promised than for one long talk."""
    many, one = announced(Expectation(480, 480**2 / 6)), announced(steady(480))
    assert (many.low, many.high) == (0, 600)
    assert (one.low, one.high) == (0, 900)


@pytest.mark.parametrize("ahead", [0, 1.5, 4, 12])
def test_the_range_is_the_narrowest_of_those_that_are_likely_to_hold(ahead: float) -> None:
    wait = expected_wait(ahead, 1 / 120, PATIENCE)
    told = announced(wait)
    assert told.low is not None
    assert told.high is not None
    assert chance_within(wait, told.high) - chance_within(wait, told.low) >= HOLDS
    for low, high in combinations(LADDER, 2):
        if high - low < told.high - told.low:
            assert chance_within(wait, high) - chance_within(wait, low) < HOLDS


def test_with_fewer_counselors_of_the_own_city_it_takes_longer() -> None:
    """Those of other cities serve their own first."""
    alone, among_own = (expected_wait(4, 1 / 120, PATIENCE, home) for home in (0.0, 1.0))
    assert chance_within(alone, 600) < chance_within(among_own, 600)


def test_beyond_the_ladder_the_wait_is_unknown() -> None:
    assert announced(steady(LADDER[-1])) == Wait()


def test_the_range_ends_at_closing_in_whole_minutes() -> None:
    assert announced(steady(300), closes_in=400) == Wait(0, 360, past_closing=True)


def test_who_cannot_be_reached_before_closing_is_told_so() -> None:
    assert announced(Expectation(1200, 1200**2 / 8), closes_in=200) == Wait(past_closing=True)
    assert announced(steady(60), closes_in=50) == Wait(past_closing=True)
    assert announced(steady(90_000), closes_in=200) == Wait(past_closing=True)


def test_who_may_just_be_reached_is_told_a_range_with_that_doubt() -> None:
    wait = steady(1200)
    assert 0.5 < chance_within(wait, 900) < 0.8
    assert announced(wait, closes_in=930) == Wait(0, 900, past_closing=True)


def test_who_is_rather_not_reached_is_given_no_range() -> None:
    wait = steady(1200)
    assert 0.2 < chance_within(wait, 600) < 0.5
    assert announced(wait, closes_in=630) == Wait(past_closing=True)


def test_a_closing_that_is_far_changes_nothing() -> None:
    assert announced(steady(300), closes_in=7200) == announced(steady(300))


@pytest.mark.parametrize("closes_in", [3700, 7200, 30_000])
def test_a_closing_that_is_far_makes_no_range_where_none_holds(closes_in: float) -> None:
    wait = steady(2700)
    assert chance_within(wait, 3600) < HOLDS
    assert announced(wait) == Wait()
    assert announced(wait, closes_in) == Wait()


def test_who_is_not_reached_in_all_of_a_long_day_is_told_so() -> None:
    assert announced(steady(90_000), closes_in=7200) == Wait(past_closing=True)


def test_a_desk_without_a_past_has_talks_as_long_as_usual() -> None:
    assert mean_talk([], 1400.0) == 1400.0


def test_a_desk_learns_how_long_its_talks_last() -> None:
    assert mean_talk([600.0] * 30, 1400.0) == 1000.0
    assert mean_talk([600.0] * 100, 1400.0) == pytest.approx(785, abs=1)


def test_a_talk_that_was_forgotten_overnight_hardly_counts() -> None:
    assert mean_talk([50_000.0], 1400.0) == pytest.approx(1587, abs=1)
