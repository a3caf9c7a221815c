"""The made-up days of ``config/scenarios``, the same ones for whoever is compared on them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from random import Random
from typing import Any

from routing.scenario import Scenario, Talks, Team, scenario_from
from routing.traffic import World, draw
from tests.bench.servers import ROOT

SCENARIOS = ROOT / "config" / "scenarios"
USUAL = "usual"


def every_scenario() -> dict[str, Scenario]:
    """By name, as the project ships them."""
    files = {file.stem: _read(file.stem) for file in sorted(SCENARIOS.glob("*.toml"))}
    usual = files.pop(USUAL)
    return {name: scenario_from(data, usual) for name, data in files.items()}


def days(name: str, scenario: Scenario, visitors: int) -> Iterator[World]:
    """Days with so many visitors in all; the same ones whenever they are asked for."""
    for number in range(ceil(visitors / scenario.visitors)):
        yield draw(scenario, Random(f"{name} {number}"), Random(f"{name} {number} team"))


def varied(name: str, scenario: Scenario, number: int) -> World:
    """A day like those of a scenario, but with more or fewer people on both sides of the desk,
    longer or shorter talks and patience, other slots and skills: each number is another one."""
    dice = Random(f"{name} varied {number}")
    team = _other_team(scenario.team, dice)
    staff = sum(team.cities.values()) / sum(scenario.team.cities.values())
    longer, keener = dice.uniform(0.7, 1.4), dice.uniform(0.6, 1.8)
    other = replace(
        scenario, team=team,
        per_hour=scenario.per_hour * staff * dice.uniform(0.7, 1.5),
        talks=tuple(Talks(each.share, each.mean * longer, each.cv) for each in scenario.talks),
        patience=tuple((weight, mean * keener) for weight, mean in scenario.patience),
    )  # fmt: skip
    return draw(other, dice, Random(f"{name} varied {number} team"))


def _other_team(team: Team, dice: Random) -> Team:
    cities = {
        city: max(1, count + dice.choice((-1, 0, 0, 1))) for city, count in team.cities.items()
    }
    fewer, more = ((1.0, 1), (1.0, 2)), ((1.0, 2), (1.0, 3), (1.0, 4))
    narrow, broad = ((1.0, 2), (1.0, 3)), ((1.0, 4), (1.0, 5))
    return replace(
        team, cities=cities, slots=dice.choice((team.slots, fewer, more)),
        subjects=dice.choice((team.subjects, narrow, broad)),
    )  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SCENARIOS / f"{name}.toml").read_text("utf-8"))
