"""How much of the promised time for an answer is used up: hours of working days, whole days long.

Two working days are 48 such hours; a week-end, a holiday or a closed day has none.
"""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from routing.hours import Hours, is_working_day

SOON: Final = timedelta(hours=24)
URGENT: Final = timedelta(hours=40)
_DAY: Final = timedelta(days=1)


class Urgency(StrEnum):
    """How pressing an answer is; in words and in colours on the desk."""

    CALM = "calm"
    SOON = "soon"
    URGENT = "urgent"
    LATE = "late"


def working_time(hours: Hours, since: datetime, until: datetime) -> timedelta:
    """The time between two aware instants that falls on working days of the desk."""
    used, start = timedelta(0), since.astimezone(hours.zone)
    while start < until:
        midnight = datetime.combine(start.date() + _DAY, time(0), hours.zone)
        end = min(midnight, until.astimezone(hours.zone))
        if is_working_day(hours, start.date()):
            used += end.astimezone(UTC) - start.astimezone(UTC)
        start = midnight
    return used


def urgency(hours: Hours, asked_at: datetime, due_at: datetime | None, now: datetime) -> Urgency:
    """How pressing the answer to a question is that was asked at ``asked_at``."""
    used = working_time(hours, asked_at, now)
    if due_at is not None and due_at <= now:
        return Urgency.LATE
    if used >= URGENT:
        return Urgency.URGENT
    return Urgency.SOON if used >= SOON else Urgency.CALM
