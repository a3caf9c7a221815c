"""Reading facts: counts of many, never one; and what was published."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Case, Count, F, Min, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from transcripts.disclosure.tables import Cell, Path
from transcripts.facts import LEFT, UNKNOWN
from transcripts.models import Fact, Release

Asked = tuple[str | None, str]
"""The subject asked for (None: don't know) and the language."""
LATER, LEFT_QUESTION, LOST, PROMPT = "later", "left", "lost", "prompt"
"""What became of somebody: answered within 90 seconds or later, a left question, or lost."""
PROMPT_BANDS: Final = ("<30s", "30-90s")


def came_on(days: list[date], hour_bands: list[str]) -> dict[str, dict[Asked, int]]:
    """By hour band, how many came on these days for each subject and language; one query."""
    found: dict[str, dict[Asked, int]] = {band: {} for band in hour_bands}
    rows = Fact.objects.filter(day__in=days, hour_band__in=hour_bands)
    kinds = rows.values_list("hour_band", "subject_asked", "language")
    for band, subject, language, many in kinds.annotate(many=Count("pk")):
        found[band][None if subject == UNKNOWN else subject, language] = many
    return found


def days_open(days: list[date]) -> int:
    """On how many of these days anybody came at all."""
    return Fact.objects.filter(day__in=days).values("day").distinct().count()


def oldest_day() -> date | None:
    """The day of the oldest fact."""
    found: date | None = Fact.objects.aggregate(day=Min("day"))["day"]
    return found


def uncounted(before: date) -> list[str]:
    """Months of the facts before that day which no release counts yet; like ``2026-10``, in order.

    Of a month that is published, those are facts that came too late for it.
    """
    days = Fact.objects.filter(counted_in="", day__lt=before).dates("day", "month")
    return [f"{day:%Y-%m}" for day in days]


def counts_of(month: str, column: str) -> dict[Cell, int]:
    """How many a month counts, by what became of them, by city and by a column of the facts."""
    year = month[:4]
    rows = Fact.objects.filter(counted_in=month)
    groups = _told_apart(rows).values_list("city_asked", "fate", _COLUMNS.get(column, F(column)))
    return {
        ((year, month, fate, city), value or "none"): many
        for city, fate, value, many in groups.annotate(many=Count("pk")).order_by()
    }


def _told_apart(rows: QuerySet[Fact]) -> QuerySet[Any]:
    fate = Case(
        When(channel=LEFT, then=Value(LEFT_QUESTION)),
        When(handle_band="", then=Value(LOST)),
        When(wait_band__in=PROMPT_BANDS, then=Value(PROMPT)),
        default=Value(LATER),
    )
    return rows.annotate(fate=fate)


_COLUMNS: Final[dict[str, Any]] = {
    "subject": Coalesce(NullIf("subject_closed", Value("")), "subject_asked"),
}


def releases() -> list[Release]:
    """All of them, in order of time; the tables of each are read once they are asked for."""
    return list(Release.objects.defer("tables"))


def told(period: str) -> Release:
    """The release of a period that is known to have one."""
    return Release.objects.get(period=period)


def origins(prefix: str = "") -> dict[str, str]:
    """By period that begins so, where the figures of its release come from."""
    rows = Release.objects.filter(period__startswith=prefix)
    return dict(rows.values_list("period", "origin"))


def release_of(period: str) -> Release | None:
    """The release of one period."""
    return Release.objects.filter(period=period).first()


def told_before(year: str, table: str) -> Iterator[tuple[Cell, int | None]]:
    """What the months of a year have shown and hidden of a table."""
    for release in Release.objects.filter(period__startswith=f"{year}-").exclude(
        origin=Release.Origin.IMPORTED
    ):
        rows = release.tables["contacts"] | release.tables.get(table, {})
        for place, row in rows.items():
            path: Path = tuple(place.split("/"))
            yield from (((path, column), count) for column, count in row.items())
