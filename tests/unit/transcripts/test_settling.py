from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.settling import due, first_after, latest, settled

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MOST = 45


@pytest.mark.parametrize(
    ("period", "after"),
    [("2026-10", date(2026, 11, 1)), ("2026-12", date(2027, 1, 1)), ("2026", date(2027, 1, 1))],
)
def test_a_period_ends_with_its_last_day(period: str, after: date) -> None:
    assert first_after(period) == after
    assert latest(period, MOST) == after + timedelta(days=45)


@pytest.mark.parametrize(
    ("today", "oldest", "may"),
    [
        (date(2026, 10, 31), None, False),
        (date(2026, 11, 1), None, True),
        (date(2026, 11, 1), date(2026, 11, 1), True),
        (date(2026, 11, 1), date(2026, 10, 31), False),
        (date(2026, 12, 15), date(2026, 10, 31), False),
        (date(2026, 12, 16), date(2026, 10, 31), True),
    ],
)
def test_a_month_waits_for_the_last_of_it_but_not_for_ever(
    today: date, oldest: date | None, may: bool
) -> None:
    assert settled("2026-10", today, oldest, MOST) is may


@given(DAYS, st.none() | DAYS, st.integers(1, 90))
def test_no_month_is_settled_before_an_earlier_one(
    today: date, oldest: date | None, most: int
) -> None:
    months = [f"{year}-{month:02d}" for year in range(2020, 2031) for month in range(1, 13)]
    open_ones = [not settled(each, today, oldest, most) for each in months]
    assert open_ones == sorted(open_ones)


def always(period: str) -> bool:
    return True


def test_months_come_before_their_year_and_nothing_comes_twice() -> None:
    assert due(["2025-11", "2025-12"], ["2025-11"], [], always) == ["2025-12", "2025"]
    assert due(["2025-11"], ["2025-11", "2025"], [], always) == []


def test_a_year_with_months_that_were_not_counted_here_is_left_to_who_makes_them() -> None:
    assert due(["2025-12"], ["2025-11"], ["2025-11"], always) == ["2025-12"]


def test_what_has_not_settled_is_not_due() -> None:
    assert due(["2025-12"], ["2025-11"], [], lambda period: period != "2025") == ["2025-12"]
