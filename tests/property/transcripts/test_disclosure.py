from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.transcripts.attacker import Asked, Attacker
from transcripts.disclosure.hiding import TooSmall, hidden_cells
from transcripts.disclosure.tables import ALL, Cell, Path, Table
from transcripts.disclosure.totals import hidden_totals

VALUES = (("fr", "nl", "uk"), ("learning", "working"))
MONTHS = ("01", "02")
CITIES = ("brussels", "namur", "liege")
FEW = st.integers(0, 12)
Counts = dict[tuple[Path, str, str], int]


@st.composite
def year(draw: st.DrawFn) -> Counts:
    """Two months of people, each with a city, a language and a subject."""
    months = draw(st.integers(1, 2))
    cities = CITIES[: draw(st.integers(2, 3))]
    return {
        (("2026", month, city), *values): draw(st.one_of(st.just(0), FEW))
        for month in MONTHS[:months]
        for city in cities
        for values in ((x, y) for x in VALUES[0] for y in VALUES[1])
    }


def marginal(people: Counts, which: int) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for (path, *values), count in people.items():
        found[path, values[which]] = found.get((path, values[which]), 0) + count
    return found


class House:
    """Publishes month by month, then the year, and remembers what it has shown."""

    def __init__(self, people: Counts, k: int) -> None:
        self.people, self.k = people, k
        self.leaves = sorted({path for path, *_ in people})
        self.places: dict[Path, bool] = {}
        self.cells: tuple[dict[Cell, bool], dict[Cell, bool]] = ({}, {})
        self.counts: dict[Asked, int] = {}

    def publishes(self, root: Path) -> None:
        within = {who: n for who, n in self.people.items() if who[0][: len(root)] == root}
        tables = [Table(marginal(within, which), len(root)) for which in (0, 1)]
        totals = {path: tables[0].counts[path, ALL] for path in tables[0].places}
        unknown = hidden_totals(totals, self.k, self.places)
        for which, table in enumerate(tables):
            hidden = hidden_cells(table, unknown, self.k, self.cells[which])
            for (path, column), count in table.counts.items():
                self.cells[which].setdefault((path, column), (path, column) not in hidden)
                self.counts[which, path, column] = count
        self.places |= {path: path not in unknown for path in totals if path not in self.places}

    def everything(self) -> None:
        for month in sorted({path[1] for path in self.leaves}):
            self.publishes(("2026", month))
        self.publishes(("2026",))

    def shown(self) -> dict[Asked, int]:
        return {asked: n for asked, n in self.counts.items() if self._is_shown(asked)}

    def hidden(self) -> dict[Asked, int]:
        return {asked: n for asked, n in self.counts.items() if not self._is_shown(asked)}

    def _is_shown(self, asked: Asked) -> bool:
        return self.cells[asked[0]][asked[1], asked[2]]


@settings(max_examples=60, deadline=None)
@given(year(), st.integers(3, 5))
def test_a_solver_with_all_releases_finds_no_hidden_count(people: Counts, k: int) -> None:
    house = House(people, k)
    house.everything()
    attacker = Attacker(house.leaves, VALUES)
    attacker.reads(house.shown())
    for asked, count in house.hidden().items():
        least, most = attacker.bounds(asked)
        assert least <= count <= most
        assert most - least + 1 >= k, (asked, count, least, most)


@settings(max_examples=100, deadline=None)
@given(year(), st.integers(3, 7))
def test_no_small_count_is_ever_shown(people: Counts, k: int) -> None:
    house = House(people, k)
    house.everything()
    assert [asked for asked, count in house.shown().items() if 0 < count < k] == []


@settings(max_examples=50, deadline=None)
@given(year())
def test_a_release_changes_nothing_that_was_shown_or_hidden_before(people: Counts) -> None:
    house = House(people, 5)
    house.publishes(("2026", "01"))
    before = dict(house.cells[0])
    house.everything()
    assert before.items() <= house.cells[0].items()


def test_two_months_and_their_year_do_not_tell_by_difference_what_one_month_hides() -> None:
    namur = {month: ("2026", month, "namur") for month in MONTHS}
    people: Counts = {(namur[month], "fr", "learning"): 40 for month in MONTHS}
    people |= {(namur["01"], "uk", "learning"): 2, (namur["02"], "uk", "learning"): 30}
    house = House(people, 5)
    house.everything()
    hidden = house.hidden()
    assert hidden[0, ("2026", "01"), "uk"] == 2
    assert (0, ("2026",), "uk") in hidden, "32 - 30 would be 2"


def test_where_everybody_is_many_nothing_is_hidden() -> None:
    people: Counts = {((*path, city), x, y): 9 for path in [("2026", "01")] for city in CITIES
              for x in VALUES[0] for y in VALUES[1]}  # fmt: skip
    house = House(people, 5)
    house.everything()
    assert house.hidden() == {}


def test_a_threshold_that_hides_nobody_is_refused() -> None:
    with pytest.raises(TooSmall):
        hidden_cells(Table({(("2026",), "fr"): 9}, 1), frozenset(), 2)
