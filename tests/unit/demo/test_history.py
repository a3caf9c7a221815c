from __future__ import annotations

from datetime import date

import pytest

from miti.demo.history import days, past_months, whole_years


@pytest.mark.parametrize(
    ("today", "least", "oldest", "many"),
    [
        (date(2026, 11, 26), 2, date(2026, 9, 1), 2),
        (date(2027, 1, 1), 12, date(2026, 1, 1), 12),
        (date(2026, 11, 26), 13, date(2025, 1, 1), 22),
        (date(2026, 2, 28), 13, date(2025, 1, 1), 13),
        (date(2026, 1, 31), 13, date(2024, 1, 1), 24),
    ],
)
def test_a_past_begins_last_month_and_more_than_a_year_of_it_begins_in_a_january(
    today: date, least: int, oldest: date, many: int
) -> None:
    found = list(past_months(today, least))
    assert found == sorted(found, reverse=True)
    assert (found[-1], len(found)) == (oldest, many)


@pytest.mark.parametrize(
    ("least", "years"), [(2, []), (12, []), (13, ["2025"]), (24, ["2024", "2025"])]
)
def test_only_a_year_with_all_its_months_is_told_as_one(least: int, years: list[str]) -> None:
    assert whole_years(date(2026, 11, 26), least) == years


def test_nobody_comes_at_the_weekend() -> None:
    found = list(days(date(2026, 2, 1)))
    assert (found[0], found[-1], len(found)) == (date(2026, 2, 2), date(2026, 2, 27), 20)
