"""Releases by their periods, and what a period is made of."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format

from miti.statistics.reading import Period
from transcripts import selectors
from transcripts.figures import Sum
from transcripts.models import Release

Released = Mapping[str, Release]


def released() -> Released:
    """Everything that was published, by period."""
    return {each.period: each for each in selectors.releases()}


def read(key: str, released: Released) -> Period:
    """The figures of one period."""
    months = [each for each in released if each.startswith(key) and "-" in each]
    return Period(
        key, released[key].tables, {each: released[each].tables for each in months},
        imported=released[key].origin == Release.Origin.IMPORTED,
    )  # fmt: skip


def before(key: str) -> str:
    """The month or the year before."""
    year, _dash, month = key.partition("-")
    if not month:
        return f"{int(year) - 1}"
    return f"{year}-{int(month) - 1:02d}" if month != "01" else f"{int(year) - 1}-12"


def months_until(key: str, city: str | None, released: Released) -> list[tuple[str, Sum]]:
    """The thirteen published months up to the period, with how many came."""
    last = key if "-" in key else f"{key}-12"
    months = sorted(each for each in released if "-" in each and each <= last)[-13:]
    return [(name(each), read(each, released).contacts(city)) for each in months]


def months_of(year: str, released: Released) -> list[tuple[str, Sum]]:
    """The published months of a year, with how many came."""
    months = sorted(each for each in released if each.startswith(f"{year}-"))
    return [(name(each), read(each, released).contacts()) for each in months]


def name(period: str) -> str:
    """Like “October 2026”, in the language of the page."""
    year, _dash, month = period.partition("-")
    return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT") if month else year
