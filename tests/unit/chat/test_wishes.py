"""What is asked of the database in one trip, and what is left to be decided piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from chat.actions.batch import Piece, Saying, Seeing, wishes_of
from chat.actions.rows import Wish
from chat.hints import Hint, of_conversation
from chat.keyring import keyring
from chat.lifecycle import WRITABLE_BY_COUNSELOR, WRITABLE_BY_VISITOR, State
from chat.vault import DataKey, fresh, of_entry
from tests.chat_people import NOW

VISITORS, ALICE, BRAM = None, 7, 8
KEYS = {pk: DataKey(fresh()) for pk in (1, 2, 9)}


@pytest.fixture(autouse=True)
def keys() -> Iterator[None]:
    """The keys of all talks are at hand; in each of them five lines were said."""
    for pk, key in KEYS.items():
        keyring().keep(pk, key, 5)
    yield
    keyring().clear()


def wish(*pieces: Piece) -> Wish:
    """What the pieces ask of their one conversation."""
    (only,) = wishes_of(pieces, NOW)
    return only


def says(counselor: int | None, key: UUID | None = None, conversation: int = 1) -> Saying:
    return Saying(conversation, counselor, key or uuid4(), "Bonjour")


def test_a_visitor_may_write_wherever_visitors_may() -> None:
    asked = wish(says(VISITORS))
    assert (asked.states, asked.counselor) == (WRITABLE_BY_VISITOR, None)


def test_a_counselor_may_write_in_their_own_talk_only() -> None:
    asked = wish(says(ALICE))
    assert (asked.states, asked.counselor) == (WRITABLE_BY_COUNSELOR, ALICE)


def test_both_sides_together_may_write_where_each_of_them_may() -> None:
    asked = wish(says(VISITORS), says(ALICE))
    assert (asked.states, asked.counselor) == (WRITABLE_BY_COUNSELOR, ALICE)


def test_seen_marks_ask_for_no_state_and_the_newest_counts() -> None:
    asked = wish(Seeing(1, ALICE, 3), Seeing(1, ALICE, 2), Seeing(1, VISITORS, 4))
    assert (asked.states, asked.counselor) == (frozenset(State), ALICE)
    assert (asked.visitor_seen, asked.counselor_seen, asked.lines) == (4, 3, [])


def test_new_lines_are_numbered_in_each_conversation_by_their_order() -> None:
    pieces = [says(VISITORS, conversation=9), says(ALICE), says(ALICE, conversation=9)]
    first, second = wishes_of(pieces, NOW)
    assert [(line.conversation_id, line.seq, line.author) for line in second.lines] == [
        (9, 1, "visitor"), (9, 2, "counselor"),
    ]  # fmt: skip
    assert [line.key for line in first.lines] == [pieces[1].key]


def test_two_who_claim_to_have_the_same_talk_are_left_to_be_judged() -> None:
    assert wishes_of([says(ALICE), says(BRAM)], NOW) == []


def test_a_key_that_comes_twice_at_once_is_left_to_be_judged() -> None:
    key = uuid4()
    (other,) = wishes_of([says(VISITORS, key), says(VISITORS, key), says(ALICE, key, 2)], NOW)
    assert other.pk == 2


def test_lines_are_sealed_for_the_numbers_after_the_last_one_that_was_heard_of() -> None:
    keyring().heard(Hint(of_conversation(9), "entry", 7))
    keyring().heard(Hint(of_conversation(9), "entry", 6))  # late
    asked = wish(says(VISITORS, conversation=9), says(ALICE, conversation=9))
    assert asked.after == 7
    for line, seq in zip(asked.lines, (8, 9), strict=True):
        assert KEYS[9].open(line.sealed, of_entry(9, seq)) == "Bonjour"


def test_a_talk_whose_key_is_not_at_hand_is_left_to_whoever_can_look_for_it() -> None:
    keyring().forget(9)
    (other,) = wishes_of([says(VISITORS, conversation=9), says(VISITORS, conversation=2)], NOW)
    assert other.pk == 2
    assert wish(Seeing(9, VISITORS, 3)).after is None  # a mark needs none
