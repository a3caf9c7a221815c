"""``demo-visitors``: a busy morning for one person who tries Miti out."""

import argparse
import asyncio
import os
import secrets
import signal
from random import Random
from typing import TYPE_CHECKING

from counselors.files import ConfigError, read
from miti import env
from miti.demo.choosing import Plan, arrivals, plan
from miti.demo.crowd import Morning, Tally, crowd
from miti.demo.figures import Figures
from miti.demo.front import Service
from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Person = tuple[Plan, Random]


def add(commands: "Commands") -> None:
    """Add the command of this module."""
    demo = commands.add_parser(
        "demo-visitors",
        help="let invented visitors come to a running demo",
        description="Let N invented visitors come to a running demo in the course of one morning."
        " They choose, wait, write, answer and leave as people do.",
    )
    demo.add_argument("count", metavar="N", type=int, help="how many visitors")
    demo.add_argument("--url", default="http://127.0.0.1:8000", help="address of the demo")
    demo.add_argument(
        "--hours-per-minute", type=float, default=0.3, metavar="H",
        help="hours of the morning that pass in a minute (default 0.3: all come in ten minutes)",
    )  # fmt: skip
    demo.add_argument(
        "--pace", type=float, default=1.0, metavar="P",
        help="how much faster than people they read, type and lose patience (default 1)",
    )  # fmt: skip
    demo.add_argument("--seed", type=int, help="the same number draws the same visitors again")
    demo.set_defaults(run=_visit, bare=True)


def _visit(options: argparse.Namespace) -> None:
    if options.count < 1 or options.hours_per_minute <= 0 or options.pace <= 0:
        raise Problem("demo-visitors: expected numbers above 0")
    service = Service.at(options.url)
    service.check_demo()
    people = _people(options, service)
    morning = Morning(service, hour=60 / options.hours_per_minute, pace=options.pace)
    tally = asyncio.run(_until_told(morning, people))
    print("\n".join(tally.lines()))


def _people(options: argparse.Namespace, service: Service) -> list[Person]:
    """Everybody who will come, each with dice of their own, so that nobody's depend on others'."""
    figures = _figures()
    seed = options.seed if options.seed is not None else secrets.randbelow(10**6)
    print(f"{options.count} visitors, drawn with --seed {seed}", flush=True)
    world = service.world(min(figures.texts))
    times = arrivals(_dice(f"{seed}"), figures, options.count)
    everybody = [(at, _dice(f"{seed} {number}")) for number, at in enumerate(times)]
    return [(plan(dice, figures, world, at), dice) for at, dice in everybody]


def _dice(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - not for secrets


def _figures() -> Figures:
    folder = env.ROOT / env.read(os.environ)["MITI_CONFIG_DIR"]
    try:
        return read(folder / "demo" / "visitors.toml", Figures)
    except ConfigError as error:
        raise Problem(str(error)) from error


async def _until_told(morning: Morning, people: list[Person]) -> Tally:
    """Until everybody has gone, or Ctrl-C."""
    task = asyncio.current_task()
    assert task is not None
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, task.cancel)
    return await crowd(morning, people, lambda line: print(line, flush=True))
