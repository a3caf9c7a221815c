"""``publish``, ``report``, ``open-data`` and others: what may be shown of the facts."""

import argparse
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    release = commands.add_parser(
        "publish",
        help="publish the figures of months and years that have settled; `miti work` does it too",
        description="Publish every month and year of which nothing can come any more, or that has"
        " waited for MITI_SETTLE_DAYS. Small counts are hidden, and so is whatever would let them"
        " be computed. What is published never changes.",
    )
    release.set_defaults(run=_publish)
    report = commands.add_parser(
        "report",
        help="print the annual report of a published year as HTML",
        description="One file that needs no other, for the web or (printed by a browser) as PDF.",
    )
    report.add_argument("year")
    report.add_argument("--lang", default="fr", help="language of the report (default: fr)")
    report.set_defaults(run=_report)
    everybody = commands.add_parser(
        "open-data",
        help="publish the figures of a published year for everybody, at /open-data/",
        description="Made once: the figures of a year's release, or with MITI_OPEN_DATA_EPSILON"
        " counts with noise (differential privacy). Printed as JSON, now and whenever it is asked"
        " for again.",
    )
    everybody.add_argument("year")
    everybody.set_defaults(run=_open_data)
    past = commands.add_parser(
        "import-figures",
        help="take over counts of past months or years, so that comparisons start at once",
        description="A CSV file with the head period,table,city,value,count: a line for each"
        " figure, like 2023,contacts,,,65654 or 2023,language,brussels,uk,4500. All or nothing:"
        " every fault is named with its line.",
    )
    past.add_argument("file", type=Path)
    past.add_argument("--lang", default="en", help="language of what is said (default: en)")
    past.set_defaults(run=_import)
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

    from chat import fold
    from transcripts import publishing

    done = publishing.publish_due(timezone.localdate(), fold.oldest())
    print(f"Published: {', '.join(done) or 'nothing new'}.")


def _report(options: argparse.Namespace) -> None:
    from miti.statistics import report

    print(report.alone(options.year, _language(options)))


def _open_data(options: argparse.Namespace) -> None:
    from django.utils import timezone

    from miti.statistics import open_data

    file = open_data.publish(options.year, timezone.localdate())
    print(open_data.as_json(file).decode())


def _import(options: argparse.Namespace) -> None:
    from django.utils import timezone

    from miti import figures

    print(figures.bring_in(options.file, _language(options), timezone.localdate()))


def _language(options: argparse.Namespace) -> str:
    """The one asked for; raises :class:`Problem` if there is no such page language."""
    from django.conf import settings

    codes = [code for code, _name in settings.LANGUAGES]
    if options.lang not in codes:
        raise Problem(f"--lang: there is no “{options.lang}”; there are {', '.join(codes)}")
    return str(options.lang)


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
