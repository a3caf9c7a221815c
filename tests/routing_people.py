"""The people who recur in the tests of routing, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from routing.domain import Assign, Decision, Divert, Hold, OnDuty, Snapshot, Waiting

Kind = TypeVar("Kind", Assign, Hold, Divert)

NOW = 1_800_000_000.0
"""Some Friday morning in 2027, in UTC epoch seconds."""

HANDLE_TIME = 900.0

_ALICE = OnDuty(
    id=1,
    city="brussels",
    subjects=frozenset({"choosing", "learning", "working"}),
    languages={"fr": 1.0, "nl": 0.75},
    slots=2,
    open_talks=0,
    free_since=NOW - 300,
)
_BRAM = OnDuty(
    id=2,
    city="namur",
    subjects=frozenset({"working", "moving"}),
    languages={"nl": 1.0, "fr": 0.9},
    slots=2,
    open_talks=0,
    free_since=NOW - 200,
)


def alice(**changes: Any) -> OnDuty:
    """Alice of Brussels: French, Dutch at three quarters; choosing, learning, working."""
    return replace(_ALICE, **changes)


def bram(**changes: Any) -> OnDuty:
    """Bram of Namur: Dutch, good French; working, moving."""
    return replace(_BRAM, **changes)


def visitor(number: int, *, waited: float = 0, **changes: Any) -> Waiting:
    """Somebody from Brussels who asks in French about working."""
    person = Waiting(number, "brussels", "working", "fr", queued_at=NOW - waited)
    return replace(person, **changes)


def desk(waiting: list[Waiting], on_duty: list[OnDuty]) -> Snapshot:
    """A snapshot of these people."""
    return Snapshot(tuple(waiting), tuple(on_duty), HANDLE_TIME)


def only(kind: type[Kind], decisions: Iterable[Decision]) -> list[Kind]:
    """These decisions, which all have to be of this kind."""
    found = list(decisions)
    assert all(isinstance(decision, kind) for decision in found), found
    return [decision for decision in found if isinstance(decision, kind)]
