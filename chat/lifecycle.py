"""The states of a conversation and every way between them, as one table.

Nothing else in the house knows which change is allowed: actions ask :func:`after`, the database
holds the same pairs as constraints, and the documentation's diagram is drawn by :func:`mermaid`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a conversation stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    OPEN = "open"
    ON_HOLD = "on_hold"
    LEFT = "left"
    CLOSED = "closed"


class Cause(StrEnum):
    """Why a conversation moved; each belongs to the ways named in :data:`WAYS`."""

    DISPATCHED = "dispatched"
    PICKED = "picked"
    QUESTION_LEFT = "question_left"
    CLOSING_TIME = "closing_time"
    STILL_ASKED = "still_asked"
    VISITOR_LEFT = "visitor_left"
    VISITOR_AWAY = "visitor_away"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    COUNSELOR_LOST = "counselor_lost"
    COUNSELOR_CLOSED = "counselor_closed"
    INACTIVE = "inactive"
    SET_ASIDE = "set_aside"
    TRANSFERRED = "transferred"
    WOKEN = "woken"
    NO_SLOT = "no_slot"
    CAME_BACK = "came_back"
    ANSWERED = "answered"
    EXPIRED = "expired"
    REOPENED = "reopened"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a state to another and the causes that open it."""

    source: State
    target: State
    causes: tuple[Cause, ...]


WAYS: Final = (
    Way(State.WAITING, State.OFFERED, (Cause.DISPATCHED, Cause.PICKED)),
    Way(State.WAITING, State.LEFT, (Cause.QUESTION_LEFT, Cause.CLOSING_TIME, Cause.STILL_ASKED)),
    Way(State.WAITING, State.CLOSED, (Cause.VISITOR_LEFT, Cause.VISITOR_AWAY)),
    Way(State.OFFERED, State.OPEN, (Cause.ACCEPTED,)),
    Way(State.OFFERED, State.WAITING, (Cause.DECLINED, Cause.NO_ANSWER, Cause.COUNSELOR_LOST)),
    Way(State.OFFERED, State.LEFT, (Cause.QUESTION_LEFT,)),
    Way(State.OFFERED, State.CLOSED, (Cause.VISITOR_LEFT,)),
    Way(State.OPEN, State.ON_HOLD, (Cause.INACTIVE, Cause.SET_ASIDE)),
    Way(State.OPEN, State.WAITING, (Cause.TRANSFERRED, Cause.COUNSELOR_LOST)),
    Way(State.OPEN, State.CLOSED, (Cause.VISITOR_LEFT, Cause.COUNSELOR_CLOSED, Cause.BLOCKED)),
    Way(State.ON_HOLD, State.OPEN, (Cause.WOKEN,)),
    Way(State.ON_HOLD, State.WAITING, (Cause.NO_SLOT, Cause.COUNSELOR_LOST)),
    Way(
        State.ON_HOLD,
        State.CLOSED,
        (Cause.VISITOR_LEFT, Cause.COUNSELOR_CLOSED, Cause.EXPIRED, Cause.BLOCKED),
    ),
    Way(State.LEFT, State.WAITING, (Cause.CAME_BACK,)),
    Way(State.CLOSED, State.OPEN, (Cause.REOPENED,)),
    Way(State.LEFT, State.CLOSED, (Cause.VISITOR_LEFT, Cause.ANSWERED, Cause.EXPIRED)),
)

_TARGETS: Final = {(way.source, cause): way.target for way in WAYS for cause in way.causes}
START: Final = State.WAITING
HOLDS_SLOT: Final = frozenset({State.OFFERED, State.OPEN})
"""States that use one slot of the counselor."""
HAS_COUNSELOR: Final = frozenset({State.OFFERED, State.OPEN, State.ON_HOLD})
"""States in which exactly one counselor is named; a closed one may still name the last."""
WRITABLE_BY_VISITOR: Final = frozenset(State) - {State.CLOSED}
WRITABLE_BY_COUNSELOR: Final = frozenset({State.OPEN, State.ON_HOLD})
REOPENABLE: Final = timedelta(minutes=5)
"""From the closing on; after that the visitor has most likely gone."""
LIVE: Final = frozenset(State) - {State.CLOSED, State.LEFT}


class NotAllowed(Exception):
    """There is no such way from this state."""

    def __init__(self, state: State, cause: Cause) -> None:
        super().__init__(f"no way out of {state} by {cause}")
        self.state = state
        self.cause = cause


def after(state: State, cause: Cause) -> State:
    """The state that ``cause`` leads to from ``state``; raises :class:`NotAllowed`."""
    try:
        return _TARGETS[state, cause]
    except KeyError:
        raise NotAllowed(state, cause) from None


def may(state: State, cause: Cause) -> bool:
    """Whether ``cause`` has a way out of ``state``."""
    return (state, cause) in _TARGETS


def mermaid() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {START.name}"]
    lines += [
        f"    {way.source.name} --> {way.target.name}: {', '.join(way.causes)}" for way in WAYS
    ]
    return "\n".join([*lines, "    CLOSED --> [*]: folded into facts and deleted, or erased"])
