"""How long somebody will probably wait: an honest range, or "unknown"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, log, sqrt
from typing import Final

from routing.domain import Wait

LADDER: Final = tuple(
    60 * minutes for minutes in (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60)
)
"""The only ends of a range that are ever announced, in seconds."""

HOLDS: Final = 0.81
"""How likely a range is to hold at least, a little more than the four in five that every class is
promised; the ladder's steps make most of them likelier."""

STRETCH: Final = 1.3
"""A talk lasts this much longer than its work, because talks run side by side."""

_EVEN: Final = 0.5

_EXACT: Final = 16

_TRUSTED: Final = 30
"""After so many talks of its own a desk believes them as much as the usual length."""
_FORGOTTEN: Final = 7200.0
"""A talk that was open for longer had been forgotten, and says no more than this."""

# The cube root of a wait, as a part of its expectation's, is close to normal. Its middle is lower
# where own counselors are many, since others serve their own cities first, and higher after many
# steps, since those who stay in a long line are the patient ones. Its spread is less for many
# steps, which even out. Found by `python -m tests.bench.fitting` on varied days of five scenarios;
# `make bench ONLY=waits` judges it on other days, of these and of other scenarios.
_MIDDLE: Final = 0.886
_HOME: Final = -0.051
_LONG: Final = 0.036
_SPREAD: Final = 0.368
_EVENING: Final = 0.34


@dataclass(frozen=True, slots=True)
class Expectation:
    """The mean seconds of a wait and their variance."""

    mean: float
    variance: float
    home: float = 1.0
    """Which part of the slots that can help is of the city that was asked for."""

    @property
    def steps(self) -> float:
        """How many even steps would be as uncertain."""
        return self.mean * self.mean / self.variance


def mean_talk(ended: Sequence[float], usual: float) -> float:
    """The mean seconds of a talk, as the last ones show; few of them are mixed with `usual`."""
    seconds = sum(min(each, _FORGOTTEN) for each in ended)
    return (_TRUSTED * usual + seconds) / (_TRUSTED + len(ended))


def expected_wait(ahead: float, rate: float, patience: float, home: float = 1.0) -> Expectation:
    """The wait until a free slot reaches somebody with `ahead` people in front.

    `rate` is how many talks per second end at the counselors who can serve; each of the
    people in front gives up after `patience` seconds on average, so long queues shrink by
    themselves. Every step forward takes 1 / (rate + i / patience) seconds on average, i being
    the people then left in front, and is as uncertain as it is long.
    """
    whole = min(int(ahead), _EXACT)
    steps = [1.0 / (rate + i / patience) for i in range(whole + 1)]
    mean, variance = sum(steps), sum(step * step for step in steps)
    if ahead < _EXACT:
        step, part = 1.0 / (rate + (whole + 1) / patience), ahead - whole
        return Expectation(mean + part * step, variance + part * step * step, home)
    first, last = rate + _EXACT / patience, rate + ahead / patience
    more = patience * (1.0 / first - 1.0 / last)
    return Expectation(mean + _tail(first, last, patience), variance + more, home)


def announced(wait: Expectation, closes_in: float | None = None) -> Wait:
    """The narrowest range on the ladder that is likely enough to hold, never beyond closing.

    Whoever is rather not reached before closing is given no range: it would sound like a promise.
    Nor is anybody for whom none holds while closing is beyond the ladder: a day is no range.
    """
    low, high = _narrowest([chance_within(wait, step) for step in LADDER])
    if closes_in is None or (high is not None and high <= closes_in):
        return Wait(low, high) if high is not None else Wait()
    last = int(closes_in // 60) * 60
    if low >= last or chance_within(wait, last) < _EVEN:
        return Wait(past_closing=True)
    return Wait(low, last, past_closing=True) if last <= LADDER[-1] else Wait()


def chance_within(wait: Expectation, seconds: float) -> float:
    """The chance, from 0 to 1, that it takes no longer than so many seconds."""
    if seconds <= 0:
        return 0.0
    middle = _MIDDLE + _HOME * wait.home + _LONG * log(wait.steps)
    spread = _SPREAD / wait.steps**_EVENING
    root = float((seconds / wait.mean) ** (1.0 / 3.0))
    return 0.5 + 0.5 * erf((root - middle) / (spread * sqrt(2.0)))


def _narrowest(chances: Sequence[float]) -> tuple[int, int | None]:
    """The ends of a range, given the chance of every step; without an upper one if none holds."""
    found: tuple[int, int | None] = LADDER[0], None
    top = 0
    for bottom, missed in enumerate(chances):
        while top < len(LADDER) and chances[top] - missed < HOLDS:
            top += 1
        if top == len(LADDER):
            break
        if found[1] is None or LADDER[top] - LADDER[bottom] < found[1] - found[0]:
            found = LADDER[bottom], LADDER[top]
    return found


def _tail(first: float, last: float, patience: float) -> float:
    """The rest of a long sum, by Euler and Maclaurin, without the term of `first`."""
    curve = (1.0 / first**2 - 1.0 / last**2) / (12.0 * patience)
    return patience * log(last / first) + (1.0 / last - 1.0 / first) / 2.0 + curve
