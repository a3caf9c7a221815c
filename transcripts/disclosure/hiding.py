"""Which cells of a table stay hidden: the small ones, and whatever would let them be computed.

Tables of one release share nothing but the totals of their places (see ``totals``), and those are
either shown or hidden together with the whole place. Any two tables that fit the totals fit each
other: one table tells nothing about another, so each is guarded by itself.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Final

from transcripts.disclosure.flow import Network
from transcripts.disclosure.tables import ALL, Cell, Path, Table, ancestors, small

LEAST_K: Final = 3
_HIGHER: Final = 20
"""How many times worse a reader misses a count of the place above."""


class TooSmall(ValueError):
    """The threshold is below 3: two people who know each other would know all."""


def hidden_cells(
    table: Table, unknown: frozenset[Path], k: int, told: Mapping[Cell, bool] | None = None
) -> frozenset[Cell]:
    """The cells that stay hidden: each could have at least ``k`` values for all who see the rest.

    ``unknown``: places whose total is hidden. ``told``: of cells published before, whether they
    were shown. Raises :class:`TooSmall` for a ``k`` below 3.
    """
    if k < LEAST_K:
        raise TooSmall(k)
    told = told or {}
    guard = _Guard(table, unknown, k, told)
    queue = sorted(guard.hidden, key=lambda cell: (table.counts[cell], cell))
    safe: set[Cell] = set()
    while queue:
        cell = queue.pop()
        if cell in safe or cell[1] == ALL:
            continue
        queue += sorted(guard.cover(cell))
        safe.add(cell)
    return frozenset(guard.hidden)


class _Guard:
    """Hides more and more, until every hidden cell can be moved far enough."""

    def __init__(
        self, table: Table, unknown: frozenset[Path], k: int, told: Mapping[Cell, bool]
    ) -> None:
        self._table, self._k, self._told, self._network = table, k, told, Network(table)
        self._deepest = max(map(len, table.places), default=0)
        self.hidden = {cell for cell in table.counts if self._must_hide(cell, unknown)}

    def _must_hide(self, cell: Cell, unknown: frozenset[Path]) -> bool:
        path, column = cell
        if cell in self._told:
            return not self._told[cell]
        if path in unknown:
            return not self._below_a_shown_nought(cell, unknown)
        return column != ALL and small(self._table.counts[cell], self._k)

    def _below_a_shown_nought(self, cell: Cell, unknown: frozenset[Path]) -> bool:
        path, column = cell
        above = (each for each in ancestors(path, self._table.top) if each not in unknown)
        return any(self._table.counts[each, column] == 0 for each in above)

    def cover(self, cell: Cell) -> set[Cell]:
        """Hide what else must be hidden so that this cell can take ``k`` values."""
        found, moved = self._network.reach(cell, self._k - 1, self._price)
        assert found >= self._k - 1, f"nothing can hide {cell}"
        more = moved - self.hidden
        self.hidden |= more
        return more

    def _price(self, cell: Cell) -> float | None:
        """Hidden cells move freely; shown ones cost what the reader loses with them.

        A nought hides nobody: where nobody can be, nobody would believe that somebody is. Only
        above what was hidden before, a nought would tell too much.
        """
        if cell in self.hidden:
            return 0.0
        count = self._table.counts[cell]
        if cell[1] == ALL or cell in self._told or not (count or self._told):
            return None
        above = self._deepest - len(cell[0])
        return float((10.0 + sqrt(count)) * _HIGHER**above)
