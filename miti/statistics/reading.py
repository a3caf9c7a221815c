"""One period as it was published: any sum over places, with what is hidden in it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transcripts.facts import HANDLES, LEFT_WAITS, WAITS, bands, span
from transcripts.figures import HIDDEN, Sum, quantile, row_sums, together

Tables = Mapping[str, Mapping[str, Mapping[str, int | None]]]
ANSWERED: Final = ("prompt", "later")
LIVE: Final = ("prompt", "later", "lost")
FATES: Final = (*LIVE, "left")
ANYHOW: Final = "any"
"""In the places of imported figures: whatever became of them, which nobody told."""
WAIT_BANDS: Final = bands(WAITS)
LEFT_BANDS: Final = bands(LEFT_WAITS)
HANDLE_BANDS: Final = bands(HANDLES)


@dataclass(frozen=True)
class Period:
    """What was published of a month or a year. ``months``: by month, their tables.

    In figures that were counted here, what is not named is nought; in ``imported`` ones it is not
    known.
    """

    key: str
    own: Tables
    months: Mapping[str, Tables]
    imported: bool = False

    @property
    def unnamed(self) -> Sum:
        """How many there are of what no table names."""
        return HIDDEN if self.imported else Sum()

    def sums(self, table: str, city: str | None = None) -> dict[str, Sum]:
        """The columns of a table that has sums, for everybody or for a city."""
        if city is None:
            return _row(self.own, table, "/".join(_root(self.key)))
        if self.imported:
            return _row(self.own, table, "/".join((*_root(self.key), ANYHOW, city)))
        return self.told_apart(table, FATES, city)

    def told_apart(
        self, table: str, fates: Sequence[str], city: str | None = None
    ) -> dict[str, Sum]:  # fmt: skip
        """The columns of any table, for those of whom this became."""
        if self.imported:
            return {}
        return _added(
            _row(tables, table, "/".join((*_root(month), fate, *([city] if city else []))))
            for month, tables in self.months.items()
            for fate in fates
        )

    @property
    def cities(self) -> list[str]:
        """Every city that the months name, in the order of their keys."""
        if self.imported:
            below = "/".join((*_root(self.key), ANYHOW, ""))
            return sorted(
                place.removeprefix(below)
                for place in self.own["contacts"]
                if place.startswith(below)
            )
        places = (place.split("/") for each in self.months.values() for place in each["contacts"])
        return sorted({place[3] for place in places if len(place) == 4})

    def contacts(self, city: str | None = None) -> Sum:
        """How many came."""
        return self.sums("contacts", city).get("all", self.unnamed)

    def became(
        self, *fates: str, city: str | None = None, table: str = "contacts", column: str = "all"
    ) -> Sum:
        """Of how many this became, of everybody or of those in a column of a table with sums."""
        found = self.told_apart(table, fates, city).get(column, self.unnamed)
        whole = self.sums(table).get(column, Sum())
        if self.imported or city is not None or found.exact is not None or whole.exact is None:
            return found
        others = self.told_apart(table, [each for each in FATES if each not in fates])
        return _left_of(whole.exact, others.get(column, Sum()), found)

    def wait(self, part: float, city: str | None = None) -> str | None:
        """The band in which the wait of this part of all who were answered live lies; if that is
        not known, how long it was at most: ``<90s``."""
        return self._within(part, "wait_band", WAIT_BANDS, ANSWERED, city)

    def written_wait(self, part: float, city: str | None = None) -> str | None:
        """The same of all who left a question."""
        return self._within(part, "wait_band", LEFT_BANDS, ("left",), city)

    def length(self, part: float, city: str | None = None) -> str | None:
        """The band in which the length of this part of all live conversations lies."""
        return self._within(part, "handle_band", HANDLE_BANDS, ANSWERED, city)

    def _within(
        self, part: float, table: str, among: Sequence[str], fates: Sequence[str], city: str | None
    ) -> str | None:  # fmt: skip
        found = self.told_apart(table, fates, city)
        counts = [(band, found.get(band, self.unnamed)) for band in among]
        within = quantile(part, counts, found.get("all", self.unnamed))
        return None if within is None else span(*within)


def _left_of(whole: int, others: Sum, found: Sum) -> Sum:
    """What the others leave of a whole, if that says more than what was found."""
    least = found.least if others.most is None else max(found.least, whole - others.most)
    most = whole - others.least
    return Sum(least, most if found.most is None else min(most, found.most))


def _root(period: str) -> tuple[str, ...]:
    return (period[:4], period) if "-" in period else (period,)


def _row(tables: Tables, table: str, place: str) -> dict[str, Sum]:
    """A row as published, with what its total and the place above say about what it hides."""
    row = tables.get(table, {}).get(place)
    if row is None:
        hidden = tables.get("contacts", {}).get(place, {}).get("all", 0) is None
        return {"all": _rest(tables, "contacts", place, "all")} if hidden else {}
    found = row_sums(row)
    for column, count in row.items():
        if count is None:
            above = _rest(tables, table, place, column)
            found[column] = _narrower(found[column], above)
    return found


def _rest(tables: Tables, table: str, place: str, column: str) -> Sum:
    """What the shown neighbours of a place leave of the place above."""
    above = place.rpartition("/")[0]
    whole = tables.get(table, {}).get(above, {}).get(column)
    if whole is None:
        return _rest(tables, table, above, column) if above else HIDDEN
    shown = sum(
        row.get(column) or 0
        for other, row in tables[table].items()
        if other.rpartition("/")[0] == above
    )
    return Sum(0, max(0, whole - shown))


def _narrower(one: Sum, other: Sum) -> Sum:
    known = [each.most for each in (one, other) if each.most is not None]
    return Sum(0, min(known)) if known else HIDDEN


def _added(rows: Iterable[dict[str, Sum]]) -> dict[str, Sum]:
    found: dict[str, list[Sum]] = {}
    for row in rows:
        for column, count in row.items():
            found.setdefault(column, []).append(count)
    return {column: together(counts) for column, counts in found.items()}
