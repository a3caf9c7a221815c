"""How many people are about to arrive."""

import pytest

from routing.demand import MEMORY, Demand, Forecast, Hours, recent_rates

FRENCH = ("working", "fr")
HOUR = 3600.0


def test_without_a_forecast_only_what_was_seen_counts() -> None:
    seen = Demand(since=0.0).of(FRENCH)
    for minute in range(1, 61):
        seen.arrived(minute * 60.0)
    assert seen.per_second(HOUR) == pytest.approx(1 / 60, rel=0.05)


def test_what_was_seen_fades() -> None:
    seen = Demand(since=0.0).of(FRENCH)
    seen.arrived(10.0)
    assert seen.per_second(10.0 + 10 * MEMORY) < 1e-4 / MEMORY


def test_a_forecast_counts_before_anybody_has_come() -> None:
    expected = Demand([Forecast(HOUR, {FRENCH: 0.01})], since=0.0).of(FRENCH)
    assert expected.per_second(1.0) == pytest.approx(0.01, rel=0.01)


def test_later_the_forecast_and_what_was_seen_count_half_each() -> None:
    expected = Demand([Forecast(9 * HOUR, {FRENCH: 0.01})], since=0.0).of(FRENCH)
    assert expected.per_second(8 * HOUR) == pytest.approx(0.005, rel=0.01)


def test_each_hour_has_its_own_forecast_and_the_last_one_stays() -> None:
    steps = [Forecast(HOUR, {FRENCH: 0.01}), Forecast(2 * HOUR, {FRENCH: 0.03})]
    expected = Demand(steps, since=HOUR).of(FRENCH)
    assert expected.per_second(HOUR + 1) == pytest.approx(0.03, rel=0.01)
    assert expected.per_second(2 * HOUR) > 0.01


def test_rates_from_a_list_of_arrivals_agree_with_counting() -> None:
    times = [minute * 60.0 for minute in range(1, 61)]
    rates = recent_rates([(FRENCH, at) for at in times], HOUR, {})
    assert rates[FRENCH] == pytest.approx(1 / 60, rel=0.05)


def test_a_forecast_is_half_of_the_rates() -> None:
    rates = recent_rates([], HOUR, {FRENCH: 0.01})
    assert rates == {FRENCH: 0.005}


def test_what_came_at_this_hour_of_other_days_is_expected_again() -> None:
    past = Hours({FRENCH: 24}, {FRENCH: 48}, days=2)
    assert past.expected(0.0) == {FRENCH: pytest.approx(12 / HOUR)}


def test_towards_its_end_the_next_hour_counts_more_and_more() -> None:
    past = Hours({}, {FRENCH: 24}, days=2)
    expected = [past.expected(minute * 60.0)[FRENCH] * HOUR for minute in (30, 45, 60)]
    assert expected == pytest.approx([0.0, 6.0, 12.0])


def test_without_a_past_nothing_is_expected() -> None:
    assert Hours({}, {}, days=0).expected(100.0) == {}
