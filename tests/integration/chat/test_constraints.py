"""What the table of states refuses, the database refuses too, for whoever goes around it."""

from __future__ import annotations

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chat.lifecycle import WAYS, Cause, State
from chat.models import Conversation, LogEntry, Move
from counselors.models import Counselor, Duty
from tests.chat_people import NOW, later, visitor


def refused(row: Conversation, **values: Any) -> bool:
    """Whether the database refuses to set these columns."""
    try:
        with transaction.atomic():
            Conversation.objects.filter(pk=row.pk).update(**values)
    except IntegrityError:
        return True
    return False


def fits(state: str, *, counselor: bool, offered: bool, closed: bool, asked: bool) -> bool:
    """Whether a row may look like that: each rule by itself, where the database has one for all."""
    return (
        (state == "closed" or counselor == (state in {"offered", "open", "on_hold"}))
        and offered == (state == "offered")
        and closed == (state == "closed")
        and (not asked or state in {"open", "on_hold"})
    )


@pytest.mark.parametrize("state", [*State, "lost"])
def test_a_row_has_the_shape_of_its_state_and_no_other(alice: Counselor, state: str) -> None:
    row, accepted = visitor(), set()
    every = set(product([False, True], repeat=4))
    for shape in every:
        counselor, offered, closed, asked = shape
        values: dict[str, Any] = {
            "state": state,
            "counselor": alice if counselor else None,
            "offer_until": later(20) if offered else None,
            "closed_at": NOW if closed else None,
            "language_asked": "nl" if asked else "",
        }
        if not refused(row, **values):
            accepted.add(shape)
    names = ("counselor", "offered", "closed", "asked")
    known = state in set(State)
    assert accepted == {
        shape for shape in every if known and fits(state, **dict(zip(names, shape, strict=True)))
    }


def test_every_move_that_the_table_does_not_know_is_refused(house: None) -> None:
    row = visitor()
    known = {(way.source, cause, way.target) for way in WAYS for cause in way.causes}
    accepted = set()
    for source, cause, target in product(State, Cause, State):
        try:
            with transaction.atomic():
                Move.objects.create(
                    conversation=row, at=NOW, source=source, target=target, cause=cause
                )
        except IntegrityError:
            continue
        accepted.add((source, cause, target))
    assert accepted == known


def test_a_conversation_begins_by_waiting(house: None) -> None:
    row = visitor()
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.create(conversation=row, at=NOW, source="", target="open", cause="")


@pytest.mark.parametrize("same", ["seq", "key"])
def test_a_number_and_a_key_occur_once_in_a_log(house: None, same: str) -> None:
    row = visitor()
    first = row.entries.get()
    values = {"seq": 2, "key": uuid4(), same: getattr(first, same)}
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(conversation=row, author="visitor", at=NOW, **values)


def test_one_key_is_one_visitor(house: None) -> None:
    row, other = visitor(), visitor()
    assert refused(other, visitor_hash=row.visitor_hash)
    assert refused(other, ref=row.ref)


@pytest.mark.parametrize("slots", [0, 4])
def test_talks_at_once_are_one_to_three(alice: Counselor, slots: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(counselor=alice).update(slots=slots)
