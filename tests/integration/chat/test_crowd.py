"""Many visitors come back at once: read together, shown to each alone."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat import blocking
from chat.models import Conversation
from chat.sockets import leases, returning
from chat.sockets.returning import FEW
from tests.chat_people import fresh, hash_of, say, visitor, visitor_key
from tests.integration.chat.lines import connected, visitor_line

CROWD = 12


def known_visitor(lines: int) -> tuple[str, Conversation]:
    """The key and the talk of somebody who has written so much."""
    key, row = visitor_key(), visitor(timezone.now())
    Conversation.objects.filter(pk=row.pk).update(visitor_hash=hash_of(key))
    for number in range(lines - fresh(row).last_seq):
        say(row, f"ligne {number}", now=timezone.now())
    return key, fresh(row)


@pytest.mark.usefixtures("always_open")
async def test_each_of_a_crowd_gets_the_lines_that_they_missed_and_the_state() -> None:
    crowd = [await blocking.run(known_visitor, 3 + number) for number in range(CROWD)]
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(connected("/ws/visitor")) for _ in crowd]
        for number, (line, (key, _)) in enumerate(zip(lines, crowd, strict=True)):
            line.logs[crowd[number][1].ref] = [{} for _ in range(number)]
            await line.send("hello", version=1, key=key, language="fr", seen=number)
        for number, (line, (_, row)) in enumerate(zip(lines, crowd, strict=True)):
            status = await line.told("status", state="waiting")
            assert status["last_seq"] == row.last_seq
            await line.told("entry", seq=row.last_seq)
            entries = [frame for frame in line.frames if frame["type"] == "entry"]
            assert [each["seq"] for each in entries] == list(range(number + 1, row.last_seq + 1))
            assert {each["ref"] for each in entries} == {row.ref}


@pytest.mark.usefixtures("always_open")
async def test_two_tabs_of_one_visitor_each_get_what_they_miss() -> None:
    key, row = await blocking.run(known_visitor, 4)
    async with connected("/ws/visitor") as one, connected("/ws/visitor") as other:
        other.logs[row.ref] = [{}, {}, {}]
        await one.send("hello", version=1, key=key, language="fr", seen=0)
        await other.send("hello", version=1, key=key, language="fr", seen=3)
        for line, wanted in ((one, [1, 2, 3, 4]), (other, [4])):
            await line.told("entry", seq=4)
            assert [f["seq"] for f in line.frames if f["type"] == "entry"] == wanted


@pytest.mark.usefixtures("always_open")
async def test_who_missed_a_long_talk_gets_all_of_it() -> None:
    key, row = await blocking.run(known_visitor, FEW + 5)
    async with visitor_line(key) as line:
        await line.told("entry", seq=row.last_seq)


@pytest.mark.usefixtures("always_open")
async def test_a_crowd_costs_no_more_trips_than_one() -> None:
    crowd = [(await blocking.run(known_visitor, 3))[1] for _ in range(CROWD)]

    def trips(rows: list[Conversation]) -> int:
        with CaptureQueriesContext(connection) as asked:
            found = returning._resume({(row.pk, 0, True) for row in rows})
        assert {each.status.last_seq for each in found.values()} == {3}
        return len(asked)

    counted = sync_to_async(trips)
    assert await counted(crowd) == await counted(crowd[:1])


@pytest.mark.usefixtures("always_open")
async def test_an_erased_talk_is_not_known_and_not_resumed() -> None:
    assert await returning.known(hash_of(visitor_key())) is None
    assert await returning.resume(2**40, 0, came=True) is None


@pytest.mark.usefixtures("always_open")
async def test_who_goes_is_expected_back_soon_and_who_is_back_before_is_here() -> None:
    crowd = [(await blocking.run(known_visitor, 1))[1] for _ in range(2)]
    went, back = (row.pk for row in crowd)
    here = leases.visitors()
    here.arrived(back)
    assert await here.gone(went) is True
    assert await here.gone(back) is False
    now = timezone.now()
    ends = {row.pk: (await blocking.run(fresh, row)).visitor_lease - now for row in crowd}
    assert ends[went] < timedelta(seconds=9) < ends[back]
