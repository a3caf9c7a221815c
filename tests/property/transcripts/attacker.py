"""Somebody who has every published table and a solver, and wants to know what is hidden.

Shares no code with what hides: the unknowns are the numbers of people of every combination (place,
value of the first table, value of the second), and all that was shown is an equation over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Path = tuple[str, ...]
Person = tuple[Path, str, str]
Asked = tuple[int, Path, str]
"""Which table (0, 1), place and column; the column ``all`` is everybody of the place."""


class Attacker:
    """Bounds any count by what is published of two tables over the same people."""

    def __init__(self, leaves: Sequence[Path], values: Sequence[Sequence[str]]) -> None:
        self._people: list[Person] = list(product(leaves, *values))  # type: ignore[arg-type]
        self._rows: list[np.ndarray] = []
        self._shown: list[int] = []
        self._floors: list[np.ndarray] = []
        self._least: list[int] = []

    def reads(self, published: Mapping[Asked, int]) -> None:
        """Learn what one release shows."""
        for asked, count in published.items():
            self._rows.append(self._row(asked))
            self._shown.append(count)

    def knows_at_least(self, groups: Mapping[tuple[str, str], int]) -> None:
        """Learn that so many people have both of two values."""
        for group, many in groups.items():
            self._floors.append(self._group(group))
            self._least.append(many)

    def bounds_of_group(self, group: tuple[str, str]) -> tuple[int, int]:
        """The same for those who have both of two values, wherever they are."""
        row = self._group(group)
        return self._extreme(row), -self._extreme(-row)

    def _group(self, group: tuple[str, str]) -> np.ndarray:
        return np.array([float(who[1:] == group) for who in self._people])

    def bounds(self, asked: Asked) -> tuple[int, int]:
        """The least and the greatest whole number that this count can be."""
        row = self._row(asked)
        return self._extreme(row), -self._extreme(-row)

    def _row(self, asked: Asked) -> np.ndarray:
        table, place, column = asked
        return np.array([
            float(who[0][: len(place)] == place and column in ("all", who[1 + table]))
            for who in self._people
        ])  # fmt: skip

    def _extreme(self, row: np.ndarray) -> int:
        rules = []
        if self._rows:
            shown = np.array(self._shown, dtype=float)
            rules = [LinearConstraint(np.array(self._rows), shown, shown)]
        if self._floors:
            least = np.array(self._least, dtype=float)
            rules.append(LinearConstraint(np.array(self._floors), least, np.inf))
        # 60: more than anybody could take for true in such small tables
        found = milp(row, constraints=rules, integrality=np.ones(len(row)),
                     bounds=Bounds(0, 60))  # fmt: skip
        assert found.success, found.message
        return int(np.rint(found.fun))
