"""Which groups may be told that many said the same word, although no table tells the group itself.

A list of words of a subject and a language says that at least ``k`` people were of both, and no
more: it has no numbers. It may be told only if that teaches nobody anything about what a table
hides, and leaves every group as uncertain as a hidden count has to be.

Both are proven by dealing out: each list's ``k`` people are put in places where their column of the
one table and of the other is shown. As long as the shown counts have room for everybody who was
dealt out, the rest can be filled in whatever the hidden counts may be: none of them is ruled out.
And the room that is left in every place says how far each group can still be varied.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transcripts.disclosure.tables import ALL

Group = tuple[str, str]
"""A column of the first table and one of the second: a subject and a language."""
Row = Mapping[str, int | None]
"""What a place shows, by column; None: hidden."""


@dataclass
class _Place:
    """What is shown of one place, less whom the lists were dealt out to."""

    everybody: int
    rows: tuple[dict[str, int], dict[str, int]]

    def room(self, group: Group) -> int:
        """How many of the group can be here, at most; none where a count is hidden."""
        return min(row.get(column, 0) for row, column in zip(self.rows, group, strict=True))

    def span(self, group: Group) -> int:
        """By how much the number of the group can vary here, whatever the others are."""
        first, second = (row.get(column, 0) for row, column in zip(self.rows, group, strict=True))
        return min(first, second) - max(0, first + second - self.everybody)

    def take(self, group: Group, many: int) -> None:
        """Deal out so many here; give them back if it is negative."""
        self.everybody -= many
        for row, column in zip(self.rows, group, strict=True):
            row[column] -= many


def tellable(
    groups: Mapping[Group, int], first: Mapping[str, Row], second: Mapping[str, Row], k: int
) -> frozenset[Group]:
    """Those of the groups whose lists may be told together, the largest first.

    ``groups``: how many people each has; ``first``, ``second``: by place, the same places of both
    tables at their deepest, as they are published.
    """
    places = list(_shown(first, second))
    every = {(x, y) for place in places for x in place.rows[0] for y in place.rows[1]}
    least = {group: min(k - 1, _span(places, group)) for group in every}
    told = set[Group]()
    for group in sorted(groups, key=lambda each: (-groups[each], each)):
        dealt = _deal(places, group, k) if groups[group] >= k else []
        if (
            dealt
            and all(_left(places, which, group[which]) >= k - 1 for which in (0, 1))
            and all(_span(places, each) >= least[each] for each in every)
        ):
            told.add(group)
            continue
        for place, many in dealt:
            place.take(group, -many)
    return frozenset(told)


def _shown(first: Mapping[str, Row], second: Mapping[str, Row]) -> Iterator[_Place]:
    for name in sorted(first.keys() & second.keys()):
        everybody = first[name].get(ALL)
        if everybody is not None:
            yield _Place(everybody, (_counts(first[name]), _counts(second[name])))


def _counts(row: Row) -> dict[str, int]:
    return {column: count for column, count in row.items() if column != ALL and count is not None}


def _span(places: list[_Place], group: Group) -> int:
    return sum(place.span(group) for place in places)


def _left(places: list[_Place], which: int, column: str) -> int:
    """How many of a column are not dealt out: who could be of a group that is hidden."""
    return sum(place.rows[which].get(column, 0) for place in places)


def _deal(places: list[_Place], group: Group, many: int) -> list[tuple[_Place, int]]:
    """Put so many where there is most room; nobody if there is not room for all."""
    dealt = []
    for place in sorted(places, key=lambda each: -each.room(group)):
        here = min(many, place.room(group))
        if here:
            place.take(group, here)
            dealt.append((place, here))
            many -= here
    if many:
        for place, here in dealt:
            place.take(group, -here)
        return []
    return dealt
