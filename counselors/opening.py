"""When the cities are open, as ``routing.hours`` values: weekly windows less all closed days.

Nothing is remembered but the file and the public holidays of a year, so an hour that a
coordinator changes counts at the next call, in every process.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from counselors import files
from counselors.holidays import public_holidays
from counselors.models import City, Closure, OpeningWindow
from routing.hours import HORIZON_DAYS, Hours

Window = tuple[time, time]
Windows = dict[int, tuple[Window, ...]]


def hours_of_cities(now: datetime) -> dict[str, Hours]:
    """The hours of every city by key, good for any instant from ``now`` on for a year.

    The demo city, which is always open, is among them only in a demo. A closure's key is for
    :func:`closure_name`.
    """
    cities = City.objects.all() if settings.DEMO else City.objects.filter(is_demo=False)
    windows, closures = _windows(), _closures(now)
    years = tuple(range((now - timedelta(days=2)).year, _horizon(now).year + 1))
    return {
        city.key: Hours(
            weekly=windows.get(city.key, {}),
            closures=_closed_days(city.key, years, {*closures[city.key], *closures[None]}),
            timezone=city.timezone,
            always_open=city.is_demo,
        )
        for city in cities
    }


def closure_name(city: str, closure: str, language: str) -> str:
    """The name of a closure of a city's ``Hours`` in this language.

    Empty when it has none in this language: never the name in another one.
    """
    day = date.fromisoformat(closure)
    rows = {row.city_id: row.names for row in Closure.objects.filter(day=day)}
    holiday = _holidays(city, day.year).get(day, {}).get(language, "")
    own_words = _holiday_file().names.get(language, {})
    for name in (rows.get(city, {}).get(language), rows.get(None, {}).get(language)):
        if name:
            return str(name)
    return own_words.get(holiday, holiday)


def _windows() -> Mapping[str, Windows]:
    """By city and weekday; windows that overlap, saved by two people at once, are one."""
    found: defaultdict[str, Windows] = defaultdict(dict)
    rows = OpeningWindow.objects.order_by("weekday", "opens")
    for city, weekday, opens, closes in rows.values_list("city", "weekday", "opens", "closes"):
        found[city][weekday] = _joined(found[city].get(weekday, ()), (opens, closes))
    return found


def _joined(before: tuple[Window, ...], window: Window) -> tuple[Window, ...]:
    """One more window of a day, which begins no earlier than the last one before."""
    if not before or window[0] >= before[-1][1]:
        return (*before, window)
    *others, (opens, closes) = before
    return (*others, (opens, max(closes, window[1])))


def _closures(now: datetime) -> defaultdict[str | None, set[date]]:
    found: defaultdict[str | None, set[date]] = defaultdict(set)
    rows = Closure.objects.filter(day__gte=now.date() - timedelta(days=2), day__lte=_horizon(now))
    for city, day in rows.values_list("city", "day"):
        found[city].add(day)
    return found


def _horizon(now: datetime) -> date:
    """Twice as far as hours are looked at from ``now``: the value may be kept for a while."""
    return now.date() + timedelta(days=2 * HORIZON_DAYS)


def _closed_days(city: str, years: tuple[int, ...], closures: set[date]) -> dict[date, str]:
    days = closures.union(*(_holidays(city, year) for year in years))
    return {day: day.isoformat() for day in sorted(days)}


def _holidays(city: str, year: int) -> Mapping[date, files.Names]:
    """The public holidays of a city, named in the languages of the pages."""
    file = _holiday_file()
    place = file.cities.get(city, file.default)
    languages = tuple(code for code, _ in settings.LANGUAGES)
    return public_holidays(place.country, place.subdivision, year, languages)


def _holiday_file() -> files.Closures:
    return _read(settings.CONFIG_DIR / "holidays.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> files.Closures:
    """Read once in the life of a process."""
    return files.read(file, files.Closures)
