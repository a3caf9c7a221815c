from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from chat.events import Hint, Hub, of_conversation, of_counselor
from chat.faults import Faults


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    """A hub of this test, bound to its loop; no other process hears it."""
    made = Hub()
    made.open()
    yield made
    await made.close()


def test_hints_that_arrive_as_they_were_sent() -> None:
    assert [Faults("").copies() for _ in range(20)] == [[0.0]] * 20


def test_hints_that_are_all_lost() -> None:
    assert [Faults("drop=1").copies() for _ in range(20)] == [[]] * 20


def test_hints_that_all_arrive_twice() -> None:
    assert [Faults("double=1").copies() for _ in range(20)] == [[0.0, 0.0]] * 20


def test_hints_that_are_all_late() -> None:
    late = [delay for _ in range(20) for delay in Faults("delay=1").copies()]
    assert len(late) == 20
    assert all(0 < delay < 1 for delay in late)


def test_the_same_seed_loses_the_same_hints() -> None:
    first, second = (Faults("drop=0.5,double=0.5,delay=0.5,seed=7") for _ in range(2))
    assert [first.copies() for _ in range(50)] == [second.copies() for _ in range(50)]


async def test_a_listener_hears_only_its_topic(hub: Hub) -> None:
    heard: list[Hint] = []
    hub.attach(of_conversation(1), heard.append)
    mine, other = Hint(of_conversation(1), "entry", 4, b"{}"), Hint(of_conversation(2))
    hub.publish(mine, other, Hint(of_counselor(1)))
    assert heard == [mine]


async def test_whoever_stopped_listening_hears_nothing(hub: Hub) -> None:
    heard: list[Hint] = []
    hub.attach("queue", heard.append)
    hub.detach("queue", heard.append)
    hub.detach("queue", heard.append)
    hub.publish(Hint("queue"))
    assert heard == []


async def test_a_listener_that_fails_keeps_nobody_else_from_hearing(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Hint] = []

    def fail(_: int, hint: Hint) -> None:
        raise RuntimeError("as asyncio raises where there is no loop")

    for listener in (partial(fail, 1), heard.append, partial(fail, 2)):
        hub.attach("queue", listener)
    hub.publish(Hint("queue", seq=1), Hint("queue", seq=2))
    assert [hint.seq for hint in heard] == [1, 2]
    assert [each.message for each in caplog.records] == ["a listener failed"] * 4


async def test_a_hint_from_a_database_thread_is_heard_in_the_loop(hub: Hub) -> None:
    heard: asyncio.Queue[tuple[Hint, asyncio.AbstractEventLoop]] = asyncio.Queue()
    hub.attach("queue", lambda hint: heard.put_nowait((hint, asyncio.get_running_loop())))
    await asyncio.to_thread(hub.publish, Hint("queue", seq=3))
    assert await heard.get() == (Hint("queue", seq=3), asyncio.get_running_loop())


def test_without_a_loop_nobody_hears_and_nothing_fails() -> None:
    Hub().publish(Hint("queue"))
