"""What a played day was like for those who came."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from routing.simulate import Visit

SERVICE_LEVEL: Final = 90.0
"""Seconds within which a person should be greeted."""

# What else hurts, in equivalent seconds of waiting.
_LOST: Final = 600.0
_CUT_OFF: Final = 300.0
_OTHER_CITY: Final = 45.0
_PROFICIENCY: Final = 120.0
_GAVE_UP_AT_CLOSING: Final = 3600.0

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """The means over visitors; shares from 0 to 1, times in seconds."""

    visitors: int
    wait: float
    """Until the first answer, or until the visitor gave up."""
    lost: float
    within_level: float
    """The share answered within `SERVICE_LEVEL`."""
    other_city: float
    cut_off: float
    score: float
    """Seconds of waiting, and what else hurts in such seconds: lower is better."""


def figures(visits: Sequence[Visit]) -> Figures:
    """The means of these visits, of which there must be some."""
    return Figures(
        visitors=len(visits),
        wait=_mean(_wait(each) for each in visits),
        lost=_mean(each.lost for each in visits),
        within_level=_mean(each.answered and each.waited <= SERVICE_LEVEL for each in visits),
        other_city=_mean(each.other_city for each in visits),
        cut_off=_mean(each.cut_off > 0 for each in visits),
        score=_mean(hurt(each) for each in visits),
    )


def by(visits: Iterable[Visit], key: Callable[[Visit], K]) -> dict[K, list[Visit]]:
    """Visits by city, by language or by whatever `key` gives."""
    found: dict[K, list[Visit]] = {}
    for each in visits:
        found.setdefault(key(each), []).append(each)
    return found


def hurt(visit: Visit) -> float:
    """What a visit cost the visitor, in equivalent seconds of waiting."""
    return (
        _wait(visit)
        + visit.waited_again
        + _LOST * visit.lost
        + _CUT_OFF * visit.cut_off
        + _OTHER_CITY * visit.other_city
        + _PROFICIENCY * (1.0 - visit.proficiency)
    )


def _wait(visit: Visit) -> float:
    """Nobody waits beyond closing time, whatever their patience."""
    return min(visit.waited, _GAVE_UP_AT_CLOSING)


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)
