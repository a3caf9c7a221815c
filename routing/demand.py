"""How many people of each kind are about to arrive: half the forecast, half what was just seen.

A forecast alone does not see a campaign; recent arrivals alone do not see nine o'clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from routing.domain import Group

HOUR: Final = 3600.0
AHEAD: Final = 1800.0
"""How far ahead a forecast looks: about as long as a talk."""
MEMORY: Final = 900.0
"""Seconds after which an arrival has faded to a third, and the weight of the forecast."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Arrivals per second that are expected `until` an instant (UTC epoch seconds)."""

    until: float
    per_second: Mapping[Group, float]


class Arrivals:
    """The arrivals of one group, as they are counted one by one."""

    __slots__ = ("_at", "_count", "_forecast", "_since")

    def __init__(self, forecast: Sequence[tuple[float, float]], since: float) -> None:
        """`forecast`: (until, per second) in order of time; counting began at `since`."""
        self._forecast = list(forecast)
        self._since = self._at = since
        self._count = 0.0

    def arrived(self, now: float) -> None:
        """Count one more."""
        self._count = self._faded(now) + 1.0
        self._at = now

    def per_second(self, now: float) -> float:
        """The rate to reckon with at `now`."""
        seen = MEMORY * (1.0 - exp(-max(now - self._since, 1.0) / MEMORY))
        if not self._forecast:
            return self._faded(now) / seen
        return (self._expected(now) * MEMORY + self._faded(now)) / (MEMORY + seen)

    def _faded(self, now: float) -> float:
        return self._count * exp(-(now - self._at) / MEMORY)

    def _expected(self, now: float) -> float:
        while len(self._forecast) > 1 and now >= self._forecast[0][0]:
            del self._forecast[0]
        return self._forecast[0][1]


class Demand:
    """The arrivals of all groups. Without a forecast only what was seen counts.

    Rates that somebody else has counted are a forecast of which nothing was seen yet.
    """

    def __init__(self, forecast: Sequence[Forecast] = (), since: float = 0.0) -> None:
        self._forecast, self._since = forecast, since

    def of(self, group: Group) -> Arrivals:
        """A fresh count for one group."""
        steps = [(step.until, step.per_second.get(group, 0.0)) for step in self._forecast]
        return Arrivals(steps, self._since)


def recent_rates(
    arrivals: Iterable[tuple[Group, float]], now: float, forecast: Mapping[Group, float]
) -> dict[Group, float]:
    """Arrivals per second of each group, for `Snapshot.arrivals`.

    `arrivals` are (group, instant) of about the last hour; `forecast` is what is expected
    per second at `now` (empty: only what was seen counts).
    """
    seen: dict[Group, float] = {}
    for group, at in arrivals:
        seen[group] = seen.get(group, 0.0) + exp(-(now - at) / MEMORY)
    weight = 2.0 if forecast else 1.0
    groups = sorted({*seen, *forecast}, key=str)
    return {g: (forecast.get(g, 0.0) + seen.get(g, 0.0) / MEMORY) / weight for g in groups}


@dataclass(frozen=True, slots=True)
class Hours:
    """How many came in an hour like this one, and in the next, on so many `days` alike."""

    this: Mapping[Group, int]
    following: Mapping[Group, int]
    days: int

    def expected(self, into: float) -> dict[Group, float]:
        """Arrivals per second, `into` so many seconds of this hour; nothing without a past.

        In the second half of an hour the next one counts more and more: at ten to nine
        those of nine o'clock are about to come.
        """
        if not self.days:
            return {}
        later = max(0.0, (into + AHEAD - HOUR) / AHEAD)
        every = self.days * HOUR
        return {
            group: (
                self.this.get(group, 0) * (1.0 - later) + self.following.get(group, 0) * later
            ) / every
            for group in sorted({*self.this, *self.following}, key=str)
        }  # fmt: skip
