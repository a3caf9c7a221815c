"""From a closed conversation to a fact: both in one transaction, whatever breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from chat import fold, vault
from chat.actions.keys import key_of
from chat.models import Conversation, LeftQuestion, WrappedKey
from counselors.models import Language
from tests.chat_people import bram, open_house
from transcripts.models import Fact

pytestmark = pytest.mark.django_db(transaction=True)


class Broken(DatabaseError):
    """The line to the database was cut at this statement."""


def closed() -> Conversation:
    now = timezone.now() - timedelta(days=1)
    french, _ = Language.objects.get_or_create(code="fr", defaults={"name": "Français"})
    row = Conversation.objects.create(
        ref="c-1", visitor_hash="0" * 64, state="closed", created_at=now, queued_at=now,
        since=now, language=french, page_language="fr", visitor_lease=now,
        closed_at=now + timedelta(minutes=2), closed_by="visitor_left",
    )  # fmt: skip
    sealed = key_of(row.pk).seal("Bonjour", vault.of_entry(row.pk, 100))
    row.entries.create(seq=100, key=uuid4(), author="visitor", at=now, sealed=sealed)
    return row


def break_at(number: int) -> Callable[..., object]:
    """A wrapper that lets ``number`` statements pass, and fails at the next."""
    passed = iter(range(number))

    def wrapper(execute: Callable[..., object], *given: object) -> object:
        if next(passed, None) is None:
            raise Broken
        return execute(*given)

    return wrapper


def test_a_crash_between_any_two_statements_neither_loses_nor_doubles_a_conversation() -> None:
    closed()
    crashes = 0
    for number in range(100):
        try:
            with connection.execute_wrapper(break_at(number)):
                done = fold.step(timezone.now())
        except Broken:
            crashes += 1
            assert (Conversation.objects.count(), Fact.objects.count()) == (1, 0)
            assert WrappedKey.objects.count() == 1
        else:
            assert done
            break
    assert crashes >= 4
    assert (Conversation.objects.count(), Fact.objects.count()) == (0, 1)
    assert not WrappedKey.objects.exists()
    assert not fold.step(timezone.now())


def test_the_wait_for_a_written_answer_ends_with_the_first_one() -> None:
    open_house()
    row = closed()
    row.moves.create(at=row.queued_at, source="waiting", target="left", cause="question_left")
    LeftQuestion.objects.create(conversation=row, owner=bram())  # not answered: asked back
    for number, hours in ((1, 5), (2, 50)):
        row.entries.create(
            seq=number, key=uuid4(), author="notice", code="answered",
            at=row.queued_at + timedelta(hours=hours),
        )  # fmt: skip
    assert fold.step(timezone.now())
    fact = Fact.objects.get()
    assert (fact.wait_band, fact.handle_band, fact.city_served) == ("4-8h", "", "namur")


ASKED = datetime(2027, 1, 15, 11, tzinfo=UTC)


def at(hours: float | None) -> datetime | None:
    return None if hours is None else ASKED + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("opened", "left", "written", "asked", "answered"),
    [
        (None, None, None, 0, None),  # never answered
        (1, None, None, 0, 1),  # live
        (1, 2, 3, 0, 1),  # live, then handed to a left question
        (None, 2, 5, 2, 5),  # in writing
        (9, 2, None, 2, 9),  # left, and came back live
        (9, 2, 5, 2, 5),  # answered in writing, and came back live
        (None, 2, None, 2, None),  # left, and never answered
    ],
)
def test_a_wait_ends_with_the_first_answer_whichever_way_it_came(
    opened: float | None, left: float | None, written: float | None, asked: float,
    answered: float | None,
) -> None:  # fmt: skip
    found = fold.first_answer(ASKED, at(opened), at(left), at(written))
    assert found == (at(asked), at(answered))


def test_the_oldest_day_is_that_of_whoever_is_not_a_fact_yet() -> None:
    assert fold.oldest() is None
    row = closed()
    assert fold.oldest() == timezone.localtime(row.created_at).date()
    assert fold.step(timezone.now())
    assert fold.oldest() is None


def test_a_question_that_was_left_is_a_fact_of_that_channel() -> None:
    row = closed()
    row.moves.create(at=row.queued_at, source="waiting", target="left", cause="question_left")
    assert fold.step(timezone.now())
    assert [fact.channel for fact in Fact.objects.all()] == ["left"]
