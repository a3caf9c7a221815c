"""A made-up day: who comes, when, with what, and who is there to answer. Drawn before it is played.

Everything that chance decides is drawn here, so that two ways of running the same day differ in
nothing but the way. Instants are seconds since opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, log, sqrt
from typing import Final, Protocol, TypeVar

from routing.demand import Forecast
from routing.domain import OnDuty
from routing.scenario import ANYTHING, HOUR, Mix, Scenario, Surge, Team, shares

T = TypeVar("T")

Absence = tuple[float, float]
"""From when to when."""

_RETURNING: Final = 180.0
"""Mean patience of somebody who was cut off."""


class Dice(Protocol):
    """Chance, as `random.Random` gives it: whoever calls brings it, seeded."""

    def random(self) -> float: ...
    def uniform(self, a: float, b: float) -> float: ...
    def expovariate(self, lambd: float) -> float: ...
    def lognormvariate(self, mu: float, sigma: float) -> float: ...
    def shuffle(self, x: list[T]) -> None: ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who will come. `work`: seconds of a counselor's undivided attention."""

    id: int
    at: float
    city: str
    subject: str | None
    language: str
    work: float
    patience: float
    patience_again: float
    """How long the visitor would wait a second time, after being cut off."""
    silent: bool
    """Leaves without a sign: the tab stays open, and only time shows it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A counselor's presence. `lost`: when the line breaks and when it is back, if it does."""

    counselor: OnDuty
    starts: float
    ends: float
    lost: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """One drawn day."""

    visitors: tuple[Visitor, ...]
    shifts: tuple[Shift, ...]
    stretch: tuple[float, ...]
    """How much longer each talk takes with 1, 2, 3 … at once."""
    handle_time: float
    """Mean seconds of a talk, as a desk would know it from its past."""
    forecast: tuple[Forecast, ...] = ()
    """The arrivals that such a desk would expect."""


def draw(scenario: Scenario, visitors: Dice, team: Dice) -> World:
    """One day of a scenario. Two dice, so that more staff does not change who comes."""
    people = [_visitor(scenario, *each, visitors) for each in sorted(_arrivals(scenario, visitors))]
    return World(
        tuple(replace(each, id=number) for number, each in enumerate(people, start=1)),
        tuple(_team(scenario, team)), scenario.stretch, scenario.handle_time, scenario.forecast,
    )  # fmt: skip


def _arrivals(scenario: Scenario, dice: Dice) -> Iterator[tuple[float, str, str]]:
    """Instant, city and subject of everybody; both empty where the mix decides."""
    early = scenario.at_the_door * scenario.visitors
    yield from ((0.0, "", "") for _ in _poisson(0.0, 1.0, early, dice))
    for starts, ends, rate in scenario.steps:
        yield from ((at, "", "") for at in _poisson(starts, ends, rate, dice))
    for surge in scenario.surges:
        for starts, ends, rate in scenario.steps:
            more = rate * (surge.times - 1.0) * _part(scenario.mix, surge)
            span = max(starts, surge.starts), min(ends, surge.ends)
            yield from ((at, surge.city, surge.subject) for at in _poisson(*span, more, dice))


def _part(mix: Mix, surge: Surge) -> float:
    """The share of all visitors whom a surge multiplies."""
    city = shares(mix.cities).get(surge.city, 0.0) if surge.city else 1.0
    return city * (shares(mix.subjects).get(surge.subject, 0.0) if surge.subject else 1.0)


def _poisson(starts: float, ends: float, rate: float, dice: Dice) -> Iterator[float]:
    """Instants of independent arrivals, so many a second."""
    at = starts
    while rate > 0.0 and (at := at + dice.expovariate(rate)) < ends:
        yield at


def _visitor(scenario: Scenario, at: float, city: str, subject: str, dice: Dice) -> Visitor:
    mix = scenario.mix
    city = city or _pick(mix.cities, dice)
    subject = subject or _pick(mix.subjects, dice)
    return Visitor(
        id=0, at=at, city=city, subject=None if subject == ANYTHING else subject,
        language=_pick(mix.languages[city], dice), work=_work(scenario, dice),
        patience=dice.expovariate(1.0 / _weighted(scenario.patience, dice)),
        patience_again=dice.expovariate(1.0 / _RETURNING),
        silent=dice.random() < scenario.silent_share,
    )  # fmt: skip


def _work(scenario: Scenario, dice: Dice) -> float:
    """The talk, the wrap-up, and what a lost line of the visitor costs."""
    kinds = [(kind.share, kind) for kind in scenario.talks]
    kind = _weighted(kinds, dice)
    spread = log(1.0 + kind.cv * kind.cv)
    talk = dice.lognormvariate(log(kind.mean) - spread / 2.0, sqrt(spread))
    return talk + dice.uniform(*scenario.wrap_up)


def _pick(weights: Mapping[str, float], dice: Dice) -> str:
    return _weighted([(weight, name) for name, weight in weights.items()], dice)


def _weighted(items: Sequence[tuple[float, T]], dice: Dice) -> T:
    """One of several, by weight; always one roll."""
    left = dice.random() * sum(weight for weight, _ in items)
    for weight, item in items:
        left -= weight
        if left < 0.0:
            return item
    return items[-1][1]


def _team(scenario: Scenario, dice: Dice) -> Iterator[Shift]:
    """A fresh team of the same size and skills, so that no result hangs on one lucky mix."""
    team = scenario.team
    homes = [city for city, count in team.cities.items() for _ in range(count)]
    spoken = _languages(team, homes, dice)
    away = _away(scenario, homes, dice)
    for number, city in enumerate(homes):
        card = OnDuty(
            id=number + 1, city=city, subjects=_subjects(scenario, dice),
            languages=spoken[number], slots=_weighted(team.slots, dice), open_talks=0,
            free_since=0.0,
        )  # fmt: skip
        starts, ends = _weighted(team.shifts, dice)
        starts = max(0.0, starts + dice.uniform(-1.0, 1.0) * team.jitter) if starts else 0.0
        lost = away.get(number) or tuple(_lost(team, starts, ends, dice))
        yield Shift(replace(card, shift_ends_at=ends), starts, ends, lost)


def _languages(team: Team, homes: list[str], dice: Dice) -> list[dict[str, float]]:
    """Everybody speaks the common language; the others are dealt out city by city."""
    spoken = [{team.common: 1.0} for _ in homes]
    for language, cities in team.speakers.items():
        for city, count in cities.items():
            there = [number for number, home in enumerate(homes) if home == city]
            dice.shuffle(there)
            for number in there[:count]:
                spoken[number][language] = dice.uniform(0.7, 1.0)
    return spoken


def _subjects(scenario: Scenario, dice: Dice) -> frozenset[str]:
    known = sorted(scenario.known_subjects)
    dice.shuffle(known)
    return frozenset(known[: _weighted(scenario.team.subjects, dice)])


def _lost(team: Team, starts: float, ends: float, dice: Dice) -> Iterator[Absence]:
    """Now and then the line of a counselor breaks."""
    breaks = [*_poisson(starts, ends, team.lost_per_hour / HOUR, dice), inf]
    for at, following in pairwise(breaks):
        yield at, min(at + team.lost_for, following)


def _away(scenario: Scenario, homes: list[str], dice: Dice) -> dict[int, tuple[Absence]]:
    """Whom an outage takes: a part of one city, all at the same moment."""
    found = {}
    for outage in scenario.outages:
        there = [number for number, home in enumerate(homes) if home == outage.city]
        dice.shuffle(there)
        for number in there[: round(outage.share * len(there))]:
            found[number] = ((outage.starts, outage.ends),)
    return found
