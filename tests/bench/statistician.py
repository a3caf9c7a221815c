# ruff: noqa: E402 - models can be imported only after the apps are loaded
"""A million facts, their releases and the pages about them, in a database of its own.

``python -m tests.bench.statistician '{"facts": 1000000, "years": 3}'`` prints a :class:`Told`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from time import perf_counter
from typing import Final

import django
import msgspec

django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from counselors.models import Role
from miti import setup
from miti.demo.history import facts_of
from routing.rules import load_rules
from routing.scenario import scenario_from
from tests.bench.plan import Library, Told
from transcripts import actions, publishing
from transcripts.facts import FactValues
from transcripts.models import Fact

FIRST: Final = 2023
DAYS: Final = 20
"""Working days of a month."""
FILTERS: Final = (
    "", "&by=city", "&by=subject", "&by=language", "&by=hour_band", "&city=brussels",
    "&city=namur&by=language",
)  # fmt: skip


def run(order: Library) -> Told:
    """Make the facts, publish everything, and open every page."""
    with redirect_stdout(sys.stderr):
        setup.check_folder()
        setup.migrate()
        setup.load_reference()
        setup.collect_static()
    months = [f"{FIRST + n // 12}-{n % 12 + 1:02d}" for n in range(12 * order.years)]
    _make(order.facts // (len(months) * DAYS), months)
    years = [f"{FIRST + n}" for n in range(order.years)]
    releases = {each: _release(each, order.years) for each in (*months, *years)}
    return Told(Fact.objects.count(), releases, dict(_pages(months[-1], years[-1])))


def _release(period: str, years: int) -> float:
    began = perf_counter()
    publishing.publish_as_set(period, date(FIRST + years, 3, 1))
    return perf_counter() - began


def _make(a_day: int, months: list[str]) -> None:
    """One month as the traffic model has it; the others are told by the same people."""
    day = date(FIRST, 1, 1)
    crowd = _crowd()
    for number in range(DAYS):
        there = day + timedelta(days=number)
        actions.record_many([replace(each, day=there) for each in islice(crowd, a_day)])
    kept = [str(each.column) for each in Fact._meta.local_concrete_fields if each.name not in _OWN]
    for month in months[1:]:
        with connection.cursor() as cursor:
            for number in range(DAYS):
                cursor.execute(
                    f"INSERT INTO transcripts_fact (day, {', '.join(kept)})"
                    f" SELECT %s, {', '.join(kept)} FROM transcripts_fact WHERE day = %s",
                    [date.fromisoformat(f"{month}-{number + 1:02d}"), day + timedelta(number)],
                )


_OWN: Final = ("id", "day")


def _crowd() -> Iterator[FactValues]:
    folder = settings.CONFIG_DIR / "scenarios"
    usual, busy = (
        tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("usual", "busy")
    )
    rules = load_rules(settings.CONFIG_DIR / "routing.toml")
    scenario, day = scenario_from(busy, usual), date(FIRST, 1, 2)
    while True:
        if day.weekday() < 5:
            yield from facts_of(day, scenario, rules)
        day += timedelta(days=1)


def _pages(month: str, year: str) -> Iterator[tuple[str, float]]:
    user = User.objects.create_user("bench-coordinator")
    Role.objects.create(user=user, name="coordinator")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    client.get("/statistics/")  # templates and catalogues are loaded
    for period in (month, year):
        for each in FILTERS:
            yield _opened(client, f"/statistics/?period={period}{each}")
        for kind in ("csv", "xlsx", "json"):
            yield _opened(client, f"/statistics/{period}.{kind}")
    yield _opened(client, f"/statistics/report/{year}/")


def _opened(client: Client, address: str) -> tuple[str, float]:
    began = perf_counter()
    answer = client.get(address)
    seconds = perf_counter() - began
    assert answer.status_code == 200, address
    return address, seconds


if __name__ == "__main__":
    print(msgspec.json.encode(run(msgspec.json.decode(sys.argv[1], type=Library))).decode())
