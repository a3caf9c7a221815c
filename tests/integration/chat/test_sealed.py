"""What was typed lies sealed in the database, and goes for good with its conversation's key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as ours
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from chat import answering, doctor, fold, keyring, logbook, selectors, vault
from chat.actions import (
    answers,
    closing,
    correcting,
    keys,
    log,
    parting,
    questions,
    queueing,
    sharing,
    talking,
)
from chat.actions.accompanying import invite
from chat.actions.handing import Target, hand_over
from chat.actions.sharing import Card
from chat.keyring import NOISE
from chat.lifecycle import Cause
from chat.models import Conversation, LogEntry, WrappedKey
from chat.protocol import Said
from counselors.models import Counselor
from miti import setup
from miti.problems import Problem
from tests.chat_people import NOW, fresh, later, lines, say, talk, visitor

SECRET = "Zebrastreep"


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    """Nobody knows the keys of another test."""
    keyring.keyring.cache_clear()
    yield
    keyring.keyring.cache_clear()
    keyring.masters.cache_clear()


def everything_stored() -> bytes:
    """Every value of every table of the chat, one after the other."""
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("chat_"):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                ]
    return b"\n".join(found)


def typed_everywhere(alice: Counselor, bram: Counselor) -> tuple[Conversation, Conversation]:
    """A talk and a left question, with the secret in everything that a person can type."""
    ended = talk(alice)
    closing.close(ended.pk, alice.pk, None, "answered", NOW)
    parting.answer(ended.pk, Said(remark=SECRET))
    row = visitor(text=SECRET)
    left = visitor(text=SECRET)
    questions.leave_question(left.pk, Cause.QUESTION_LEFT, NOW)
    answers.take(left.pk, alice.pk, None)
    answers.save_draft(left.pk, alice.pk, SECRET)
    answers.ask_reading(left.pk, alice.pk)
    answers.has_read(left.pk, bram.pk, SECRET)
    queueing.claim(row.pk, alice.pk, Cause.DISPATCHED, None, NOW)
    talking.accept(row.pk, alice.pk, NOW)
    say(row, SECRET)
    say(row, SECRET, alice)
    seq = fresh(row).last_seq
    correcting.correct(row.pk, alice.pk, seq, uuid4(), SECRET, NOW)
    sharing.share(row.pk, alice.pk, uuid4(), Card("a", "text", "fr", "Titre", SECRET, ""), NOW)
    invite(row.pk, alice.pk, bram.pk, uuid4(), SECRET, NOW)
    hand_over(row.pk, alice.pk, Target(bram.pk), SECRET, NOW)
    queueing.claim(row.pk, bram.pk, Cause.PICKED, None, NOW)
    talking.accept(row.pk, bram.pk, NOW)
    return fresh(row), fresh(left)


@pytest.mark.django_db
def test_nothing_that_a_person_types_is_stored_in_clear_and_all_of_it_is_read(
    alice: Counselor, bram: Counselor
) -> None:
    row, left = typed_everywhere(alice, bram)
    assert SECRET.encode() not in everything_stored()
    seen = selectors.talks_of(bram.pk, NOW)[row.pk]
    assert (seen.note, seen.preview) == (SECRET, SECRET)
    assert [aside.text for aside in seen.asides] == [SECRET]
    assert [text for _, text in lines(row)].count(SECRET) == 5
    question = answering.question_for(alice, left.ref, NOW)
    assert question is not None
    assert (question.draft, question.remark, question.words) == (SECRET, SECRET, (SECRET,))
    assert "key" not in {each.check for each in doctor.examine(NOW)}


@pytest.mark.django_db
def test_a_line_that_was_put_elsewhere_is_noise_and_the_doctor_says_so(alice: Counselor) -> None:
    row = talk(alice)
    say(row, "un")
    say(row, "deux")
    first, second = row.entries.filter(code="").order_by("-seq")[:2]
    row.entries.filter(pk=first.pk).update(sealed=second.sealed)
    assert lines(row)[-2:] == [(second.seq, "un"), (first.seq, NOISE)]
    assert [each.about for each in doctor.examine(NOW) if each.check == "key"] == [(row.pk,)]


@pytest.mark.django_db(transaction=True)
def test_without_the_row_of_its_key_no_copy_of_a_conversation_can_be_read(alice: Counselor) -> None:
    row = talk(alice)
    say(row, "Je suis Awa")
    copies = list(LogEntry.objects.filter(conversation=row).exclude(sealed=b""))
    Conversation.objects.filter(pk=row.pk).update(
        state="closed", closed_at=NOW, counselor=None, closed_by="visitor_left"
    )
    copy = Conversation.objects.get(pk=row.pk)
    assert fold.step(NOW + timedelta(days=1))
    assert not WrappedKey.objects.exists()
    copy.save(force_insert=True)
    LogEntry.objects.bulk_create(copies)  # as somebody restores them from a dump without keys
    assert {text for _, text in lines(copy)} == {NOISE}


@pytest.mark.django_db(transaction=True)
def test_a_key_that_was_never_committed_seals_nothing(alice: Counselor) -> None:
    row = visitor(text="")
    with transaction.atomic():
        log.add(row, NOW, uuid4(), "perdu")
        logbook.texts_of([row.pk])
        transaction.set_rollback(True)
    assert not WrappedKey.objects.exists()
    say(row, "gardé")
    keyring.keyring().clear()
    assert logbook.texts_of([row.pk]) == {row.pk: ("gardé",)}


@pytest.mark.django_db(transaction=True)
def test_a_new_master_key_takes_over_while_everybody_reads_and_writes(
    alice: Counselor, settings: Settings
) -> None:
    row, other = talk(alice), talk(alice, later(1))
    old, new = ours.MASTER_KEYS[0], vault.fresh()

    def known(*masters: bytes) -> None:
        settings.MASTER_KEYS = masters
        keyring.masters.cache_clear()

    known(old, new)  # step one: every process can open what the new one wraps
    say(row, "un")
    known(new, old)  # step two
    say(row, "deux")
    visitor(later(2), text="trois")
    assert WrappedKey.objects.filter(master=keyring.masters().current).count() == 1
    assert keys.rewrap() == (2, 0)
    say(other, "quatre")
    known(new)  # step three
    keyring.keyring().clear()
    assert keyring.closed() == []
    assert [text for _, text in lines(row)][-2:] == ["un", "deux"]
    assert lines(other)[-1][1] == "quatre"
    known(old)
    keyring.keyring().clear()
    assert len(keyring.closed()) == 3
    assert keys.rewrap() == (0, 3)
    assert lines(row)[-1][1] == NOISE
    with pytest.raises(Problem, match="MITI_MASTER_KEY does not open 3"):
        setup.check_keys()
    answer = say(row, "cinq")  # nobody writes under a key that cannot be opened
    assert str(answer) == "not_found"


BEFORE = [("chat", "0012_found")]


@pytest.mark.django_db(transaction=True)
def test_what_was_there_before_is_sealed_and_can_be_opened_again(
    alice: Counselor, bram: Counselor
) -> None:
    row, left = typed_everywhere(alice, bram)
    said = lines(row)
    try:
        MigrationExecutor(connection).migrate(BEFORE)
        assert everything_stored().count(SECRET.encode()) == 10
    finally:
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes("chat"))
    assert SECRET.encode() not in everything_stored()
    keyring.keyring().clear()
    assert lines(row) == said
    assert selectors.talks_of(bram.pk, NOW)[row.pk].note == SECRET
    question = answering.question_for(alice, left.ref, NOW)
    assert question is not None
    assert (question.draft, question.remark) == (SECRET, SECRET)
