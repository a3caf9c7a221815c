"""Who comes, when, and how they are: drawn from the figures with dice that are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

from miti.demo.figures import Figures, Patience, TalkLength, Texts

T = TypeVar("T")
GivingUp = Literal["falls_silent", "vanishes", "leaves"]
Ending = Literal["leaves", "erases"]
FIRST_CUT: Final = (5.0, 120.0)
"""Between these seconds after arriving, somebody's connection breaks …"""
CUT: Final = (10.0, 40.0)
"""… for as long as this."""


class Dice(Protocol):
    """What is needed of a ``random.Random``."""

    def random(self) -> float:
        """From 0 up to 1."""

    def uniform(self, a: float, b: float) -> float:
        """From ``a`` to ``b``."""

    def expovariate(self, lambd: float) -> float:
        """Exponential with the mean ``1 / lambd``."""

    def getrandbits(self, k: int, /) -> int:
        """``k`` bits."""


@dataclass(frozen=True, slots=True)
class City:
    """A city as the front page shows it; ``demo``: the one that is always open."""

    key: str
    is_open: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class World:
    """What the service offers just now."""

    cities: tuple[City, ...]
    subjects: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One invented visitor. ``at``: arrival in seconds of the morning; ``cut``: (after, for)."""

    at: float
    city: str | None
    subject: str | None
    language: str
    opening: str
    writes_later: bool
    more: str
    answers: tuple[str, ...]
    thanks: str
    patience: float
    counselor_patience: float
    giving_up: GivingUp
    ending: Ending
    cut: tuple[float, float] | None
    remark: str | None
    """What is said at the end by who was helped; None: nothing."""


def arrivals(dice: Dice, figures: Figures, count: int) -> list[float]:
    """When ``count`` visitors of one morning come, in seconds after it opened, in order.

    A Poisson process whose number of arrivals is known has independent arrivals, each with the
    weight of its hour; a few stand at the door.
    """
    hours = {float(hour): weight for hour, weight in enumerate(figures.hours)}
    return sorted(
        0.0 if dice.random() < figures.at_the_door
        else 3600 * (_pick(dice, hours) + dice.random())
        for _ in range(count)
    )  # fmt: skip


def plan(dice: Dice, figures: Figures, world: World, at: float) -> Plan:
    """Draw one visitor who arrives at ``at``."""
    home = _pick(dice, _known(figures.cities, [each.key for each in world.cities]))
    languages = _known(figures.languages.get(home, {}), set(world.languages) & set(figures.texts))
    language = _pick(dice, languages or dict.fromkeys(sorted(figures.texts), 1.0))
    no_subject = dice.random() < figures.no_subject
    subject = None if no_subject else _pick(dice, _known(figures.subjects, world.subjects))
    texts = figures.texts[language]
    return Plan(
        at=at, city=_door(dice, figures, world, home), subject=subject, language=language,
        opening=f"{texts.mark} {_one(dice, _openings(texts, subject))}",
        writes_later=dice.random() < figures.writes_later, more=_one(dice, texts.more),
        answers=_answers(dice, figures, texts), thanks=_one(dice, texts.thanks),
        patience=_patience(dice, figures), counselor_patience=figures.counselor_patience,
        giving_up=_giving_up(dice, figures),
        ending="erases" if dice.random() < figures.erases else "leaves",
        cut=_cut(dice, figures),
        remark=_one(dice, texts.remarks) if dice.random() < figures.remarks else None,
    )  # fmt: skip


def _door(dice: Dice, figures: Figures, world: World, home: str) -> str | None:
    """The city that is chosen: the own one; when it is closed, one for demos; or any (None)."""
    if dice.random() < figures.any_city:
        return None
    doors = {each.key: each for each in world.cities}
    if doors[home].is_open:
        return home
    return next((each.key for each in world.cities if each.demo and each.is_open), None)


def _openings(texts: Texts, subject: str | None) -> Sequence[str]:
    return texts.unknown if subject is None else texts.openings.get(subject, texts.unknown)


def _answers(dice: Dice, figures: Figures, texts: Texts) -> tuple[str, ...]:
    """From one answer to about twice the mean of the kind of talk."""
    kind: TalkLength = _pick(dice, {each: each.share for each in figures.talk})
    count = 1 + int(dice.uniform(0, 2 * kind.answers - 1))
    return tuple(_one(dice, texts.answers) for _ in range(count))


def _patience(dice: Dice, figures: Figures) -> float:
    kind: Patience = _pick(dice, {each: each.share for each in figures.patience})
    return dice.expovariate(1 / kind.seconds)


def _giving_up(dice: Dice, figures: Figures) -> GivingUp:
    """Those who say nothing: half leave the page open, half close it."""
    if dice.random() >= figures.silent:
        return "leaves"
    return "falls_silent" if dice.random() < 0.5 else "vanishes"


def _cut(dice: Dice, figures: Figures) -> tuple[float, float] | None:
    if dice.random() >= figures.interrupted:
        return None
    return dice.uniform(*FIRST_CUT), dice.uniform(*CUT)


def _known(weights: Mapping[str, float], names: Iterable[str]) -> dict[str, float]:
    """The weights of those that the service has; equal ones when it has only others."""
    known = set(names)
    found = {name: weight for name, weight in weights.items() if name in known and weight > 0}
    return found or dict.fromkeys(sorted(known), 1.0)


def _pick(dice: Dice, weights: Mapping[T, float]) -> T:
    """One of them, as often as its weight says."""
    left = dice.random() * sum(weights.values())
    for each, weight in weights.items():
        left -= weight
        if left < 0:
            return each
    return next(reversed(list(weights)))


def _one(dice: Dice, lines: Sequence[str]) -> str:
    return lines[int(dice.random() * len(lines))]
