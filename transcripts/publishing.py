"""From facts to a release: counted, guarded, stored, and never changed again.

Months are published first; a year is made of its published months, guarded together with them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from transcripts import actions, selectors, settling
from transcripts.disclosure.hiding import hidden_cells
from transcripts.disclosure.lists import tellable
from transcripts.disclosure.tables import ALL, Cell, Path, Table
from transcripts.disclosure.totals import hidden_totals
from transcripts.models import Release

MORNING: Final = 6
LISTED: Final = 40
"""So many words of a group are told, those that most have said."""
SUMMED: Final = (
    "subject", "language", "hour_band", "satisfaction", "recommend", "first_visit", "found",
)  # fmt: skip
"""Told for every place: the month, what became of its visitors, and their cities."""
DEEPEST: Final = (
    "wait_band", "handle_band", "message_band", "outcome", "ended_by", "city_served", "resources",
)  # fmt: skip
"""Told only for what became of the visitors, and for their cities: not for the whole month.

Some of their values go with one fate only (who is lost has no handle time), so that a sum would
tell how many had another.
"""
Told = dict[str, dict[str, dict[str, int | None]]]
Oldest = Callable[[], date | None]
"""Asks on which day the oldest conversation began that is not a fact yet."""


class NotPublishable(Exception):
    """There is nothing to publish of this period, it is not over, or another one comes first."""


def publish(period: str, today: date, k: int, round_to: int = 1, *, demo: bool = False) -> Release:
    """Publish a month (``2026-10``) or a year that is over; what is published stays as it is.

    Raises :class:`NotPublishable`. ``k``: below so many people, a count is hidden.
    """
    found = selectors.release_of(period)
    if found is not None:
        return found
    if f"{today:%Y-%m}"[: len(period)] <= period:
        raise NotPublishable(f"{period} is not over yet")
    origin = Release.Origin.DEMO if demo else Release.Origin.COUNTED
    try:
        with transaction.atomic():
            tables = _next_month(period, k) if "-" in period else _of_year(period, k)
            shown = _rounded(tables, round_to)
            if "-" in period:
                shown["words"] = _words(period, tables, k)
                actions.take_words(period)
            return store(period, today, origin, shown, k, round_to)
    except IntegrityError:  # another process was faster: theirs stands, and here nothing is counted
        return selectors.told(period)


def store(
    period: str, today: date, origin: str, tables: Told, k: int, round_to: int = 1
) -> Release:  # fmt: skip
    """Store a release as it is. Raises ``IntegrityError`` for a period that has one."""
    return Release.objects.create(
        period=period, made_on=today, origin=origin, k=k, rounded_to=round_to, tables=tables,
        digest=digest(tables),
    )  # fmt: skip


def digest(tables: Mapping[str, Any]) -> str:
    """The checksum of what was published, whatever the order of its keys."""
    return sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def step(now: datetime, oldest: Oldest) -> bool:
    """Publish what is due, at night: it takes seconds in which nobody should be waiting."""
    local = timezone.localtime(now)
    return local.hour < MORNING and bool(publish_due(local.date(), oldest()))


def publish_due(today: date, oldest: date | None) -> list[str]:
    """Publish whatever has settled, with the settings of the service; answers with the periods."""
    most, told = settings.MITI["MITI_SETTLE_DAYS"], selectors.origins()
    foreign = [each for each, origin in told.items() if origin != Release.Origin.COUNTED]
    periods = settling.due(
        selectors.uncounted(today), told, foreign,
        lambda period: settling.settled(period, today, oldest, most),
    )  # fmt: skip
    for period in periods:
        publish_as_set(period, today)
    return periods


def publish_as_set(period: str, today: date) -> Release:
    """Publish a period with the threshold and the rounding of the service."""
    k, base = settings.MITI["MITI_SMALLEST_COUNT"], settings.MITI["MITI_ROUND_TO"]
    return publish(period, today, k, base, demo=settings.DEMO)


def _next_month(month: str, k: int) -> Told:
    """Count all that is not counted yet: what is of this month, and what came late for others."""
    after = settling.first_after(month)
    first = min(settling.untold(selectors.uncounted(after), selectors.origins()), default=month)
    if first < month:
        raise NotPublishable(f"{first} comes first")
    actions.count_in(month, after)
    return _of_month(month, k)


def _of_month(month: str, k: int) -> Told:
    leaves = selectors.counts_of(month, SUMMED[0])
    if not leaves:
        raise NotPublishable(f"there are no facts of {month}")
    tree = Table(leaves, 2)
    unknown = hidden_totals({path: tree.counts[path, ALL] for path in tree.places}, k)
    told = {name: _guarded(Table(selectors.counts_of(month, name), 2), unknown, k)
            for name in SUMMED}  # fmt: skip
    told["contacts"] = {
        "/".join(path): {ALL: None if path in unknown else tree.counts[path, ALL]}
        for path in tree.places
    }
    told |= {
        name: _guarded(Table(selectors.counts_of(month, name), 3), unknown, k) for name in DEEPEST
    }
    return told


def _words(month: str, tables: Told, k: int) -> dict[str, dict[str, int | None]]:
    """By subject and language, what many have said, with its rank: no number of people."""
    lists = selectors.words_until(month, k)
    groups = {each: many for each, many in selectors.groups_of(month).items() if each in lists}
    subjects, languages = (
        {place: row for place, row in tables[name].items() if place.count("/") == 3}
        for name in ("subject", "language")
    )
    return {
        f"{month[:4]}/{month}/{'/'.join(group)}": {
            word: rank for rank, word in enumerate(lists[group][:LISTED], 1)
        }
        for group in sorted(tellable(groups, subjects, languages, k))
    }


def _of_year(year: str, k: int) -> Told:
    """The row of the year in every table that has sums; its months are told already."""
    waiting = selectors.uncounted(settling.first_after(year))
    months = selectors.origins(f"{year}-")
    if not months or any(each.startswith(year) for each in settling.untold(waiting, months)):
        raise NotPublishable(f"not every month of {year} is published")
    told: Told = {}
    for name in SUMMED:
        leaves: dict[Cell, int] = {}
        for month in months:
            leaves |= selectors.counts_of(month, name)
        table = Table(leaves, 1)
        before = _before(table, dict(selectors.told_before(year, name)))
        places = {path: shown for (path, column), shown in before.items() if column == ALL}
        totals = {path: table.counts[path, ALL] for path in table.places}
        unknown = hidden_totals(totals, k, places)
        told[name] = _guarded(table, unknown, k, before, only=[(year,)])
        told["contacts"] = {year: {ALL: None if (year,) in unknown else totals[year,]}}
    return told


def _before(table: Table, told: Mapping[Cell, int | None]) -> dict[Cell, bool]:
    """What the months have shown: a column that a month does not name counts nobody there.

    Of a month that is hidden as a whole, everything is.
    """
    gone = {path for (path, column), count in told.items() if len(path) == 2 and column == ALL
            and count is None}  # fmt: skip
    return {
        cell: cell[0][:2] not in gone and told.get(cell, 0) is not None
        for cell in table.counts
        if len(cell[0]) > 1
    }


def _guarded(
    table: Table, unknown: frozenset[Path], k: int, before: Mapping[Cell, bool] | None = None,
    only: Iterable[Path] | None = None,
) -> dict[str, dict[str, int | None]]:  # fmt: skip
    hidden = hidden_cells(table, unknown, k, before)
    return {
        "/".join(path): {
            column: None if (path, column) in hidden else table.counts[path, column]
            for column in (ALL, *table.columns)
        }
        for path in (table.places if only is None else only)
        if path[: table.top] not in unknown  # even the names of its columns would tell
    }


def _rounded(tables: Told, base: int) -> Told:
    """Every shown count to the next multiple of ``base``; what is hidden stays hidden."""
    return {
        name: {
            place: {
                column: None if count is None else base * ((2 * count + base) // (2 * base))
                for column, count in row.items()
            }
            for place, row in rows.items()
        }
        for name, rows in tables.items()
    }
