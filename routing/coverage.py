"""Whether announced ranges were kept: the share of waits that ended inside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 20
"""With fewer waits no share is given: it would say more about chance than about the ranges."""


@dataclass(frozen=True, slots=True)
class Waited:
    """A range as it was first announced, and the wait that followed; all in seconds."""

    low: float
    high: float
    seconds: float
    answered: bool = True
    """False: the visitor gave up after so many seconds."""


def kept(wait: Waited) -> bool | None:
    """Whether the range held; None when somebody gave up before that could be known."""
    if not wait.answered:
        return False if wait.seconds > wait.high else None
    return wait.low <= wait.seconds <= wait.high


def share_kept(waits: Iterable[Waited]) -> float | None:
    """The share of ranges that held, from 0 to 1; None while too few are known."""
    known = [held for held in map(kept, waits) if held is not None]
    return sum(known) / len(known) if len(known) >= ENOUGH else None
