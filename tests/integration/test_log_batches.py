"""Many messages in one transaction: what `chat.actions.log.store` promises, on both databases."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection

from chat.actions import log, rows
from chat.actions.log import Done, Saying, Seeing
from chat.actions.rows import postgres
from chat.logbook import frame_of, with_texts
from chat.models import Conversation, LogEntry
from chat.protocol import Refusal
from counselors.models import Counselor
from tests.chat_people import NOW, alice, bram, fresh, lines, on_duty, open_house, talk


@pytest.fixture
def someone(db: None) -> Counselor:
    """Alice, on duty."""
    open_house()
    return on_duty(alice())


def test_a_batch_of_several_talks_is_numbered_without_gaps(someone: Counselor) -> None:
    first, second = talk(someone), talk(someone)
    before = first.last_seq
    said = [
        Saying(first.pk, None, uuid4(), "un"),
        Saying(second.pk, someone.pk, uuid4(), "deux 👋 'guillemets' \\ 100 %"),
        Saying(first.pk, someone.pk, uuid4(), "trois"),
    ]
    answers = log.store(said, NOW).answers
    assert [answer.seq for answer in answers if isinstance(answer, Done)] == [
        before + 1, before + 1, before + 2,
    ]  # fmt: skip
    assert lines(first)[-2:] == [(before + 1, "un"), (before + 2, "trois")]
    assert lines(second)[-1] == (before + 1, "deux 👋 'guillemets' \\ 100 %")
    assert fresh(first).last_seq == before + 2


def test_what_was_stored_reads_back_as_it_was_said(someone: Counselor) -> None:
    row = talk(someone)
    key = uuid4()
    (done,) = log.store([Saying(row.pk, someone.pk, key, "Bonjour")], NOW).answers
    entry = LogEntry.objects.get(conversation=row, key=key)
    assert (entry.at, entry.author, entry.counselor_id) == (NOW, "counselor", someone.pk)
    assert (entry.code, entry.params) == ("", {})
    assert isinstance(done, Done)
    ((_, text),) = with_texts([entry])
    assert (text, frame_of(row.ref, entry, text)) == ("Bonjour", done.frame)


def test_a_key_that_is_known_is_answered_with_what_it_became(someone: Counselor) -> None:
    row, other = talk(someone), talk(someone)
    key = uuid4()
    (first,) = log.store([Saying(row.pk, None, key, "Bonjour")], NOW).answers
    again, elsewhere, twice = log.store(
        [
            Saying(row.pk, None, key, "encore"),
            Saying(other.pk, None, key, "ailleurs"),
            Saying(other.pk, None, key, "ailleurs"),
        ],
        NOW,
    ).answers
    assert isinstance(first, Done)
    assert again == Done(first.frame, first.seq, first.state, repeat=True)
    assert isinstance(elsewhere, Done)
    assert not elsewhere.repeat
    assert isinstance(twice, Done)
    assert (twice.repeat, twice.seq) == (True, elsewhere.seq)
    assert lines(row)[-1] == (first.seq, "Bonjour")


def test_who_may_not_write_disturbs_nobody_else_in_the_batch(someone: Counselor) -> None:
    row = talk(someone)
    stranger = on_duty(bram())
    refused, unknown, stored = log.store(
        [
            Saying(row.pk, stranger.pk, uuid4(), "faux"),
            Saying(0, None, uuid4(), "nulle part"),
            Saying(row.pk, someone.pk, uuid4(), "vrai"),
        ],
        NOW,
    ).answers
    assert isinstance(refused, Refusal)
    assert isinstance(unknown, Refusal)
    assert (refused.code, unknown.code) == ("not_allowed", "not_found")
    assert isinstance(stored, Done)
    assert lines(row)[-1] == (stored.seq, "vrai")


def test_seen_marks_only_grow_and_never_pass_the_last_line(someone: Counselor) -> None:
    row = talk(someone)
    log.store([Seeing(row.pk, None, 999), Seeing(row.pk, someone.pk, 1)], NOW)
    log.store([Seeing(row.pk, None, 1)], NOW)
    seen = Conversation.objects.get(pk=row.pk)
    assert (seen.visitor_seen, seen.counselor_seen) == (row.last_seq, 1)


def test_keys_have_an_index_of_their_own(someone: Counselor) -> None:
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, LogEntry._meta.db_table)
    columns = ["conversation_id", "key"]
    assert [each["unique"] for each in held.values() if each["columns"] == columns] == [True]


def test_a_repeat_is_looked_up_by_its_key_however_long_the_logs_are(someone: Counselor) -> None:
    talks = long_talks(someone)
    keys = [(row.pk, uuid4()) for row in talks]
    ran: list[str] = []
    if connection.vendor == "sqlite":
        connection.connection.set_trace_callback(ran.append)
    with rows.opened() as held:
        assert held.look([row.pk for row in talks], keys)[1] == []
    if connection.vendor == "sqlite":
        connection.connection.set_trace_callback(None)
        plan = explained(ran[1])
    else:
        plan = explained(postgres.KNOWN_ON_POSTGRES, *postgres.pairs_of(keys))
    by_key = {
        "sqlite": r"SEARCH entry USING .*\(conversation_id=\? AND key=\?\)",
        "postgresql": r"Index .*Scan using entry_key on chat_logentry entry"
        r".*\n.*Index Cond: \(\(conversation_id = .*\) AND \(key = .*\)\)",
    }
    assert re.search(by_key[connection.vendor], plan), plan


def long_talks(counselor: Counselor) -> list[Conversation]:
    """Two talks of a thousand lines, known to the planner as autovacuum makes them known."""
    talks = [talk(counselor), talk(counselor)]
    LogEntry.objects.bulk_create(
        LogEntry(conversation=row, seq=seq, key=uuid4(), author="visitor", at=NOW)
        for row in talks
        for seq in range(row.last_seq + 1, row.last_seq + 1001)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE chat_logentry")
    return talks


def explained(sql: str, *values: str) -> str:
    """How the database runs it, a line a step."""
    how = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql}", values or None)
        return "\n".join(str(line[-1]) for line in cursor.fetchall())
