"""Who is served by whom: our rules against those of other chats, on the same made-up days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import mean
from typing import Final

from routing.domain import Rules
from routing.outcome import Figures, figures, hurt
from routing.rules import load_rules
from routing.scenario import Scenario
from routing.simulate import Desk, Visit, our_desk, play
from routing.traffic import Visitor, World
from tests.bench.days import days, every_scenario
from tests.bench.report import Row, at_most, compared
from tests.bench.rivals import RIVALS
from tests.bench.servers import ROOT

OURS: Final = "ours"
VISITORS: Final = 12_000
"""Of each scenario: many quiet days, few busy ones."""
SCORE_LIMIT: Final = 0.93
LOST_LIMIT: Final = 0.92
TENTHS: Final = 10

Bench = Callable[[Path, bool], list[Row]]
Found = Mapping[str, Figures]
"""By whose rules."""


@dataclass(frozen=True, slots=True)
class Played:
    """The days of one scenario, under everybody's rules."""

    everybody: Found
    helpless: float
    """The share of visitors whose language and subject nobody on the team has together."""
    others: Mapping[str, float]
    """The score of all the others, whom some rule can serve."""
    without: Sequence[Mapping[str, float]]
    """The score of everybody, each time without a tenth of the days."""


def against_rivals(folder: Path, quick: bool) -> list[Row]:
    """Every scenario by itself, and all of them together."""
    rules = load_rules(ROOT / "config" / "routing.toml")
    played = {
        scenario.title: _play(name, scenario, rules, 700 if quick else VISITORS)
        for name, scenario in every_scenario().items()
    }
    rows = [row for title, each in played.items() for row in _rows(title, each.everybody)]
    return rows + list(_together(list(played.values())))


def _play(name: str, scenario: Scenario, rules: Rules, visitors: int) -> Played:
    desks: dict[str, Callable[[World], Desk]] = {
        OURS: lambda world: our_desk(world, rules),
        **{rival: _same_for_all(make) for rival, make in RIVALS.items()},
    }
    every = list(days(name, scenario, visitors))
    visits = {whose: [play(world, desk(world)) for world in every] for whose, desk in desks.items()}
    help_for = [[_can_be_helped(each, world) for each in world.visitors] for world in every]
    return Played(
        {whose: figures([each for day in them for each in day]) for whose, them in visits.items()},
        1.0 - mean(helped for day in help_for for helped in day),
        {whose: _score_of_helped(them, help_for) for whose, them in visits.items()},
        _without({whose: [list(map(hurt, day)) for day in them] for whose, them in visits.items()}),
    )


def _can_be_helped(visitor: Visitor, world: World) -> bool:
    return any(
        visitor.language in card.languages
        and (visitor.subject is None or visitor.subject in card.subjects)
        for card in (shift.counselor for shift in world.shifts)
    )


def _without(hurts: Mapping[str, Sequence[Sequence[float]]]) -> list[dict[str, float]]:
    """The mean over all days but each tenth of them."""
    days_of = {whose: [(sum(day), len(day)) for day in them] for whose, them in hurts.items()}
    return [
        {whose: _mean_but(out, them) for whose, them in days_of.items()} for out in range(TENTHS)
    ]


def _mean_but(out: int, them: Sequence[tuple[float, int]]) -> float:
    rest = [day for number, day in enumerate(them) if number % TENTHS != out]
    return sum(seconds for seconds, _ in rest) / sum(people for _, people in rest)


def _score_of_helped(them: Sequence[Sequence[Visit]], help_for: Sequence[Sequence[bool]]) -> float:
    return mean(
        hurt(each)
        for day, helped in zip(them, help_for, strict=True)
        for each, can in zip(day, helped, strict=True)
        if can
    )


def _same_for_all(make: Callable[[], Desk]) -> Callable[[World], Desk]:
    return lambda world: make()


def _rows(title: str, found: Found) -> Iterator[Row]:
    """The score beside the best rival's; the lost beside the same rival's."""
    best, ours = _best(found), found[OURS]
    yield compared(
        f"routing, {title}: score", "s a visitor", ours.score, best, found[best].score,
        **at_most(1.0, ours.score / found[best].score),
    )  # fmt: skip
    yield _lost(f"routing, {title}: lost", ours.lost, best, found[best].lost)


def _together(played: Sequence[Played]) -> Iterator[Row]:
    """The means over the scenarios; in each of them against the rival that is best there."""
    every = [each.everybody for each in played]
    bests = [_best(found) for found in every]
    score = mean(f[OURS].score / f[best].score for f, best in zip(every, bests, strict=True))
    chance = _chance([
        mean(each.without[out][OURS] / each.without[out][best]
             for each, best in zip(played, bests, strict=True))
        for out in range(TENTHS)
    ])  # fmt: skip
    yield Row(
        name="routing: score ÷ the best rival's of each day", value=score, unit="×",
        spread=(score - chance, score + chance), **at_most(SCORE_LIMIT, score),
    )  # fmt: skip
    helpless = 100.0 * mean(each.helpless for each in played)
    yield Row(name="routing: visitors whom nobody on the team can help", value=helpless, unit="%")
    others = mean(e.others[OURS] / e.others[best] for e, best in zip(played, bests, strict=True))
    yield Row(name="routing: the same ratio without those", value=others, unit="×")
    lost = mean(found[OURS].lost for found in every)
    theirs = mean(found[best].lost for found, best in zip(every, bests, strict=True))
    yield compared(
        "routing: lost, beside the best rival of each day", "%", 100 * lost, "best rivals",
        100 * theirs, **at_most(LOST_LIMIT, lost / theirs),
    )  # fmt: skip
    for rival in RIVALS:
        everywhere = mean(found[rival].lost for found in every)
        yield _lost("routing: lost, beside one rule for all days", lost, rival, everywhere)


def _chance(without: Sequence[float]) -> float:
    """How far a mean may lie from the true one, 95 times in 100, by leaving out tenths of it."""
    middle = mean(without)
    squares = sum((each - middle) ** 2 for each in without)
    return 1.96 * sqrt(squares * (len(without) - 1) / len(without))


def _lost(name: str, ours: float, rival: str, theirs: float) -> Row:
    """Lost visitors beside a rival's; there is no ratio to nobody at all."""
    if theirs:
        return compared(name, "%", 100 * ours, rival, 100 * theirs)
    return Row(name=name, value=100 * ours, unit="%", baseline=rival, baseline_value=0.0)


def _best(found: Found) -> str:
    return min(RIVALS, key=lambda rival: found[rival].score)
