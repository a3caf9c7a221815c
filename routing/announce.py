"""What somebody who waits is told next: never a longer wait, or a worse place, without a reason."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

from routing.decide import NOBODY_CAN
from routing.domain import Divert, Hold, Wait

REPEAT: Final = 60.0
"""Seconds for which a range stands, as long as the place stays the same."""

COUNSELOR_LEFT: Final = "counselor_left"
"""Why a place is worse or a wait longer: somebody who could help is no longer there."""
OTHERS_FIRST: Final = "others_first"
"""Why a place is worse: people who came earlier, or were cut off, are back in front."""

_NO_PLACE: Final = NOBODY_CAN | {"away"}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What was told at an instant (UTC epoch seconds), and who could help then."""

    place: int
    wait: Wait
    why: str
    at: float
    helpers: frozenset[int] = frozenset()


def announce(before: Announcement | None, decision: Hold | Divert, now: float) -> Announcement:
    """What to tell now; `before` itself as long as it still stands.

    A longer range than before is told only when somebody who could help has left, or when the
    desk closes first; a worse place says why.
    """
    fresh = _fresh(decision, now)
    if before is None or (before.why in _NO_PLACE) != (fresh.why in _NO_PLACE):
        return fresh
    told = fresh if fresh.why in _NO_PLACE else _justified(before, fresh)
    if (told.place, told.wait, told.why) == (before.place, before.wait, before.why):
        return before
    stands = told.place == before.place and told.why not in _NO_PLACE and now - before.at < REPEAT
    return before if stands else told


def _fresh(decision: Hold | Divert, now: float) -> Announcement:
    why = decision.reason.code
    if isinstance(decision, Divert):
        return Announcement(1, Wait(), why, now)
    return Announcement(decision.place, decision.wait, why, now, decision.helpers)


def _justified(before: Announcement, fresh: Announcement) -> Announcement:
    """The fresh announcement with what may be said of it."""
    left = bool(before.helpers - fresh.helpers)
    longer = length(fresh.wait) > length(before.wait)
    must = left or fresh.wait.past_closing
    wait = before.wait if longer and not must else fresh.wait
    why = fresh.why
    if fresh.place > before.place or (longer and left):
        why = COUNSELOR_LEFT if left else OTHERS_FIRST
    return Announcement(fresh.place, wait, why, fresh.at, fresh.helpers)


def length(wait: Wait) -> float:
    """How long it may take at most; endless while nobody knows."""
    return inf if wait.high is None else wait.high
