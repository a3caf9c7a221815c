"""When a desk is open, until when it admits people, and when an answer is due.

Local times are turned into UTC before they are compared: two local times in the same zone
compare by the clock on the wall, which is wrong in the night when the clock changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HORIZON_DAYS = 400
"""How far ahead an opening is looked for."""

Window = tuple[time, time]
_DAY = timedelta(days=1)


class InvalidHours(ValueError):
    """Opening hours contradict themselves; the message names the day or the zone."""


class NeverOpen(Exception):
    """No opening within the horizon, so nothing can be promised."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The opening hours of a desk, in local time.

    `weekly` gives the windows of each weekday (0 is Monday) in order; a window that ends at
    00:00 ends at midnight. `closures` names the dates without any opening. A desk that is
    `always_open` ignores both.
    """

    weekly: Mapping[int, tuple[Window, ...]]
    closures: Mapping[date, str] = field(default_factory=dict)
    timezone: str = "Europe/Brussels"
    always_open: bool = False
    admission_margin: timedelta = timedelta(0)
    """How long before closing the last person is admitted."""

    def __post_init__(self) -> None:
        for day, windows in self.weekly.items():
            _check_day(day, windows)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InvalidHours(f"timezone: no such time zone as {self.timezone!r}") from error

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the windows."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Open:
    """Open now. Both instants are local; None when it never closes."""

    closes_at: datetime | None
    last_admission: datetime | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Closed now: the next opening in local time (None: none within the horizon).

    `closure` is the key of today's closure, if today is one.
    """

    next_opening: datetime | None
    closure: str | None


def state(hours: Hours, now: datetime) -> Open | Closed:
    """Open or closed at the aware instant `now`."""
    if hours.always_open:
        return Open(None, None)
    today = now.astimezone(hours.zone).date()
    for start, end in _spans(hours, today - _DAY, HORIZON_DAYS + 1):
        if start > now:
            return Closed(start.astimezone(hours.zone), hours.closures.get(today))
        if now < end:
            last = max(start, end - hours.admission_margin)
            return Open(end.astimezone(hours.zone), last.astimezone(hours.zone))
    return Closed(None, hours.closures.get(today))


def due(hours: Hours, asked_at: datetime, working_days: int = 2) -> datetime:
    """When an answer promised within so many working days is due, in local time.

    The day of the question does not count; the answer is due at the last closing of the last
    working day. A desk that is always open works every day and closes at midnight.
    Raises NeverOpen when the horizon has too few working days.
    """
    asked_on = asked_at.astimezone(hours.zone).date()
    left = working_days
    for day in _days(asked_on + _DAY, HORIZON_DAYS):
        left -= is_working_day(hours, day)
        if left == 0:
            return _last_closing(hours, day).astimezone(hours.zone)
    raise NeverOpen(f"fewer than {working_days} working days in {HORIZON_DAYS} days")


def is_working_day(hours: Hours, day: date) -> bool:
    """Whether the desk opens at all on this local date."""
    return hours.always_open or bool(_windows(hours, day))


def _check_day(day: int, windows: tuple[Window, ...]) -> None:
    if day not in range(7):
        raise InvalidHours(f"weekday {day!r}: expected 0 (Monday) to 6 (Sunday)")
    last = -1
    for start, end in windows:
        if not last <= _minute(start) < _minute_of_end(end):
            raise InvalidHours(f"weekday {day}: {start:%H:%M}-{end:%H:%M} is out of order")
        last = _minute_of_end(end)


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _minute_of_end(moment: time) -> int:
    return _minute(moment) or 24 * 60


def _windows(hours: Hours, day: date) -> tuple[Window, ...]:
    return () if day in hours.closures else hours.weekly.get(day.weekday(), ())


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(count))


def _spans(hours: Hours, first: date, count: int) -> Iterator[tuple[datetime, datetime]]:
    """The openings from `first` on as UTC instants, those that touch joined into one."""
    joined: tuple[datetime, datetime] | None = None
    for span in (s for day in _days(first, count) for s in _spans_of(hours, day)):
        if joined and span[0] <= joined[1]:
            joined = (joined[0], span[1])
        else:
            if joined:
                yield joined
            joined = span
    if joined:
        yield joined


def _spans_of(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    for start, end in _windows(hours, day):
        yield _utc(hours, day, start, fold=0), _utc_of_end(hours, day, end)


def _utc_of_end(hours: Hours, day: date, end: time) -> datetime:
    """An end of 00:00 belongs to the next day; an hour that comes twice ends the second time."""
    return _utc(hours, day if end != time(0) else day + _DAY, end, fold=1)


def _utc(hours: Hours, day: date, moment: time, fold: int) -> datetime:
    local = datetime.combine(day, moment.replace(fold=fold), hours.zone)
    return local.astimezone(UTC)


def _last_closing(hours: Hours, day: date) -> datetime:
    if hours.always_open:
        return _utc_of_end(hours, day, time(0))
    return max(end for _, end in _spans_of(hours, day))
