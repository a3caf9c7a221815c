"""Seen marks wait a moment for a message: they need no commit of their own in a lively talk."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection

from chat import blocking, events
from chat.actions.log import Saying, Seeing
from chat.events import Hint
from chat.models import Conversation
from chat.writer import Writer
from counselors.models import Counselor
from tests.chat_people import NOW, fresh, talk

SOON = 5.0


pytestmark = pytest.mark.usefixtures("process")


@pytest.fixture
def row(process: None, alice: Counselor) -> Conversation:
    """A talk with Alice; two entries so far."""
    return talk(alice)


class Commits:
    """A clock that stands still and counts how often it is read: once for each commit."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> datetime:
        self.count += 1
        return NOW


async def told(row: Conversation, writer: Writer, mark: Seeing) -> Hint:
    """The hint that a mark of this talk was stored."""
    heard: asyncio.Queue[Hint] = asyncio.Queue()
    hub = events.hub()
    hub.open()
    hub.attach(events.of_conversation(row.pk), heard.put_nowait)
    writer.mark(mark)
    async with asyncio.timeout(SOON):
        while (hint := await heard.get()).kind != "counselor":
            pass
    hub.detach(events.of_conversation(row.pk), heard.put_nowait)
    return hint


async def test_a_mark_is_taken_along_by_the_next_message(
    row: Conversation, alice: Counselor
) -> None:
    commits = Commits()
    writer = Writer(commits)
    writer.mark(Seeing(row.pk, None, 1))
    writer.mark(Seeing(row.pk, None, 2))
    writer.mark(Seeing(row.pk, alice.pk, 1))
    await writer.put(Saying(row.pk, alice.pk, uuid4(), "Bonjour"))
    seen = await blocking.run(fresh, row)
    assert commits.count == 1
    assert (seen.visitor_seen, seen.counselor_seen, seen.last_seq) == (2, 1, 3)


async def test_a_mark_that_no_message_follows_is_stored_all_the_same(row: Conversation) -> None:
    writer = Writer(Commits())
    hint = await told(row, writer, Seeing(row.pk, None, 2))
    assert hint.seq == 2
    assert (await blocking.run(fresh, row)).visitor_seen == 2


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


async def test_a_mark_outlives_an_outage_of_the_database(row: Conversation) -> None:
    writer = Writer(Commits())
    await blocking.run(execute, "ALTER TABLE chat_conversation RENAME TO out_of_order")
    lost = Saying(row.pk, None, uuid4(), "Bonjour")
    writer.mark(Seeing(row.pk, None, 2))
    with pytest.raises(blocking.Unavailable):
        await writer.put(lost)
    await blocking.run(execute, "ALTER TABLE out_of_order RENAME TO chat_conversation")
    await writer.put(lost)
    assert (await blocking.run(fresh, row)).visitor_seen == 2
