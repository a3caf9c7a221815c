"""What would one more counselor change? The same visitors, with and without.

Both days of a pair are drawn from the same dice, so that the difference is the change's own and
a few hundred pairs suffice. How long visitors wait near the change is what counts: only the
window itself, the hour before it and the half hour after it are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from routing.domain import OnDuty, Rules
from routing.outcome import Figures, by, figures
from routing.scenario import Scenario
from routing.simulate import Visit, our_desk, play
from routing.traffic import Dice, Shift, World, draw

BEFORE: Final = 3600.0
AFTER: Final = 1800.0
FEWEST_PAIRS: Final = 40
SURE: Final = 1.96
"""Standard errors that a true difference lies within, 95 times in 100."""
CLOSE_ENOUGH: Final = 0.2
"""An answer is good once its uncertainty is such a part of it."""

Pair = tuple[Dice, Dice]
"""Dice for the visitors and for the team of one day."""

_Both = tuple[list[Visit], list[Visit]]
"""The same visitors, without and with the change."""


@dataclass(frozen=True, slots=True)
class OneMore:
    """A counselor who is added; `starts` and `ends` in seconds since opening."""

    city: str
    languages: Mapping[str, float]
    starts: float
    ends: float
    slots: int = 2
    subjects: frozenset[str] | None = None
    """None: all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a figure changed: `after - before`, give or take `uncertain`."""

    before: float
    after: float
    uncertain: float

    @property
    def by(self) -> float:
        """Negative: it got less."""
        return self.after - self.before

    @property
    def is_sure(self) -> bool:
        """Whether chance alone would hardly have done it."""
        return abs(self.by) > self.uncertain

    @property
    def is_settled(self) -> bool:
        """Whether more days would hardly change the answer."""
        return self.uncertain <= CLOSE_ENOUGH * abs(self.by)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the wait (seconds) and to the share of lost visitors."""

    days: int
    wait: Change
    lost: Change
    by_language: Mapping[str, Change]
    """The wait of those who asked for a language."""


def what_if(scenario: Scenario, more: OneMore, rules: Rules, dice: Iterable[Pair]) -> Effect:
    """Play days with and without one more counselor, as many as `dice` has or as are needed.

    Stops early once the wait's answer is settled. There must be dice for at least one day.
    """
    pairs: list[_Both] = []
    for visitors, team in dice:
        world = draw(scenario, visitors, team)
        pairs.append((_near(world, more, rules), _near(_with(world, more, scenario), more, rules)))
        if len(pairs) >= FEWEST_PAIRS and len(pairs) % 10 == 0 and _settled(pairs):
            break
    return _effect(pairs)


def _near(world: World, more: OneMore, rules: Rules) -> list[Visit]:
    """Those who came near the window."""
    visits = play(world, our_desk(world, rules), rules.shift_overrun)
    return [v for v in visits if more.starts - BEFORE <= v.visitor.at < more.ends + AFTER]


def _with(world: World, more: OneMore, scenario: Scenario) -> World:
    number = 1 + max((shift.counselor.id for shift in world.shifts), default=0)
    card = OnDuty(
        id=number, city=more.city, subjects=more.subjects or scenario.known_subjects,
        languages=more.languages, slots=more.slots, open_talks=0, free_since=more.starts,
        shift_ends_at=more.ends,
    )  # fmt: skip
    return replace(world, shifts=(*world.shifts, Shift(card, more.starts, more.ends)))


def _settled(pairs: Sequence[_Both]) -> bool:
    return _change(pairs, lambda f: f.wait).is_settled


def _effect(pairs: Sequence[_Both]) -> Effect:
    languages = sorted({visit.visitor.language for before, _ in pairs for visit in before})
    return Effect(
        days=len(pairs),
        wait=_change(pairs, lambda f: f.wait),
        lost=_change(pairs, lambda f: f.lost),
        by_language={
            language: _change([_speaking(pair, language) for pair in pairs], lambda f: f.wait)
            for language in languages
        },
    )


def _speaking(pair: _Both, language: str) -> _Both:
    before, after = (
        by(visits, lambda visit: visit.visitor.language).get(language, []) for visits in pair
    )
    return before, after


def _change(pairs: Sequence[_Both], figure: Callable[[Figures], float]) -> Change:
    """The mean over visitors, and its uncertainty from how much the days differ."""
    sums = [
        (len(before), len(before) * figure(figures(before)), len(after) * figure(figures(after)))
        for before, after in pairs
        if before
    ]
    if not sums:
        return Change(0.0, 0.0, 0.0)
    people, before, after = (sum(each) for each in zip(*sums, strict=True))
    mean = (after - before) / people
    rest = sum((new - old - many * mean) ** 2 for many, old, new in sums)
    spread = sqrt(rest * len(sums) / max(1, len(sums) - 1))
    return Change(before / people, after / people, SURE * spread / people)
