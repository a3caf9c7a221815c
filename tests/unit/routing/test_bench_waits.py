"""The days that waits are judged on, and the numbers that are fitted to them."""

from __future__ import annotations

from math import log
from random import Random

import pytest

from routing.rules import load_rules
from tests.bench.announcing import PATIENCE, cases
from tests.bench.days import every_scenario, varied
from tests.bench.fitting import Point, likeliest
from tests.bench.servers import ROOT


def test_a_varied_day_is_the_same_whenever_it_is_asked_for_and_each_is_another() -> None:
    monday = every_scenario()["monday"]
    assert varied("monday", monday, 1) == varied("monday", monday, 1)
    assert len({len(varied("monday", monday, number).visitors) for number in range(5)}) > 1


def test_whoever_is_told_a_range_has_the_patience_to_see_it_end() -> None:
    rules, crisis = load_rules(ROOT / "config" / "routing.toml"), every_scenario()["crisis"]
    told = [
        case
        for number in range(3)
        for case in cases("crisis", str(number), varied("crisis", crisis, number), rules)
    ]
    assert told
    assert {case.visitor.patience for case in told} == {PATIENCE}
    assert all(case.waited >= 0 for case in told)
    assert {case.later for case in told} == {False, True}


def test_the_fit_finds_the_numbers_that_the_waits_were_made_with() -> None:
    dice = Random(1)
    made = []
    for _ in range(2_000):
        home, steps = dice.random(), 1.0 + 9.0 * dice.random()
        root = dice.gauss(0.9 - 0.1 * home + 0.05 * log(steps), 0.4 / steps**0.3)
        made.append(Point(root, (1.0, home, log(steps)), steps))
    assert likeliest(made) == pytest.approx((0.9, -0.1, 0.05, 0.4, 0.3), abs=0.035)
