"""Who can serve one subject in one language, and what a free slot of theirs is worth to others."""

from __future__ import annotations

from math import exp
from typing import Final

from routing.demand import Arrivals
from routing.domain import Group, OnDuty
from routing.line import Key, Line

REACH: Final = 10
"""With more free slots than this a group is not scarce."""

_FILLING: Final = (0.2, 0.4)
"""How likely one more of the free slots is gone when the next person of the group comes:
the part of the slots that is busy, but never so low or high that a price vanishes or explodes."""

_BUSY_MEMORY: Final = 600.0
_FEWEST_BUSY: Final = 2.0
_FRESH: Final = 30.0

Home = tuple[str, bool]
"""A counselor's city, and whether the counselor is a reserve."""


class Member:
    """A counselor on duty, as the engine keeps count of one."""

    __slots__ = ("accepting", "card", "city", "home", "id", "limit", "moved", "open", "skills")

    def __init__(self, counselor: OnDuty, skills: dict[Pool, float], limit: int) -> None:
        self.card, self.id, self.city = counselor, counselor.id, counselor.city
        self.home: Home = (counselor.city, counselor.reserve)
        self.skills = skills
        """The proficiency for each group that the counselor can serve."""
        self.limit = limit
        self.open = 0
        self.accepting = False
        self.moved = 0
        """The number of the last change of these two, on the whole roster: the smaller, the longer
        free."""

    @property
    def free(self) -> int:
        """Slots that may be filled now."""
        return max(0, self.limit - self.open) if self.accepting else 0


class Pool:
    """The counselors able to serve one group: their slots by city and load, and who waits."""

    __slots__ = (
        "_busy_mean", "_busy_seen_at", "_price", "_priced_at", "_priced_for",
        "arrivals", "busy", "free", "group", "lines", "open", "rate",
    )  # fmt: skip

    def __init__(self, group: Group, arrivals: Arrivals) -> None:
        self.group, self.arrivals = group, arrivals
        self.free = self.busy = 0
        self.rate = 0.0
        """Throughput of all accepting members together."""
        self.open: dict[Home, list[dict[int, Member]]] = {}
        """Members with a free slot by home and open talks, the longest free first."""
        self.lines: dict[Key, Line] = {}
        """The lines of this group in which somebody waits."""
        self._busy_mean: float | None = None
        self._busy_seen_at = 0.0
        self._price, self._priced_at, self._priced_for = 0.0, 0.0, -1

    def price(self, now: float, talk: float) -> float:
        """The share of a visitor who will be lost because one free slot is taken now.

        By Erlang's loss formula: those who come during a `talk` of so many seconds, times
        the chance that all the other free slots are gone by then. At most half a minute old.
        """
        if self.free > REACH:
            return 0.0
        if self._priced_for != self.free or now - self._priced_at > _FRESH:
            self._priced_for, self._priced_at = self.free, now
            self._price = self._lost_share(now, talk)
        return self._price

    def _lost_share(self, now: float, talk: float) -> float:
        busy = self._mean_busy(now)
        low, high = _FILLING
        slots = self.busy + self.free
        filling = min(high, max(low, busy / slots)) if slots else high
        coming = self.arrivals.per_second(now) * talk / max(_FEWEST_BUSY, busy)
        return float(coming * filling ** (self.free - 1))

    def _mean_busy(self, now: float) -> float:
        """Busy slots over the last ten minutes: one talk more or less is no trend."""
        if self._busy_mean is None:
            self._busy_mean = float(self.busy)
        kept = exp(-(now - self._busy_seen_at) / _BUSY_MEMORY)
        self._busy_mean = self._busy_mean * kept + self.busy * (1.0 - kept)
        self._busy_seen_at = now
        return self._busy_mean
