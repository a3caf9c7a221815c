"""A small kind of day, made from values, for whoever tests the simulation."""

from __future__ import annotations

from typing import Any, Final

from routing.domain import OnDuty
from routing.scenario import Scenario, scenario_from
from routing.traffic import Shift, Visitor, World

USUAL: Final[dict[str, Any]] = {
    "opens": 9,
    "hour_weights": [1.0, 1.0],
    "at_the_door": 0.1,
    "talks": [{"share": 1, "mean": 900, "cv": 0.7}],
    "wrap_up": [60, 120],
    "stretch": [1.0, 1.25, 1.55],
    "patience": [[20, 60], [80, 400]],
    "silent_share": 0.5,
    "cities": {"brussels": 3, "namur": 1},
    "subjects": {"learning": 2, "working": 1, "unknown": 1},
    "languages": {"brussels": {"fr": 4, "nl": 1}, "namur": {"fr": 1}},
    "team": {
        "cities": {"brussels": 2, "namur": 1},
        "common": "fr",
        "speakers": {"nl": {"brussels": 1, "namur": 1}},
        "subjects": {"1": 50, "2": 50},
        "slots": {"1": 20, "2": 80},
        "shifts": [{"share": 1, "starts": 9, "ends": 11.1}],
        "jitter": 0,
        "lost_per_hour": 0.1,
        "lost_for": 300,
    },
}


def scenario(**changes: Any) -> Scenario:
    """Two hours, three counselors, ten visitors an hour."""
    return scenario_from({"title": "Day", "why": "A test.", "per_hour": 10, **changes}, USUAL)


def visitor(number: int, at: float, **changes: Any) -> Visitor:
    """Somebody patient from Brussels with ten minutes of questions in French."""
    usual: dict[str, Any] = {
        "city": "brussels", "subject": None, "language": "fr", "work": 600.0,
        "patience": 10_000.0, "patience_again": 10_000.0, "silent": False,
    }  # fmt: skip
    return Visitor(number, at, **{**usual, **changes})


def shift(number: int = 1, ends: float = 7200.0, lost: Any = (), **changes: Any) -> Shift:
    """Somebody in Brussels who speaks French and has one slot, from the opening on."""
    usual: dict[str, Any] = {
        "city": "brussels", "subjects": frozenset({"learning"}), "languages": {"fr": 1.0},
        "slots": 1, "open_talks": 0, "free_since": 0.0, "shift_ends_at": ends,
    }  # fmt: skip
    return Shift(OnDuty(number, **{**usual, **changes}), 0.0, ends, lost)


def world(visitors: list[Visitor], shifts: list[Shift]) -> World:
    """A day of exactly these people."""
    return World(tuple(visitors), tuple(shifts), (1.0, 1.25, 1.55), 900.0)
