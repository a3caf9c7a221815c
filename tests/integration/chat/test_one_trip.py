"""The one trip to PostgreSQL: grants what is plainly allowed and new, and nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from uuid import uuid4

import pytest
from django.db import connection, models

from chat import blocking
from chat.actions import log
from chat.actions.batch import Done, Piece, Saying, Seeing, wishes_of
from chat.actions.rows import Row, one_trip
from chat.keyring import keyring, keys_of
from chat.lifecycle import State
from chat.logbook import with_texts
from chat.models import Conversation, LogEntry
from chat.pipe import Pipe, pipe, prepared
from chat.writer import Writer
from counselors.models import Counselor
from tests.chat_people import NOW, fresh, lines, talk

pytestmark = pytest.mark.usefixtures("process")


@pytest.fixture
def row(process: None, alice: Counselor) -> Conversation:
    """A talk with Alice."""
    return talk(alice)


async def granted(pieces: Sequence[Piece], through: Pipe | None = None) -> dict[int, Row] | None:
    """The same by a process that has just read these logs."""
    keyring().clear()
    await blocking.run(keys_of, [piece.conversation for piece in pieces])
    return await asked(pieces, through)


async def asked(pieces: Sequence[Piece], through: Pipe | None = None) -> dict[int, Row] | None:
    """The rows of what was stored in one trip; None when it failed."""
    answer: asyncio.Future[dict[int, Row] | None] = asyncio.get_running_loop().create_future()
    (through or pipe()).ask(
        one_trip.STATEMENT,
        one_trip.values_of(wishes_of(pieces, NOW)),
        lambda result: answer.set_result(None if result is None else one_trip.rows_of(result)),
    )
    return await answer


def says(row: Conversation, text: str, by: Counselor | None = None) -> Saying:
    return Saying(row.pk, by.pk if by else None, uuid4(), text)


async def test_it_numbers_stores_and_answers_with_the_row_before(
    row: Conversation, alice: Counselor
) -> None:
    said = [says(row, "un 👋 'guillemets' \\ \" 100 %"), says(row, "deux", alice)]
    rows = await granted([*said, Seeing(row.pk, None, 999), Seeing(row.pk, alice.pk, 1)])
    assert rows == {row.pk: Row(row.pk, row.ref, State.OPEN, alice.pk, row.last_seq, 0, 0)}
    after = await blocking.run(fresh, row)
    assert after.last_seq == row.last_seq + 2
    assert (after.visitor_seen, after.counselor_seen) == (after.last_seq, 1)
    stored = await blocking.run(lines, row)
    assert stored[row.last_seq :] == [
        (row.last_seq + 1, said[0].text), (row.last_seq + 2, said[1].text),
    ]  # fmt: skip


async def test_it_stores_the_same_entry_as_two_trips(row: Conversation, alice: Counselor) -> None:
    await granted([says(row, "Bonjour", alice)])
    await blocking.run(log.store, [says(row, "Bonjour", alice)], NOW)
    swift, careful = await blocking.run(_last_two, row)
    assert swift == careful


def _last_two(row: Conversation) -> list[tuple[object, ...]]:
    newest = LogEntry.objects.filter(conversation=row).order_by("-seq")[:2]
    return [
        (each.author, each.counselor_id, each.at, text, each.code, each.params)
        for each, text in with_texts(list(newest))
    ]


async def test_it_grants_a_conversation_whole_or_not_at_all(
    row: Conversation, alice: Counselor, bram: Counselor
) -> None:
    other = await blocking.run(talk, bram)
    known = says(row, "connu")
    assert await granted([known]) == {row.pk: await _row(row.pk, -1)}
    rows = await granted([known, says(row, "neuf"), says(other, "ailleurs")])
    assert rows is not None
    assert list(rows) == [other.pk]  # the key was known in the other one
    assert await granted([says(other, "pas à moi", alice)]) == {}
    assert await granted([Saying(0, None, uuid4(), "nulle part")]) == {}
    assert [text for _, text in await blocking.run(lines, row)][2:] == ["connu"]


async def _row(conversation: int, since: int) -> Row:
    now = await blocking.run(Conversation.objects.get, pk=conversation)
    return Row(
        now.pk, now.ref, State(now.state), now.counselor_id, now.last_seq + since,
        now.visitor_seen, now.counselor_seen,
    )  # fmt: skip


async def test_who_sealed_a_line_for_another_number_than_it_gets_is_granted_nothing(
    row: Conversation,
) -> None:
    late = says(row, "tard")
    await blocking.run(keys_of, [row.pk])
    await blocking.run(log.store, [says(row, "tôt")], NOW)  # by another process, not heard of yet
    assert await asked([late]) == {}
    done = await Writer().put(late)
    assert (await blocking.run(lines, row))[-2:] == [(done.seq - 1, "tôt"), (done.seq, "tard")]


async def test_two_processes_number_one_talk_without_gaps_and_store_no_key_twice(
    row: Conversation, bram: Counselor
) -> None:
    other = await blocking.run(talk, bram)
    here, there = Pipe(), Pipe()
    for _ in range(20):
        same = says(row, "la même")
        both = [says(row, "a"), says(other, "b")], [says(other, "c"), says(row, "d"), same]
        await asyncio.gather(granted([*both[0], same], here), granted(both[1], there))
        # whoever lost decides piece by piece, as the writer does
        await blocking.run(log.store, [*both[0], *both[1], same], NOW)
    here.close()
    there.close()
    for talked, each in ((row, 3), (other, 2)):
        stored = await blocking.run(lines, talked)
        expected = range(1, talked.last_seq + 20 * each + 1)
        assert [seq for seq, _ in stored] == list(expected)


async def test_a_line_that_was_cut_costs_nobody_a_message(row: Conversation) -> None:
    writer = Writer()
    await writer.put(says(row, "avant"))
    for turn in range(3):
        under_way = asyncio.create_task(writer.put(says(row, f"pendant {turn}")))
        await blocking.run(_cut_every_line)
        assert isinstance(await under_way, Done)
    stored = await blocking.run(lines, row)
    assert [text for _, text in stored[2:]] == ["avant", *(f"pendant {turn}" for turn in range(3))]


def _cut_every_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND ltrim(query, E'\\n') LIKE 'WITH wish AS%'"  # not whoever cut before
        )


async def test_every_look_up_goes_by_an_index_however_small_the_tables_are(
    row: Conversation,
) -> None:
    plan = await blocking.run(_plan)
    assert not re.search("Seq Scan|Bitmap|Hash|Merge", plan), plan
    assert re.search(r"Scan using entry_(key|seq) .*\n.*conversation_id = ", plan), plan


def _plan() -> str:
    """As in a fresh line, which :mod:`chat.pipe` prepares."""
    line = prepared(one_trip.STATEMENT)
    try:
        (value,) = one_trip.values_of([])
        told = line.pgconn.exec_(b"EXPLAIN EXECUTE miti('%b')" % value)
        return "\n".join((told.get_value(n, 0) or b"").decode() for n in range(told.ntuples))
    finally:
        line.close()


@pytest.mark.parametrize(
    ("model", "looked_up_by"),
    [
        (
            Conversation,
            [["counselor_id", "state"], ["id"], ["ref"], ["state", "queued_at"], ["visitor_hash"]],
        ),
        (LogEntry, [["conversation_id", "key"], ["conversation_id", "seq"], ["id"]]),
    ],
)
def test_what_a_message_changes_has_no_index_that_nobody_looks_by(
    model: type[models.Model], looked_up_by: list[list[str]]
) -> None:
    """Each statement opens and locks them all, whatever it changes."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    indexed = (each for each in found.values() if each["index"] or each["unique"])
    assert sorted(each["columns"] for each in indexed) == looked_up_by
