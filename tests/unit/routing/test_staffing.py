from __future__ import annotations

from random import Random

from routing.domain import Rules
from routing.staffing import FEWEST_PAIRS, Effect, OneMore, Pair, what_if
from tests.routing_days import scenario

HELPFUL = OneMore("namur", {"fr": 1.0, "nl": 1.0}, 1800.0, 5400.0)
USELESS = OneMore("namur", {"uk": 1.0}, 1800.0, 5400.0)


def dice(days: int) -> list[Pair]:
    return [(Random(f"{day}"), Random(f"{day} team")) for day in range(days)]


def effect(more: OneMore, days: int) -> Effect:
    return what_if(scenario(per_hour=20), more, Rules(), dice(days))


def test_one_more_who_can_help_shortens_the_wait() -> None:
    found = effect(HELPFUL, 60)
    assert found.wait.by < 0
    assert found.wait.is_sure
    assert found.lost.by < 0
    assert found.by_language["nl"].by < 0


def test_one_more_whom_nobody_needs_changes_nothing_at_all() -> None:
    found = effect(USELESS, 20)
    assert found.wait.by == 0
    assert found.wait.uncertain == 0
    assert not found.wait.is_sure


def test_days_stop_once_the_answer_is_settled() -> None:
    found = effect(HELPFUL, 2000)
    assert FEWEST_PAIRS <= found.days < 2000
    assert found.wait.is_settled


def test_the_same_days_give_the_same_answer() -> None:
    assert effect(HELPFUL, 10) == effect(HELPFUL, 10)


def test_a_language_nobody_asked_for_has_no_line() -> None:
    assert set(effect(USELESS, 10).by_language) == {"fr", "nl"}
