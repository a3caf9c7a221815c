"""The description of a kind of day, read from data: who comes, how often, and who is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from routing.demand import Forecast
from routing.estimate import STRETCH

HOUR: Final = 3600.0

ANYTHING: Final = "unknown"
"""The subject of those who don't know yet, as scenarios spell it."""


class InvalidScenario(ValueError):
    """A scenario cannot be read; the message names the key and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How visitors are made up, by weight."""

    cities: Mapping[str, float]
    subjects: Mapping[str, float]
    languages: Mapping[str, Mapping[str, float]]
    """By city."""


@dataclass(frozen=True, slots=True)
class Talks:
    """One kind of talk: its share, and the mean and variation of its seconds of work."""

    share: float
    mean: float
    cv: float


@dataclass(frozen=True, slots=True)
class Surge:
    """More visitors than foreseen, all of them or those of one city or subject."""

    starts: float
    ends: float
    times: float
    city: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Outage:
    """A part of a city's counselors loses the line at once."""

    city: str
    share: float
    starts: float
    ends: float


@dataclass(frozen=True, slots=True)
class Team:
    """Who is on duty. Weighted lists pair a weight with a value."""

    cities: Mapping[str, int]
    speakers: Mapping[str, Mapping[str, int]]
    """By language and city, beside the common one."""
    common: str
    subjects: tuple[tuple[float, int], ...]
    slots: tuple[tuple[float, int], ...]
    shifts: tuple[tuple[float, tuple[float, float]], ...]
    jitter: float
    lost_per_hour: float
    lost_for: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of day. Durations and instants in seconds, instants since opening."""

    title: str
    why: str
    opens: float
    """The hour on the clock."""
    per_hour: float
    hour_weights: tuple[float, ...]
    at_the_door: float
    mix: Mix
    talks: tuple[Talks, ...]
    wrap_up: tuple[float, float]
    stretch: tuple[float, ...]
    patience: tuple[tuple[float, float], ...]
    """Pairs of a weight and a mean."""
    silent_share: float
    team: Team
    surges: tuple[Surge, ...] = ()
    outages: tuple[Outage, ...] = ()

    @property
    def steps(self) -> Iterator[tuple[float, float, float]]:
        """From when to when how many come a second, those at the door left out."""
        even = self.per_hour * (1.0 - self.at_the_door) / sum(self.hour_weights)
        for hour, weight in enumerate(self.hour_weights):
            rate = even * weight * len(self.hour_weights) / HOUR
            yield hour * HOUR, (hour + 1) * HOUR, rate

    @property
    def forecast(self) -> tuple[Forecast, ...]:
        """What a desk with some past expects: no surge is in it."""
        asked = {
            (None if subject == ANYTHING else subject, language): 0.0
            for subject in self.mix.subjects
            for spoken in self.mix.languages.values()
            for language in spoken
        }
        for city, here in shares(self.mix.cities).items():
            for language, speaking in shares(self.mix.languages[city]).items():
                for subject, asking in shares(self.mix.subjects).items():
                    group = (None if subject == ANYTHING else subject, language)
                    asked[group] += here * speaking * asking
        return tuple(
            Forecast(ends, {group: rate * share for group, share in asked.items()})
            for _, ends, rate in self.steps
        )

    @property
    def visitors(self) -> float:
        """How many come in a day on average, without surges."""
        return self.per_hour * len(self.hour_weights)

    @property
    def closes(self) -> float:
        """When the last visitor is admitted."""
        return len(self.hour_weights) * HOUR

    @property
    def handle_time(self) -> float:
        """The mean seconds of a talk, as a desk with some past would have measured it."""
        seconds = sum(kind.share * kind.mean for kind in self.talks)
        talk = seconds / sum(kind.share for kind in self.talks)
        return STRETCH * (talk + sum(self.wrap_up) / 2.0)

    @property
    def known_subjects(self) -> frozenset[str]:
        """The subjects that counselors can know."""
        return frozenset(self.mix.subjects) - {ANYTHING}

    def since_opening(self, clock: float) -> float:
        """An hour on the clock (10.5: half past ten), as seconds since opening."""
        return (clock - self.opens) * HOUR


def shares(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights as parts of 1."""
    whole = sum(weights.values())
    return {name: weight / whole for name, weight in weights.items()}


def scenario_from(data: Mapping[str, Any], usual: Mapping[str, Any]) -> Scenario:
    """A scenario from two mappings as TOML gives them; `usual` holds what `data` leaves out.

    Raises InvalidScenario.
    """
    whole = {**usual, **data, "team": {**usual.get("team", {}), **data.get("team", {})}}
    try:
        return _scenario(whole)
    except KeyError as error:
        raise InvalidScenario(f"{error.args[0]}: is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidScenario(str(error)) from error


def _scenario(data: Mapping[str, Any]) -> Scenario:
    opens = float(data["opens"])
    mix = Mix(data["cities"], data["subjects"], data["languages"])
    if missing := sorted(set(mix.cities) - set(mix.languages)):
        raise InvalidScenario(f"languages.{missing[0]}: is missing")
    return Scenario(
        title=data["title"], why=data["why"], opens=opens, per_hour=float(data["per_hour"]),
        hour_weights=tuple(data["hour_weights"]), at_the_door=data["at_the_door"], mix=mix,
        talks=tuple(Talks(**each) for each in data["talks"]),
        wrap_up=_pair(data["wrap_up"]), stretch=tuple(data["stretch"]),
        patience=tuple(_pair(each) for each in data["patience"]),
        silent_share=data["silent_share"], team=_team(data["team"], opens),
        surges=tuple(Surge(**_clocked(each, opens)) for each in data.get("surges", ())),
        outages=tuple(Outage(**_clocked(each, opens)) for each in data.get("outages", ())),
    )  # fmt: skip


def _team(data: Mapping[str, Any], opens: float) -> Team:
    return Team(
        cities=data["cities"], speakers=data["speakers"], common=data["common"],
        subjects=tuple((weight, int(count)) for count, weight in data["subjects"].items()),
        slots=tuple((weight, int(count)) for count, weight in data["slots"].items()),
        shifts=tuple(
            (each["share"], ((each["starts"] - opens) * HOUR, (each["ends"] - opens) * HOUR))
            for each in data["shifts"]
        ),
        jitter=data["jitter"], lost_per_hour=data["lost_per_hour"], lost_for=data["lost_for"],
    )  # fmt: skip


def _clocked(data: Mapping[str, Any], opens: float) -> dict[str, Any]:
    """With the hours on the clock as seconds since opening."""
    hours = {name: (data[name] - opens) * HOUR for name in ("starts", "ends")}
    return {**data, **hours}


def _pair(data: Any) -> tuple[float, float]:
    first, second = data
    return float(first), float(second)
