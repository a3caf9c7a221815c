"""Figures of past years from a table (CSV): read whole, or refused with every fault.

A line a figure: ``period,table,city,value,count``; without a city it is of all cities, and the
table ``contacts`` has no values. Pure: what may stand in the columns is given.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from miti.statistics.reading import ANYHOW
from transcripts.settling import first_after

HEAD: Final = ("period", "table", "city", "value", "count")
ALL: Final = "all"
CONTACTS: Final = "contacts"
OPINIONS: Final = ("satisfaction", "recommend", "first_visit", "found")
"""Told as shares of all answers: one answer alone would say nothing."""
FAULTS: Final = {
    "head": _("the first line has to be {expected}"),
    "columns": _("expected 5 columns, found {given}"),
    "period": _("“{given}” is no year and no month: expected something like 2023 or 2023-05"),
    "not_over": _("{given} is not over yet"),
    "published": _("{given} is published already, and what is published never changes"),
    "counted": _("of {given} there are figures that were counted here; these cannot stand beside"),
    "table": _("“{given}” is no table: expected {expected}"),
    "city": _("“{given}” is no city: expected nothing, or {expected}"),
    "value": _("“{given}” is no value of this table: expected {expected}"),
    "count": _("“{given}” is no whole number from 0 on"),
    "small": _("{given} people are so few that they could be recognised: leave this line out"),
    "twice": _("the same figure stands in line {given}"),
    "no_total": _("how many came is missing: {given},contacts,,,…"),
    "too_many": _("the values of this table add up to {given}, but only {expected} came"),
    "incomplete": _("answers are missing: {expected}"),
}
"""By code, what it says; ``given`` is what stands there."""
OF_A_PERIOD: Final = ("not_over", "published", "counted")
Tables = dict[str, dict[str, dict[str, int | None]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line (the first is 1, the head); ``code`` is one of :data:`FAULTS`."""

    line: int
    code: str
    given: str = ""
    expected: str = ""

    def __str__(self) -> str:
        where = str(_("Line {line}")).format(line=self.line)
        what = str(FAULTS[self.code]).format(given=self.given, expected=self.expected)
        return f"{where}: {what}"


class Refused(Exception):
    """Nothing was taken over; ``faults`` says why, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Known:
    """What may stand in a line. ``told``: periods that are published; ``counted``: years of which
    there are facts or figures of our own; ``k``: below so many people nothing may be told."""

    values: Mapping[str, frozenset[str]]
    cities: frozenset[str]
    told: frozenset[str]
    counted: frozenset[str]
    today: str
    k: int


@dataclass
class _Reading:
    """What was read so far."""

    counts: dict[tuple[str, str, str, str], tuple[int, int]] = field(default_factory=dict)
    """Count and line by period, table, city and value."""
    faults: list[Fault] = field(default_factory=list)

    def has(self, fault: Fault) -> bool:
        """Whether that is told already of another line, of a period that may not be told at all."""
        told = ((each.code, each.given) for each in self.faults)
        return fault.code in OF_A_PERIOD and (fault.code, fault.given) in told


def read(text: str, known: Known) -> dict[str, Tables]:
    """By period, the tables of a release. Raises :class:`Refused`."""
    rows = csv.reader(text.removeprefix("\ufeff").splitlines())
    if tuple(next(rows, ())) != HEAD:
        raise Refused([Fault(1, "head", expected=",".join(HEAD))])
    reading = _Reading()
    for row in rows:
        if any(row):
            _take(rows.line_num, [each.strip() for each in row], known, reading)
    faults = [*reading.faults, *_together(reading, known)]
    if faults:
        raise Refused(faults)
    return _tables(reading)


def _take(line: int, row: list[str], known: Known, reading: _Reading) -> None:
    if len(row) != len(HEAD):
        reading.faults.append(Fault(line, "columns", f"{len(row)}"))
        return
    period, table, city, value, count = row
    faults = [*_of_period(line, period, known), *_of_place(line, table, city, value, known)]
    faults += _of_count(line, count, known.k)
    before = reading.counts.get((period, table, city, value))
    if before is not None:
        faults.append(Fault(line, "twice", f"{before[1]}"))
    reading.faults += [each for each in faults if not reading.has(each)]
    if not faults:
        reading.counts[period, table, city, value] = int(count), line


def _of_period(line: int, period: str, known: Known) -> Iterator[Fault]:
    if not re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2]))?", period):
        yield Fault(line, "period", period)
    elif f"{first_after(period)}" > known.today:
        yield Fault(line, "not_over", period)
    elif period in known.told:
        yield Fault(line, "published", period)
    elif period[:4] in known.counted:
        yield Fault(line, "counted", period[:4])


def _of_place(line: int, table: str, city: str, value: str, known: Known) -> Iterator[Fault]:
    if city and city not in known.cities:
        yield Fault(line, "city", city, ", ".join(sorted(known.cities)))
    if table not in known.values:
        yield Fault(line, "table", table, ", ".join(known.values))
    elif value not in known.values[table]:
        expected = ", ".join(sorted(known.values[table])) or "–"
        yield Fault(line, "value", value, expected)


def _of_count(line: int, count: str, k: int) -> Iterator[Fault]:
    if not re.fullmatch(r"\d{1,9}", count):
        yield Fault(line, "count", count)
    elif 0 < int(count) < k:
        yield Fault(line, "small", count)


def _together(reading: _Reading, known: Known) -> Iterator[Fault]:
    """What is wrong with lines that are right by themselves."""
    places: dict[tuple[str, str, str], dict[str, int]] = {}
    lines: dict[tuple[str, str, str], int] = {}
    for (period, table, city, value), (count, line) in reading.counts.items():
        places.setdefault((period, table, city), {})[value] = count
        lines[period, table, city] = line
    for (period, table, city), row in places.items():
        line, total = lines[period, table, city], places.get((period, CONTACTS, city), {}).get("")
        if (period, CONTACTS, "") not in places:
            yield Fault(line, "no_total", period)
        elif total is not None and sum(row.values()) > total:
            yield Fault(line, "too_many", f"{sum(row.values())}", f"{total}")
        if table in OPINIONS and row.keys() != known.values[table]:
            yield Fault(line, "incomplete", expected=", ".join(known.values[table] - row.keys()))


def _tables(reading: _Reading) -> dict[str, Tables]:
    found: dict[str, Tables] = {}
    for (period, table, city, value), (count, _line) in reading.counts.items():
        root = period if "-" not in period else f"{period[:4]}/{period}"
        place = f"{root}/{ANYHOW}/{city}" if city else root
        row = found.setdefault(period, {}).setdefault(table, {}).setdefault(place, {})
        row[value or ALL] = count
        total = reading.counts.get((period, CONTACTS, city, ""))
        if total is not None:
            row[ALL] = total[0]
    return found
