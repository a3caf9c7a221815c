"""``python -m tests.bench.fitting``: the five numbers of ``routing.estimate``, found anew.

The likeliest ones on varied days of five scenarios. The waits bench judges them on other days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from operator import mul
from typing import Final

from routing.rules import load_rules
from tests.bench.announcing import Case, cases
from tests.bench.days import every_scenario, varied
from tests.bench.servers import ROOT

FITTED: Final = ("busy", "campaign", "monday", "opening", "scarce")
"""The scenarios whose days are fitted to."""
FIRST: Final = 1_000_000
"""The bench's own varied days have smaller numbers."""
DAYS: Final = 700
"""Of each scenario."""

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """The cube root of a wait as a part of its expectation's, and what it may depend on."""

    root: float
    of: Numbers
    steps: float


def points(days: int) -> list[Point]:
    """What was expected and what came, of everybody who was told a range on arrival."""
    rules, every = load_rules(ROOT / "config" / "routing.toml"), every_scenario()
    return [
        _point(case)
        for name in FITTED
        for number in range(FIRST, FIRST + days)
        for case in cases(name, str(number), varied(name, every[name], number), rules)
        if not case.later
    ]


def _point(case: Case) -> Point:
    expected = case.told.expected
    root = (max(case.waited, 1.0) / expected.mean) ** (1.0 / 3.0)
    return Point(root, (1.0, expected.home, log(expected.steps)), expected.steps)


def likeliest(found: Sequence[Point]) -> Numbers:
    """The three numbers of the middle, the spread of one step, and the power of the steps."""
    return max((_given(found, number / 100) for number in range(61)), key=lambda each: each[0])[1]


def _given(found: Sequence[Point], evening: float) -> tuple[float, Numbers]:
    """The log-likelihood of a normal spread that shrinks by a power of the steps, and its best."""
    weights = [point.steps ** (2.0 * evening) for point in found]
    middle = _least_squares(found, weights)
    squares = (
        weight * (point.root - sum(map(mul, middle, point.of))) ** 2
        for weight, point in zip(weights, found, strict=True)
    )
    spread = sqrt(sum(squares) / len(found))
    evened = evening * sum(log(point.steps) for point in found) / len(found)
    return evened - log(spread), (*middle, spread, evening)


def _least_squares(found: Sequence[Point], weights: Sequence[float]) -> Numbers:
    """The normal equations, and Gauss's way to solve them."""
    pairs = list(zip(weights, found, strict=True))
    columns = range(len(found[0].of))
    rows = [
        [sum(w * p.of[i] * p.of[j] for w, p in pairs) for j in columns]
        + [sum(w * p.of[i] * p.root for w, p in pairs)]
        for i in columns
    ]
    for i in columns:
        rows[i] = [each / rows[i][i] for each in rows[i]]
        for j in columns:
            if j != i:
                rows[j] = [b - rows[j][i] * a for a, b in zip(rows[i], rows[j], strict=True)]
    return tuple(row[-1] for row in rows)


if __name__ == "__main__":
    waits = points(DAYS)
    print(f"{len(waits)} waits:", " ".join(f"{number:.3f}" for number in likeliest(waits)))
