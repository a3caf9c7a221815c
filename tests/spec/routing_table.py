"""Reads the scenes of routing.toml and says what became of them, in their own words.

`told` takes any function with the signature of `routing.decide.decide`: the pure core, or one
that carries the snapshot through the database and reads the outcome back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from routing.domain import Assign, Decision, Hold, OnDuty, Rules, Snapshot, Waiting
from routing.rules import rules_from

NOW: Final = 1_800_000_000.0
HANDLE_TIME: Final = 900.0

Decide = Callable[[Snapshot, Rules, float], tuple[Decision, ...]]

_TABLE: Final = tomllib.loads(Path(__file__).with_name("routing.toml").read_text("utf-8"))
TEAM: Final = {name: number for number, name in enumerate(_TABLE["team"], start=101)}
"""The counselors' ids by name."""

_NAMES: Final = {number: name for name, number in TEAM.items()}
_ORDINALS: Final = ("", "1st", "2nd", "3rd")


@dataclass(frozen=True)
class Scene:
    """One row of the table: who waits, who is on duty, and what should become of it."""

    says: str
    snapshot: Snapshot
    rules: Rules
    then: list[str]


def scenes() -> list[Scene]:
    """Every scene of the table."""
    return [_scene(row) for row in _TABLE["scene"]]


def told(scene: Scene, decide: Decide) -> list[str]:
    """What `decide` makes of the scene, in the words of the table."""
    return [_in_words(decision) for decision in decide(scene.snapshot, scene.rules, NOW)]


def _scene(row: Mapping[str, Any]) -> Scene:
    waiting = tuple(_waiting(_TABLE["person"] | person) for person in row["waiting"])
    on_duty = tuple(
        _on_duty(TEAM[name], _TABLE["team"][name] | own) for name, own in row["on_duty"].items()
    )
    snapshot = Snapshot(waiting, on_duty, HANDLE_TIME)
    return Scene(row["says"], snapshot, rules_from(row.get("rules", {})), row["then"])


def _waiting(person: Mapping[str, Any]) -> Waiting:
    return Waiting(
        id=person["id"],
        city=None if person["city"] == "any" else person["city"],
        subject=None if person["subject"] == "unknown" else person["subject"],
        language=person["language"],
        queued_at=NOW - person["waited"],
        cut_off=person.get("cut_off", False),
        present=person.get("present", True),
        previous=TEAM.get(person.get("previous", "")),
        declined_by=frozenset(TEAM[name] for name in person.get("declined_by", ())),
        reserved_for=TEAM.get(person.get("reserved_for", "")),
        needs_since=NOW - person.get("waited_again", person["waited"]),
    )


def _on_duty(number: int, counselor: Mapping[str, Any]) -> OnDuty:
    return OnDuty(
        id=number,
        city=counselor["city"],
        subjects=frozenset(counselor["subjects"]),
        languages=counselor["languages"],
        slots=counselor["slots"],
        open_talks=counselor["open_talks"],
        free_since=NOW - counselor["free_for"],
        accepting=counselor.get("accepting", True),
        reserve=counselor.get("reserve", False),
    )


def _in_words(decision: Decision) -> str:
    if isinstance(decision, Assign):
        return f"{decision.conversation} -> {_NAMES[decision.counselor]}"
    if isinstance(decision, Hold):
        return f"{decision.conversation} waits {_ORDINALS[decision.place]}"
    return f"{decision.conversation} is diverted"
