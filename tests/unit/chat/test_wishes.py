"""What is asked of the database in one trip, and what is left to be decided piece by piece."""

from __future__ import annotations

from uuid import UUID, uuid4

from chat.actions.batch import Piece, Saying, Seeing, wishes_of
from chat.actions.rows import Wish
from chat.lifecycle import WRITABLE_BY_COUNSELOR, WRITABLE_BY_VISITOR, State
from tests.chat_people import NOW

VISITORS, ALICE, BRAM = None, 7, 8


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
