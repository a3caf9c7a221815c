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


def quantile(part: float, bands: Sequence[tuple[str, Sum]], whole: Sum) -> tuple[str, str] | None:
    """The first and the last band in which the ``part``-th of everybody may lie; bands in order.

    ``whole``: all of them together. None if there is nobody, or if nothing says where.
    """
    if whole.most is None or not whole.least:
        return None
    first = None
    for number, (name, _count) in enumerate(bands, start=1):
        until = _within(together(count for _name, count in bands[:number]), whole)
        after = _within(together(count for _name, count in bands[number:]), whole)
        fewest = max(until.least, whole.least - (after.most or 0))
        others = max(after.least, whole.least - (until.most or 0))
        if first is None and _holds(part, (until.most or 0, others)):
            first = name
        if first is not None and _holds(part, (fewest, after.most or 0)):
            return first, name
    return None


def _within(count: Sum, whole: Sum) -> Sum:
    """A part of the whole is not more than that."""
    most = [each for each in (count.most, whole.most) if each is not None]
    return Sum(count.least, min(most))


def _holds(part: float, counts: tuple[int, int]) -> bool:
    """Whether the first of two groups, if there is anybody in it, holds this part of both."""
    return 0 < counts[0] >= part * sum(counts)
