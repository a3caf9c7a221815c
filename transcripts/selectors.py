"""Reading facts: counts of many, never one; and what was published."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Case, Count, F, Max, Min, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf

from transcripts.disclosure.lists import Group
from transcripts.disclosure.tables import Cell, Path
from transcripts.facts import LEFT, UNKNOWN
from transcripts.models import Fact, OpenFile, Release, Remark, ReviewSample, WordCount

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


OPEN: Final = (
    "contacts", "month", "fate", "city_asked", "subject", "language", "hour_band", "satisfaction",
    "recommend", "first_visit",
)  # fmt: skip
"""By what the facts of a year may be counted for everybody."""


def counts_of_year(year: str, by: str) -> dict[str, int]:
    """How many a year counts, by one of :data:`OPEN`; what was not said is ``none``."""
    rows = _told_apart(Fact.objects.filter(counted_in__startswith=f"{year}-"))
    if by == "contacts":
        return {"all": many} if (many := rows.count()) else {}
    column = {"month": F("counted_in"), **_COLUMNS}.get(by, F(by))
    groups = rows.values_list(column).annotate(many=Count("pk")).order_by()
    return {value or "none": many for value, many in groups}


def words_until(month: str, k: int) -> dict[Group, list[str]]:
    """By subject and language, what at least ``k`` conversations have said that are counted by the
    release of this month; what most have said comes first."""
    rows = WordCount.objects.filter(month__lte=month).values("subject", "language", "digest")
    found: dict[Group, list[str]] = {}
    counted = rows.annotate(all=Sum("many"), said=Max("word")).filter(all__gte=k).exclude(said="")
    for row in counted.order_by("-all", "said"):
        found.setdefault((row["subject"], row["language"]), []).append(row["said"])
    return found


def groups_of(month: str) -> dict[Group, int]:
    """By subject and language, how many a month counts."""
    groups = Fact.objects.filter(counted_in=month).values_list(_COLUMNS["subject"], "language")
    counted = groups.annotate(many=Count("pk")).order_by()
    return {(subject, language): many for subject, language, many in counted}


def oldest_words() -> str | None:
    """The month of the oldest words that are not published."""
    found: str | None = WordCount.objects.aggregate(month=Min("month"))["month"]
    return found


def samples_of(cities: Collection[str]) -> list[ReviewSample]:
    """The review samples of these cities, the newest first, without what was said."""
    return list(ReviewSample.objects.filter(city__in=cities).defer("lines"))


def sample(pk: int) -> ReviewSample | None:
    """One of them, if it is still there."""
    return ReviewSample.objects.filter(pk=pk).first()


def oldest_sample() -> date | None:
    """The day since when the oldest of them is kept."""
    found: date | None = ReviewSample.objects.aggregate(day=Min("kept_since"))["day"]
    return found


def months_with_remarks() -> list[str]:
    """Those whose remarks are told, the newest first."""
    found = Remark.objects.filter(told=True).values_list("month", flat=True)
    return list(found.order_by("-month").distinct())


def remarks_of(month: str) -> list[Remark]:
    """What is told of a month, by city and language; inside those in an order of chance."""
    return list(Remark.objects.filter(month=month, told=True).order_by("city", "language", "pk"))


def oldest_remarks(*, told: bool) -> str | None:
    """The month of the oldest remarks that are told, or that wait for it."""
    found: str | None = Remark.objects.filter(told=told).aggregate(month=Min("month"))["month"]
    return found


def open_files() -> list[OpenFile]:
    """What was published for everybody, in order of time."""
    return list(OpenFile.objects.all())


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
