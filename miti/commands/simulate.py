"""``simulate``: made-up days at the desk, decided by the same rules as real ones."""

import argparse
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from miti import env
from miti.problems import Problem
from routing.domain import Rules
from routing.outcome import Figures, by, figures
from routing.rules import InvalidRules, load_rules
from routing.scenario import InvalidScenario, Scenario, scenario_from
from routing.simulate import Visit, our_desk, play
from routing.staffing import Change, Effect, OneMore, Pair, what_if
from routing.traffic import draw

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_USUAL = "usual"


def add(commands: "Commands") -> None:
    """Add the command of this module."""
    simulate = commands.add_parser(
        "simulate",
        help="play made-up days, to see what rules or one more counselor would change",
        description="Play made-up days of config/scenarios with the rules of config/routing.toml."
        " Nothing real is touched and no real visitor is counted.",
    )
    simulate.add_argument("scenario", help="a name in config/scenarios, or a file like those")
    simulate.add_argument("--days", type=int, default=200, help="how many, at most (default 200)")
    simulate.add_argument("--seed", type=int, default=1, help="the same number, the same days")
    simulate.add_argument(
        "--one-more", nargs=3, metavar=("CITY", "LANGUAGES", "HOURS"),
        help="what would one more counselor change? such as: namur fr,nl:0.8 10-12",
    )  # fmt: skip
    simulate.add_argument("--json", action="store_true", help="print values instead of a table")
    simulate.set_defaults(run=_simulate, bare=True)


def _simulate(options: argparse.Namespace) -> None:
    if options.days < 1:
        raise Problem("simulate: --days: expected a number above 0")
    scenario, rules = _scenario(options.scenario), _rules()
    if options.one_more:
        more = _one_more(scenario, *options.one_more)
        effect = what_if(scenario, more, rules, _dice(options))
        print(_dump(asdict(effect)) if options.json else "\n".join(_told(effect)))
        return
    found = _figures(scenario, rules, options)
    values = {name: asdict(each) for name, each in found.items()}
    print(_dump(values) if options.json else "\n".join(_table(found)))


def _dump(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False)


def _figures(scenario: Scenario, rules: Rules, options: argparse.Namespace) -> dict[str, Figures]:
    """Everybody, each city and each language."""
    visits: list[Visit] = []
    for dice in _dice(options):
        world = draw(scenario, *dice)
        visits += play(world, our_desk(world, rules), rules.shift_overrun)
    if not visits:
        raise Problem("simulate: nobody came; play more days")
    found = {"everybody": visits}
    found |= dict(sorted(by(visits, lambda each: each.visitor.city).items()))
    found |= dict(sorted(by(visits, lambda each: each.visitor.language).items()))
    return {name: figures(them) for name, them in found.items()}


def _dice(options: argparse.Namespace) -> Iterator[Pair]:
    for day in range(options.days):
        seed = f"{options.seed} {day}"
        yield Random(seed), Random(f"{seed} team")  # noqa: S311 - not for secrets


def _table(found: Mapping[str, Figures]) -> Iterator[str]:
    yield f"{'':12} visitors  mean wait  within 90 s    lost  other city  score"
    for name, each in found.items():
        yield (
            f"{name:12} {each.visitors:8,} {each.wait:8.0f} s {each.within_level:11.1%} "
            f"{each.lost:7.1%} {each.other_city:10.1%} {each.score:7.0f}"
        )


def _told(effect: Effect) -> Iterator[str]:
    yield f"{effect.days} days, each played with and without the counselor."
    yield "From an hour before the shift to half an hour after it, on average:"
    yield _line("wait of everybody", effect.wait, "s")
    for language, change in effect.by_language.items():
        yield _line(f"wait in {language}", change, "s")
    share = effect.lost
    percent = Change(100 * share.before, 100 * share.after, 100 * share.uncertain)
    yield _line("lost visitors", percent, "%")


def _line(name: str, change: Change, unit: str) -> str:
    said = "" if change.is_sure else "   (could be chance)"
    return (
        f"  {name:18} {change.before:6.1f} → {change.after:6.1f} {unit}"
        f"   {change.by:+.1f} ± {change.uncertain:.1f}{said}"
    )


def _one_more(scenario: Scenario, city: str, languages: str, hours: str) -> OneMore:
    if city not in scenario.mix.cities:
        known = ", ".join(scenario.mix.cities)
        raise Problem(f"simulate: --one-more: no city “{city}” in this scenario, only {known}")
    try:
        starts, ends = (scenario.since_opening(float(each)) for each in hours.split("-"))
        spoken = {code: float(level or 1) for code, _, level in _split(languages)}
    except ValueError:
        raise Problem(
            "simulate: --one-more: expected CITY LANGUAGES HOURS, such as: namur fr,nl:0.8 10-12"
        ) from None
    if not 0 <= starts < ends:
        raise Problem(f"simulate: --one-more: opens at {scenario.opens:g}, found {hours}")
    return OneMore(city, spoken, starts, ends)


def _split(languages: str) -> Iterator[tuple[str, str, str]]:
    return (each.partition(":") for each in languages.split(","))


def _scenario(name: str) -> Scenario:
    folder = _config() / "scenarios"
    names = sorted(file.stem for file in folder.glob("*.toml") if file.stem != _USUAL)
    file = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    if name == _USUAL or not file.is_file():
        raise Problem(f"simulate: no scenario “{name}”; there are {', '.join(names)}")
    try:
        return scenario_from(_read(file), _read(folder / f"{_USUAL}.toml"))
    except (tomllib.TOMLDecodeError, InvalidScenario) as error:
        raise Problem(f"{file}: {error}") from error


def _rules() -> Rules:
    file = _config() / "routing.toml"
    try:
        return load_rules(file)
    except (tomllib.TOMLDecodeError, InvalidRules) as error:
        raise Problem(f"{file}: {error}") from error


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _config() -> Path:
    return Path(env.ROOT, env.read(os.environ)["MITI_CONFIG_DIR"])
