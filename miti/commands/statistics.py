"""``publish``, ``demo-history``: from facts to what may be shown of them."""

import argparse
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    release = commands.add_parser(
        "publish",
        help="publish the figures of months and years that are over; `miti work` does it by itself",
        description="Publish every month and year that is over and has facts. Small counts are"
        " hidden, and so is whatever would let them be computed. What is published never changes.",
    )
    release.set_defaults(run=_publish)
    history = commands.add_parser(
        "demo-history",
        help="invent past months, so that the statistics of a demo have something to show",
        description="Play past days with the traffic model and the rules of production, and"
        " publish them, marked as demo. Refused outside a demo, and beside facts that nobody"
        " invented. What is there already stays. `miti up --demo` does it by itself.",
    )
    history.add_argument("--years", type=float, help="how many (default: MITI_DEMO_MONTHS)")
    history.add_argument("--beside", type=int, help=argparse.SUPPRESS)  # from `miti up --demo`
    history.set_defaults(run=_history, demo=True)


def _publish(options: argparse.Namespace) -> None:
    from django.utils import timezone

    from transcripts import publishing

    done = publishing.publish_due(timezone.localdate())
    print(f"Published: {', '.join(done) or 'nothing new'}.")


def _history(options: argparse.Namespace) -> None:
    from django.conf import settings

    from miti import history

    months = settings.MITI["MITI_DEMO_MONTHS"]
    if options.beside is not None:
        _beside(options.beside, months)
        return
    years = months / 12 if options.years is None else options.years
    if not 0 < years <= 10:
        raise Problem("demo-history: --years: expected a number from above 0 to 10")
    print(history.invent(round(12 * years)))


def _beside(service: int, months: int) -> None:
    """For a demo that serves; a demo that may have no past is no trouble there."""
    from miti import history, past

    with suppress(Problem):
        history.invent(months, partial(past.stand_back, service))
