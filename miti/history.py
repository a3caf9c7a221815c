"""Puts an invented past into the database of a demo: whole months, the newest first."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import takewhile

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from counselors.files import read
from miti.demo.figures import Figures, Lines
from miti.demo.history import days, facts_of, past_months, remarks_of, whole_years
from miti.problems import Problem
from routing.domain import Rules
from routing.rules import load_rules
from routing.scenario import Scenario, scenario_from
from transcripts import actions, publishing, selectors, settling
from transcripts.facts import FactValues
from transcripts.models import Release

DEMO, IMPORTED = Release.Origin.DEMO, Release.Origin.IMPORTED


def always() -> bool:
    """Nothing speaks against going on."""
    return True


def invent(months: int, may_go_on: Callable[[], bool] = always) -> str:
    """Make what is missing of so many months before this one; says what was made.

    Each month is stored and published in one transaction, so that whoever stops it, or answers no
    to ``may_go_on``, leaves whole months, and the next call makes the others.
    Raises :class:`Problem` outside a demo, and beside facts that nobody invented.
    """
    today, made = timezone.localdate(), 0
    wanted = missing(today, months)
    scenario, rules = _model()
    lines = _remarks()
    for month in takewhile(lambda _: may_go_on(), wanted):
        made += _make(month, today, scenario, rules, lines)
    if may_go_on():
        for year in whole_years(today, months):
            publishing.publish_as_set(year, today)
    return f"Invented {made:,} facts in {len(wanted)} months before {today:%Y-%m}."


def missing(today: date, months: int) -> list[date]:
    """The first days of those months that the demo has no past of, the newest first."""
    if not settings.DEMO:
        raise Problem("demo-history: only in a demo")
    told = selectors.origins()
    past = settling.untold(selectors.uncounted(today.replace(day=1)), told)
    if past or set(told.values()) - {DEMO, IMPORTED}:
        raise Problem("demo-history: there are facts that nobody invented; nothing is put beside")
    wanted = past_months(today, months)
    return [day for day in wanted if not {f"{day:%Y-%m}", f"{day:%Y}"} & set(told)]


def _make(
    month: date, today: date, scenario: Scenario, rules: Rules, lines: Mapping[str, Lines]
) -> int:
    name, kept = f"{month:%Y-%m}", today - timedelta(days=settings.MITI["MITI_REMARK_DAYS"])
    after = settling.first_after(name)
    facts: list[FactValues] = [
        fact for day in days(month) for fact in facts_of(day, scenario, rules)
    ]  # fmt: skip
    with transaction.atomic():
        actions.record_many(facts)
        if after > kept:
            for city, language, text in remarks_of(name, facts, lines):
                actions.keep_remark(name, city, language, text)
            actions.settle_remarks(f"{after:%Y-%m}", settings.MITI["MITI_SMALLEST_COUNT"])
        publishing.publish_as_set(name, today)
    return len(facts)


def _remarks() -> dict[str, Lines]:
    """What the demo's visitors remark at the end, by language."""
    figures = read(settings.CONFIG_DIR / "demo" / "visitors.toml", Figures)
    return {language: texts.remarks for language, texts in figures.texts.items()}


def _model() -> tuple[Scenario, Rules]:
    folder = settings.CONFIG_DIR / "scenarios"
    usual, busy = (
        tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("usual", "busy")
    )
    return scenario_from(busy, usual), load_rules(settings.CONFIG_DIR / "routing.toml")
