"""Whether the announced waits are kept, on days that the estimator was not fitted to.

A class is what routing calls one: a city, a subject and a language. Classes with too few waits are
judged together, by their language, so that no rare one hides behind a common one. Beside them
stand the same waits by scenario, city, subject and language.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from statistics import mean
from typing import Final

from routing.coverage import Waited, kept
from routing.estimate import LADDER
from routing.rules import load_rules
from tests.bench.announcing import Case, cases
from tests.bench.days import days, every_scenario, varied
from tests.bench.fitting import FITTED
from tests.bench.report import Row, compared
from tests.bench.servers import ROOT

VISITORS: Final = 30_000
"""Of each scenario as shipped."""
VARIED: Final = 200
"""Varied days of each scenario that was not fitted to."""
HELD_LIMIT: Final = 80.0
ENOUGH: Final = 100
"""A class with fewer waits is not judged by itself."""
SURE: Final = 1.96
"""Standard errors that chance stays within, 95 times in 100."""

Key = Callable[[Case], str]


def announced(folder: Path, quick: bool) -> list[Row]:
    """All announced ranges together, beside simpler ones, and every class by itself."""
    asked = list(_played(*((600, 4) if quick else (VISITORS, VARIED))))
    every = [case for case in asked if case.told.wait.known]
    first = [case for case in every if not case.later]
    rows = [_row("everybody", first), *_overall(first), *_beside(first)]
    later = [case for case in every if case.later]
    rows += [_row("told again after five minutes", later)] if later else []
    unsaid = 100.0 * mean(not case.told.wait.known for case in asked)
    rows.append(Row(name="waits: nobody can say, within the hour", value=unsaid, unit="%"))
    for kind, key in KINDS.items():
        rows += _rows(kind, first, key)
    return rows


def _played(visitors: int, number: int) -> Iterator[Case]:
    rules = load_rules(ROOT / "config" / "routing.toml")
    for name, scenario in every_scenario().items():
        for day, world in enumerate(days(name, scenario, visitors)):
            yield from cases(name, f"{name} {day}", world, rules)
        if name not in FITTED:
            for day in range(number):
                kind = "varied"
                yield from cases(kind, f"{name} {kind} {day}", varied(name, scenario, day), rules)


# --- each class ----------------------------------------------------------------------------


def _subject(case: Case) -> str:
    return case.visitor.subject or "unknown"


KINDS: Final[dict[str, Key]] = {
    "class": lambda case: f"{case.visitor.city}/{_subject(case)}/{case.visitor.language}",
    "day": lambda case: case.kind,
    "city": lambda case: case.visitor.city,
    "subject": _subject,
    "language": lambda case: case.visitor.language,
}


def _rows(kind: str, every: Sequence[Case], key: Key) -> Iterator[Row]:
    """The large ones by themselves, the small ones together by language; none is left out."""
    found = _by(every, key)
    large = {name: them for name, them in found.items() if len(them) >= ENOUGH}
    for name, them in sorted(large.items()):
        yield _row(f"{kind} {name}", them)
    small = [case for name, them in found.items() if name not in large for case in them]
    for language, them in sorted(_by(small, KINDS["language"]).items()):
        yield _row(f"{kind}, small ones of {language}", them)


def _by(every: Sequence[Case], key: Key) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in every:
        found.setdefault(key(case), []).append(case)
    return found


def _row(name: str, them: Sequence[Case]) -> Row:
    """The share held, with the span that chance leaves; judged if there are enough."""
    value, chance = 100.0 * mean(map(held, them)), _chance(them)
    enough = len(them) >= ENOUGH
    return Row(
        name=f"waits: ranges held, {name} ({len(them)})", value=value, unit="%",
        spread=(value - chance, min(100.0, value + chance)),
        target=f"≥ {HELD_LIMIT:g} %" if enough else None,
        holds=value >= HELD_LIMIT if enough else None,
    )  # fmt: skip


def _chance(them: Sequence[Case]) -> float:
    """How far the percentage may lie from the true one; the waits of one day hang together."""
    share = mean(map(held, them))
    one_day = _by(them, lambda case: case.day).values()
    off = (sum(held(case) - share for case in day) for day in one_day)
    return 100.0 * SURE * sqrt(sum(each * each for each in off)) / len(them)


# --- beside simpler ranges -----------------------------------------------------------------


def _overall(every: Sequence[Case]) -> Iterator[Row]:
    late = 100.0 * mean(case.waited > ends(case)[1] for case in every)
    yield Row(name="waits: longer than told", value=late, unit="%")
    yield Row(name="waits: mean width of a range", value=_width(every, ends) / 60, unit="min")


def _beside(every: Sequence[Case]) -> Iterator[Row]:
    """What others say: a range around one number, from half of it to a quarter more. And how wide
    such a range, from zero on, would have to be to hold as often as ours."""
    ours = mean(map(held, every))
    for name, number in GUESSES.items():
        around = [_around(number(case)) for case in every]
        inside = mean(low <= c.waited <= high for (low, high), c in zip(around, every, strict=True))
        width = mean(high - low for low, high in around)
        yield Row(name=f"waits: held by {name}, × 0.5–1.25", value=100 * inside, unit="%")
        yield Row(name=f"waits: width of {name}, × 0.5–1.25", value=width / 60, unit="min")
        needed = _needed(every, number, ours) * mean(map(number, every))
        yield compared(
            "waits: mean width", "min", _width(every, ends) / 60,
            f"{name}, to hold as often", needed / 60,
        )  # fmt: skip


GUESSES: Final[dict[str, Callable[[Case], float]]] = {
    "the last quarter hour's mean wait": lambda case: max(60.0, case.told.recent),
    "the expectation": lambda case: case.told.expected.mean,
}


def _around(number: float) -> tuple[float, float]:
    low = LADDER[bisect_right(LADDER, 0.5 * number) - 1]
    step = max(bisect_left(LADDER, 1.25 * number), LADDER.index(low) + 1)
    return low, LADDER[min(step, len(LADDER) - 1)]


def _needed(every: Sequence[Case], number: Callable[[Case], float], share: float) -> float:
    """The factor below which this share of the waits ended, as parts of a number told."""
    parts = sorted(case.waited / number(case) for case in every)
    return parts[min(len(parts) - 1, int(share * len(parts)))]


def _width(every: Sequence[Case], of: Callable[[Case], tuple[int, int]]) -> float:
    return mean(high - low for low, high in map(of, every))


def ends(case: Case) -> tuple[int, int]:
    """The range that was told."""
    low, high = case.told.wait.low, case.told.wait.high
    assert low is not None
    assert high is not None
    return low, high


def held(case: Case) -> bool:
    """Whether the wait ended inside it."""
    return kept(Waited(*ends(case), case.waited)) is True
