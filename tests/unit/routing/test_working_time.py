from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from routing.hours import Hours, due
from routing.working_time import Urgency, urgency, working_time

WEEK = {day: ((time(9), time(12)),) for day in range(5)}
BRUSSELS = Hours(WEEK, {date(2027, 1, 20): "closed"})
FRIDAY = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)  # 10:00 in Belgium


def after(**span: float) -> datetime:
    return FRIDAY + timedelta(**span)


@pytest.mark.parametrize(
    ("until", "hours"),
    [
        (FRIDAY, 0),
        (after(hours=3), 3),
        (after(hours=14), 14),
        (after(days=1), 14),
        (after(days=2), 14),
        (after(days=3), 24),
        (after(days=4), 48),
        (after(days=5), 62),
        (after(days=6), 72),
    ],
)
def test_only_working_days_count_and_whole(until: datetime, hours: float) -> None:
    assert working_time(BRUSSELS, FRIDAY, until) == timedelta(hours=hours)


def test_a_day_when_the_clock_changes_has_as_many_hours_as_it_has() -> None:
    always = Hours({day: ((time(9), time(12)),) for day in range(7)})
    start = datetime(2027, 3, 27, 23, 0, tzinfo=UTC)  # midnight before the last Sunday of March
    end = datetime(2027, 3, 28, 22, 0, tzinfo=UTC)
    assert working_time(always, start, end) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("now", "pressing"),
    [
        (after(hours=1), Urgency.CALM),
        (after(days=2, hours=23), Urgency.CALM),
        (after(days=3), Urgency.SOON),
        (after(days=3, hours=15, minutes=59), Urgency.SOON),
        (after(days=3, hours=16), Urgency.URGENT),
        (datetime(2027, 1, 19, 10, 59, tzinfo=UTC), Urgency.URGENT),
        (datetime(2027, 1, 19, 11, 0, tzinfo=UTC), Urgency.LATE),
    ],
)
def test_an_answer_presses_more_and_more_until_it_is_late(now: datetime, pressing: Urgency) -> None:
    assert urgency(BRUSSELS, FRIDAY, due(BRUSSELS, FRIDAY), now) is pressing
