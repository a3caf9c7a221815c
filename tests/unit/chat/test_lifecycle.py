from __future__ import annotations

import pytest

from chat import lifecycle
from chat.lifecycle import WAYS, Cause, NotAllowed, State, after, may, mermaid

TABLE = {
    "waiting": {"offered", "left", "closed"},
    "offered": {"open", "waiting", "left", "closed"},
    "open": {"on_hold", "waiting", "closed"},
    "on_hold": {"open", "waiting", "closed"},
    "left": {"waiting", "closed"},
    "closed": {"open"},
}
"""The states of a conversation as the documentation has them."""


def test_the_ways_are_those_of_the_documentation() -> None:
    drawn = {
        state.value: {way.target.value for way in WAYS if way.source is state} for state in State
    }
    assert drawn == TABLE


def test_from_one_state_a_cause_leads_to_one_state() -> None:
    pairs = [(way.source, cause) for way in WAYS for cause in way.causes]
    assert len(pairs) == len(set(pairs))


def test_every_cause_leads_somewhere() -> None:
    assert {cause for way in WAYS for cause in way.causes} == set(Cause)


def test_every_state_but_the_last_has_a_way_out_for_the_visitor() -> None:
    assert {state for state in State if not may(state, Cause.VISITOR_LEFT)} == {State.CLOSED}


def test_an_offer_that_was_accepted_opens_the_talk() -> None:
    assert after(State.OFFERED, Cause.ACCEPTED) is State.OPEN


def test_what_is_not_in_the_table_is_refused_with_both_names() -> None:
    with pytest.raises(NotAllowed, match=r"waiting by accepted") as refused:
        after(State.WAITING, Cause.ACCEPTED)
    assert (refused.value.state, refused.value.cause) == (State.WAITING, Cause.ACCEPTED)


@pytest.mark.parametrize("cause", list(Cause))
def test_only_its_counselor_reopens_a_closed_conversation(cause: Cause) -> None:
    assert may(State.CLOSED, cause) == (cause is Cause.REOPENED)


def test_who_uses_a_slot_has_a_counselor() -> None:
    assert lifecycle.HOLDS_SLOT < lifecycle.HAS_COUNSELOR


def test_a_counselor_writes_only_where_there_is_a_talk() -> None:
    assert {State.OPEN, State.ON_HOLD} == lifecycle.WRITABLE_BY_COUNSELOR
    assert State.LEFT in lifecycle.WRITABLE_BY_VISITOR  # asking back
    assert State.CLOSED not in lifecycle.WRITABLE_BY_VISITOR


def test_the_diagram_draws_every_way_with_its_causes() -> None:
    lines = mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    OFFERED --> WAITING: declined, no_answer, counselor_lost" in lines
    assert len([line for line in lines if "[*]" not in line]) == 1 + len(WAYS)
