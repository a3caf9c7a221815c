"""How far a hidden cell could be moved without anything shown changing: exact, by flows.

Every cell is an edge between two sums that it belongs to: a count of a place is part of the count
of the place above, and all columns of a deepest place make up its total. Tables that agree on
everything shown then differ by circulations through hidden cells; since the flow network is
integral, every whole number between the least and the greatest value of a cell can really be.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from transcripts.disclosure.tables import ALL, Cell, Table

Node = tuple[Any, ...]
Price = Callable[[Cell], float | None]
"""What it costs to move a cell; None: it cannot be moved."""
_OUTSIDE: Node = ("outside",)


class Network:
    """The cells of a table as edges that can be raised without end, and lowered to nothing."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ends = {cell: self._between(cell) for cell in table.counts}
        self._at: dict[Node, list[tuple[Cell, Node, bool]]] = {}
        for cell, (tail, head) in self._ends.items():
            self._at.setdefault(tail, []).append((cell, head, True))
            self._at.setdefault(head, []).append((cell, tail, False))

    def _between(self, cell: Cell) -> tuple[Node, Node]:
        path, column = cell
        above = (path[:-1], column) if len(path) > self._table.top else _OUTSIDE
        below = ("row", path) if path in self._table.leaves else (path, column)
        return (below, above) if column == ALL else (above, below)

    def reach(self, cell: Cell, enough: int, price: Price) -> tuple[int, set[Cell]]:
        """How many other values the cell can take, up to ``enough``, and which cells that moves.

        Takes the cheapest ways first.
        """
        tail, head = self._ends[cell]
        moved: set[Cell] = set()
        up = self._push(cell, (head, tail), enough, price, moved)
        down = 0
        if up < enough:
            most = min(enough - up, self._table.counts[cell])
            down = self._push(cell, (tail, head), most, price, moved)
        return up + down, moved

    def _push(
        self, cell: Cell, way: tuple[Node, Node], most: int, price: Price, moved: set[Cell]
    ) -> int:
        """Push up to ``most`` along cheapest ways that leave the cell itself out."""
        left = dict(self._table.counts)
        pushed = 0
        while pushed < most:
            steps = self._cheapest(cell, *way, left, price)
            if steps is None:
                break
            room = [left[each] for each, raised in steps if not raised]
            amount = min([most - pushed, *room])
            for each, raised in steps:
                left[each] += amount if raised else -amount
                moved.add(each)
            pushed += amount
        return pushed

    def _cheapest(
        self, cell: Cell, start: Node, end: Node, left: dict[Cell, int], price: Price
    ) -> list[tuple[Cell, bool]] | None:
        order = count()
        queue: list[tuple[float, int, Node]] = [(0.0, next(order), start)]
        came: dict[Node, tuple[Node, Cell, bool] | None] = {start: None}
        best = {start: 0.0}
        done: set[Node] = set()
        while queue:
            cost, _, node = heapq.heappop(queue)
            if node == end:
                return list(_walked(came, end))
            if node in done:
                continue
            done.add(node)
            for each, other, raised in self._at[node]:
                more = None if each == cell or not (raised or left[each]) else price(each)
                if more is not None and cost + more < best.get(other, float("inf")):
                    best[other] = cost + more
                    came[other] = (node, each, raised)
                    heapq.heappush(queue, (cost + more, next(order), other))
        return None


def _walked(
    came: dict[Node, tuple[Node, Cell, bool] | None], node: Node
) -> Iterator[tuple[Cell, bool]]:
    while (step := came[node]) is not None:
        node, cell, raised = step
        yield cell, raised
