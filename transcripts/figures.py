"""What published counts say together: sums with hidden parts, shares with their uncertainty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.96
"""Of a normal distribution, 95 % lie within so many standard deviations."""
_MOST_HIDDEN: Final = 0.05


@dataclass(frozen=True, slots=True)
class Sum:
    """A count that may have hidden parts: somewhere from ``least`` to ``most``."""

    least: int = 0
    most: int | None = 0
    """None: nothing that was published says how many at most."""

    @property
    def exact(self) -> int | None:
        """The count, if nothing of it is hidden."""
        return self.least if self.least == self.most else None

    def __add__(self, other: "Sum") -> "Sum":
        open_ended = self.most is None or other.most is None
        most = None if open_ended else (self.most or 0) + (other.most or 0)
        return Sum(self.least + other.least, most)


HIDDEN: Final = Sum(0, None)


def row_sums(row: Mapping[str, int | None]) -> dict[str, Sum]:
    """A published row, with what its total says about the cells that it hides."""
    total = row.get("all")
    shown = sum(count for column, count in row.items() if count is not None and column != "all")
    rest = None if total is None else max(0, total - shown)
    return {
        column: Sum(0, rest) if count is None else Sum(count, count)
        for column, count in row.items()
    }


def together(sums: Iterable[Sum]) -> Sum:
    """All of them."""
    return sum(sums, Sum())


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1, and between what it surely is (19 times out of 20)."""

    part: float
    low: float
    high: float
    of: int
    exact: bool = True
    """Whether nothing of it is hidden."""

    def differs_from(self, other: "Share") -> bool:
        """Whether chance alone would hardly make them so different."""
        spread = sqrt((self.high - self.low) ** 2 + (other.high - other.low) ** 2) / 2
        return abs(self.part - other.part) > spread


def share(some: Sum, of: Sum) -> Share | None:
    """The share by Wilson's interval, which what is hidden widens.

    None if the whole is nought, or if more than a twentieth of the share is hidden.
    """
    if some.most is None or of.most is None or not of.least:
        return None
    least, most = some.least / of.most, min(1.0, some.most / of.least)
    if most - least > _MOST_HIDDEN:
        return None
    low, _ = _wilson(least, of.least)
    _, high = _wilson(most, of.least)
    return Share((least + most) / 2, low, high, of.least, exact=least == most)


def _wilson(part: float, whole: int) -> tuple[float, float]:
    z2 = Z * Z
    middle = (part + z2 / (2 * whole)) / (1 + z2 / whole)
    reach = Z * sqrt(part * (1 - part) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def quantile(part: float, bands: Sequence[tuple[str, Sum]]) -> str | None:
    """The band in which the ``part``-th of everybody lies; bands in order.

    None if there is nobody, or if what is hidden could move it to another band.
    """
    lowest = _where(part, [(name, each.least) for name, each in bands])
    if any(each.most is None for _, each in bands):
        return None
    hidden = sum((each.most or 0) - each.least for _, each in bands)
    if hidden == 0 or lowest is None:
        return lowest
    first, last = bands[0][0], bands[-1][0]
    ends = {
        _where(part, [(name, each.least + (hidden if name == far else 0)) for name, each in bands])
        for far in (first, last)
    }
    return ends.pop() if len(ends) == 1 else None


def _where(part: float, bands: Sequence[tuple[str, int]]) -> str | None:
    left = part * sum(count for _, count in bands)
    for name, count in bands:
        left -= count
        if left <= 0 < count:
            return name
    return None
