"""Lists of words say which groups have many people: a solver must learn nothing else by them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.transcripts.attacker import Attacker
from tests.property.transcripts.test_disclosure import VALUES, Counts, House, year
from transcripts.disclosure.lists import Group, Row, tellable
from transcripts.disclosure.tables import ALL

MONTH = ("2026", "01")


class WithLists(House):
    """Publishes one month, and then the lists that may be told of it."""

    def lists(self) -> frozenset[Group]:
        groups: dict[Group, int] = {}
        for (path, *values), count in self.people.items():
            if path[:2] == MONTH:
                groups[values[0], values[1]] = groups.get((values[0], values[1]), 0) + count
        return tellable(groups, self.deepest(0), self.deepest(1), self.k)

    def deepest(self, which: int) -> dict[str, Row]:
        """A table at its deepest places, as a release has it."""
        return {
            "/".join(path): {
                column: self.counts[which, path, column]
                if self._is_shown((which, path, column))
                else None
                for column in (ALL, *VALUES[which])
                if (which, path, column) in self.counts
            }
            for path in self.leaves
            if path[:2] == MONTH
        }


def one_month(people: Counts) -> Counts:
    return {who: count for who, count in people.items() if who[0][:2] == MONTH}


@settings(max_examples=60, deadline=None)
@given(year(), st.integers(3, 5))
def test_a_solver_learns_nothing_from_lists_about_what_is_hidden(people: Counts, k: int) -> None:
    house = WithLists(one_month(people), k)
    house.publishes(MONTH)
    lists = house.lists()
    before, after = (Attacker(house.leaves, VALUES) for _ in range(2))
    for each in (before, after):
        each.reads(house.shown())
    after.knows_at_least(dict.fromkeys(lists, k))
    for asked in house.hidden():
        assert after.bounds(asked) == before.bounds(asked), (asked, lists)
    for group in ((x, y) for x in VALUES[0] for y in VALUES[1]):
        least, most = after.bounds_of_group(group)
        width = most - least + 1
        low, high = before.bounds_of_group(group)
        assert width >= min(k, high - low + 1), (group, lists)


def test_who_are_many_everywhere_are_told() -> None:
    people: Counts = {(((*MONTH, city)), x, y): 30 for city in ("brussels", "namur")
              for x in VALUES[0] for y in VALUES[1]}  # fmt: skip
    house = WithLists(people, 5)
    house.publishes(MONTH)
    assert house.lists() == {(x, y) for x in VALUES[0] for y in VALUES[1]}


def test_no_list_tells_of_a_group_in_whose_places_a_count_is_hidden() -> None:
    path = (*MONTH, "brussels")
    people: Counts = {(path, "fr", "learning"): 40, (path, "fr", "working"): 20,
                      (path, "uk", "learning"): 3, (path, "nl", "working"): 2}  # fmt: skip
    house = WithLists(people, 5)
    house.publishes(MONTH)
    assert {language for language, _ in house.lists()} <= {"fr"}


def test_no_list_eats_up_a_language_so_that_the_rest_of_it_is_known() -> None:
    path = (*MONTH, "brussels")
    people: Counts = {(path, "fr", "learning"): 40, (path, "fr", "working"): 40,
                      (path, "uk", "learning"): 6, (path, "uk", "working"): 1}  # fmt: skip
    house = WithLists(people, 5)
    house.publishes(MONTH)
    assert ("uk", "learning") not in house.lists()
