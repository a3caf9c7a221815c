"""Counts by place in a tree and by column, as they are before anything is hidden.

A place is a path like ``("2026", "2026-10", "namur", "lost")``; its parent is the path without its
last name, and a parent counts what its children count together. Column :data:`ALL` counts a
place's everybody; the other columns of a place share them out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

Path = tuple[str, ...]
Cell = tuple[Path, str]
ALL: Final = "all"


class Table:
    """A tree of places by columns. ``top``: the length of the paths of its roots."""

    def __init__(self, leaves: Mapping[Cell, int], top: int) -> None:
        """``leaves``: counts of the deepest places, without their sums."""
        self.top = top
        self.leaves = frozenset(path for path, _ in leaves)
        self.columns = tuple(sorted({column for _, column in leaves}))
        sums: Counter[Cell] = Counter()
        for (path, column), count in leaves.items():
            for above in ancestors(path, top):
                sums[above, column] += count
                sums[above, ALL] += count
        self.places = tuple(sorted({path for path, _ in sums}))
        self.counts: dict[Cell, int] = {
            (path, column): sums[path, column]
            for path in self.places
            for column in (ALL, *self.columns)
        }


def ancestors(path: Path, top: int) -> Iterable[Path]:
    """The place itself and all above it, down from the root."""
    return (path[:length] for length in range(top, len(path) + 1))


def small(count: int, k: int) -> bool:
    """Whether so few people could be recognised; that there is nobody is no secret."""
    return 0 < count < k
