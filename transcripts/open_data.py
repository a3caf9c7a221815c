"""The open-data file of a year: made once from its release or its facts, and never again.

Every fact is counted in one year, so what one file costs in privacy is all that it ever costs:
the file's own row is the book in which that is written down.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from transcripts import noise, selectors
from transcripts.models import OpenFile
from transcripts.publishing import NotPublishable, Told, digest

OTHER: Final = "other"
"""Whatever has no column of its own: columns are known beforehand, so that none tells anything."""
Columns = Mapping[str, Iterable[str]]
"""By table, its columns; the tables are those of :data:`transcripts.selectors.OPEN`."""


def publish(year: str, columns: Columns, epsilon: float, today: date) -> OpenFile:
    """The open-data file of a published year; the first time, it is made.

    ``epsilon`` 0: the counts of the release, of which the small ones are hidden. Else every count
    of the year's facts, with noise. Never both: together they would tell more than each.
    Raises :class:`NotPublishable`.
    """
    found = OpenFile.objects.filter(period=year).first()
    if found is not None:
        return found
    release = selectors.release_of(year) if "-" not in year else None
    if release is None:
        raise NotPublishable(f"{year} is no published year")
    if epsilon and not selectors.counts_of_year(year, "contacts"):
        raise NotPublishable(f"there are no facts of {year}, only figures")
    tables = _with_noise(year, columns, epsilon) if epsilon else release.tables
    try:
        with transaction.atomic():
            return OpenFile.objects.create(
                period=year, made_on=today, origin=release.origin, epsilon=epsilon, k=release.k,
                tables=tables, digest=digest(tables),
            )  # fmt: skip
    except IntegrityError:  # another process was faster: theirs is the one
        return OpenFile.objects.get(period=year)


def _with_noise(year: str, columns: Columns, epsilon: float) -> Told:
    """One conversation counts once in each table."""
    cells: list[tuple[str, str]] = []
    counts: list[int] = []
    for table, named in columns.items():
        known = dict.fromkeys((*named, OTHER), 0)
        for value, many in selectors.counts_of_year(year, table).items():
            known[value if value in known else OTHER] += many
        cells += [(table, column) for column in known]
        counts += known.values()
    told: Told = {table: {year: {}} for table in columns}
    for (table, column), count in zip(
        cells, noise.noised(counts, len(columns), epsilon), strict=True
    ):
        told[table][year][column] = count
    return told
