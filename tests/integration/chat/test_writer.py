"""Group commit: many messages in one transaction, each answered after it."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection

from chat import blocking
from chat.actions.log import Done, Saying
from chat.blocking import Unavailable
from chat.models import Conversation
from chat.protocol import Refusal
from chat.writer import COMPANY, PACE, Writer
from counselors.models import Counselor
from tests.chat_people import NOW, lines, talk

pytestmark = pytest.mark.usefixtures("process")


class Clock:
    """Stands still, and remembers when somebody looks (seconds): once for each commit."""

    def __init__(self) -> None:
        self.looks: list[float] = []

    def __call__(self) -> datetime:
        self.looks.append(time.monotonic())
        return NOW


@pytest.fixture
def row(process: None, alice: Counselor) -> Conversation:
    """A talk with Alice."""
    return talk(alice)


def saying(row: Conversation, text: str) -> Saying:
    return Saying(row.pk, None, uuid4(), text)


async def test_what_comes_together_is_committed_together_and_in_order(row: Conversation) -> None:
    clock = Clock()
    writer = Writer(clock)
    said = [saying(row, str(number)) for number in range(60)]
    done = await asyncio.gather(*(writer.put(each) for each in said))
    assert [each.seq for each in done] == list(range(row.last_seq + 1, row.last_seq + 61))
    assert len(clock.looks) < 10
    stored = (await blocking.run(lines, row))[row.last_seq :]
    assert [text for _, text in stored] == [str(number) for number in range(60)]


async def test_commits_follow_each_other_at_a_pace(row: Conversation) -> None:
    clock = Clock()
    writer = Writer(clock)
    for _ in range(4):
        await asyncio.gather(*(writer.put(saying(row, text)) for text in ("un", "deux")))
    assert len(clock.looks) >= 4
    assert all(after - before >= PACE for before, after in pairwise(clock.looks))


async def test_after_one_that_went_alone_the_next_waits_for_company_a_moment(
    row: Conversation,
) -> None:
    clock = Clock()
    writer = Writer(clock)
    for number in range(4):
        await writer.put(saying(row, str(number)))
    assert len(clock.looks) == 4
    assert clock.looks[-1] - clock.looks[0] >= 3 * COMPANY


async def test_in_company_nobody_waits_longer(
    row: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.writer.COMPANY", 3600.0)
    clock = Clock()
    writer = Writer(clock)
    async with asyncio.timeout(60):
        await writer.put(saying(row, "seule"))
        await asyncio.gather(*(writer.put(saying(row, text)) for text in ("deux", "ensemble")))
    assert len(clock.looks) == 2


@pytest.mark.parametrize(("alone", "longest"), [(True, 0.25), (False, 0.5)])
async def test_a_commit_that_held_many_leaves_the_next_more_time_to_gather(
    row: Conversation, monkeypatch: pytest.MonkeyPatch, alone: bool, longest: float
) -> None:
    monkeypatch.setattr("chat.events.Hub.alone", alone)
    monkeypatch.setattr("chat.writer.EACH", 0.05)
    monkeypatch.setattr("chat.writer.LONGEST_PACE", 0.25)
    clock, many = Clock(), 12
    writer = Writer(clock)
    await writer.put(saying(row, "seule"))  # while it is stored, the others gather
    await asyncio.gather(*(writer.put(saying(row, str(number))) for number in range(many)))
    await writer.put(saying(row, "enfin"))
    assert clock.looks[-1] - clock.looks[-2] >= longest


async def test_whoever_writes_alone_waits_for_no_pace(
    row: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.writer.COMPANY", 3600.0)
    monkeypatch.setattr("chat.writer.PACE", 3600.0)
    monkeypatch.setattr("chat.writer.LONGEST_PACE", 3600.0)
    async with asyncio.timeout(60):
        await Writer().put(saying(row, "seule"))


async def test_a_key_that_comes_again_is_answered_with_what_was_stored(row: Conversation) -> None:
    writer = Writer()
    said = saying(row, "une fois")
    first, beside = await asyncio.gather(writer.put(said), writer.put(said))
    later = await writer.put(said)
    assert [each.repeat for each in (first, beside, later)] == [False, True, True]
    assert {(each.seq, each.frame) for each in (first, beside, later)} == {(first.seq, first.frame)}
    assert await blocking.run(lines, row) == [(1, "Bonjour"), (2, "joined"), (3, "une fois")]


async def test_one_who_is_refused_disturbs_nobody_in_the_same_commit(
    row: Conversation, bram: Counselor
) -> None:
    clock = Clock()
    writer = Writer(clock)
    stranger = Saying(row.pk, bram.pk, uuid4(), "pas à moi")
    start = writer.put(saying(row, "un"))
    answers = await asyncio.gather(
        start,
        *(writer.put(each) for each in (saying(row, "deux"), stranger, saying(row, "trois"))),
        return_exceptions=True,
    )
    assert isinstance(answers[2], Refusal)
    assert [each.seq for each in answers if isinstance(each, Done)] == [3, 4, 5]


async def test_the_key_of_the_other_side_is_refused_and_harms_nobody(
    row: Conversation, alice: Counselor
) -> None:
    writer = Writer()
    hers = Saying(row.pk, alice.pk, uuid4(), "Bonjour, je suis Alice")
    await writer.put(hers)
    answers = await asyncio.gather(
        writer.put(Saying(row.pk, None, hers.key, "volé")),
        writer.put(saying(row, "merci")),
        return_exceptions=True,
    )
    assert isinstance(answers[0], Refusal)
    assert isinstance(answers[1], Done)


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


async def test_when_nothing_can_be_stored_everybody_hears_so_and_may_say_it_again(
    row: Conversation,
) -> None:
    writer = Writer()
    said = [saying(row, str(number)) for number in range(5)]
    await blocking.run(execute, "ALTER TABLE chat_logentry RENAME TO out_of_order")
    answers = await asyncio.gather(*(writer.put(each) for each in said), return_exceptions=True)
    assert all(isinstance(each, Unavailable) for each in answers)
    await blocking.run(execute, "ALTER TABLE out_of_order RENAME TO chat_logentry")

    done = await asyncio.gather(*(writer.put(each) for each in said))
    assert [(each.seq, each.repeat) for each in done] == [(seq, False) for seq in range(3, 8)]
    stored = await blocking.run(lines, row)
    assert [text for _, text in stored[2:]] == [each.text for each in said]


async def test_whoever_does_not_wait_for_the_answer_is_stored_all_the_same(
    row: Conversation,
) -> None:
    writer = Writer()
    impatient = asyncio.create_task(writer.put(saying(row, "et je pars")))
    await asyncio.sleep(0)
    impatient.cancel()
    await writer.put(saying(row, "la suite"))
    assert [text for _, text in (await blocking.run(lines, row))[2:]] == ["et je pars", "la suite"]
