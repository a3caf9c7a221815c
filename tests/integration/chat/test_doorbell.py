"""The doorbell between processes: rung over Redis, quiet while Redis is away, back by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from errno import ETIMEDOUT
from typing import Any

import pytest
from channels.layers import get_channel_layer
from channels_redis.pubsub import RedisSingleShardConnection
from pytest_django import Settings
from redis.asyncio.client import PubSub

from chat import others
from chat.events import LINE, Hint, Hub
from miti.settings import channel_layer
from tests.services.process import free_port
from tests.services.redis import own_redis

PATIENCE = 20.0
RING = 0.2


class Process:
    """A hub as another process has one, and what it heard about the queue."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._heard: asyncio.Queue[Hint] = asyncio.Queue()
        self.hub.attach("queue", self._heard.put_nowait)
        self.hub.open()

    async def hears(self, other: Process, seq: int) -> None:
        """Ring at the other's until this one hears; a bell may be rung in vain at first."""
        async with asyncio.timeout(PATIENCE):
            while True:
                other.hub.publish(Hint("queue", seq=seq))
                try:
                    await asyncio.wait_for(self._until(seq), RING)
                except TimeoutError:
                    continue
                return

    async def _until(self, seq: int) -> None:
        while (await self._heard.get()).seq != seq:
            pass


def use_redis(settings: Settings, url: str) -> None:
    settings.CHANNEL_LAYERS = {"default": channel_layer(url)}
    settings.REDIS_URL = url


def layer_of_this_loop() -> Any:
    layer: Any = get_channel_layer()
    return layer._get_layer()


def cut_the_line() -> None:
    line = layer_of_this_loop()._shards[0]._pubsub.connection
    line._reader.set_exception(TimeoutError(ETIMEDOUT, "what the machine says of a cut line"))


@asynccontextmanager
async def two_processes() -> AsyncIterator[tuple[Process, Process]]:
    one, other = Process(), Process()
    try:
        yield one, other
    finally:
        await one.hub.close()
        await other.hub.close()
        layer = get_channel_layer()
        assert layer is not None
        await layer.flush()


async def test_what_one_process_stored_another_hears_of(settings: Settings, redis_url: str) -> None:
    use_redis(settings, redis_url)
    async with two_processes() as (one, other):
        await one.hears(other, 1)
        await other.hears(one, 2)


async def test_a_process_hears_its_own_hints_once(settings: Settings, redis_url: str) -> None:
    use_redis(settings, redis_url)
    async with two_processes() as (one, other):
        await one.hears(other, 1)
        await other.hears(one, 2)
        mine: list[int] = []
        one.hub.attach("mine", lambda hint: mine.append(hint.seq))
        one.hub.publish(*(Hint("mine", seq=seq) for seq in range(10)))
        await other.hears(one, 3)
        await one.hears(other, 4)
        assert mine == list(range(10))


async def test_what_is_not_understood_costs_nobody_the_line(
    settings: Settings, redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    use_redis(settings, redis_url)
    async with two_processes() as (one, other):
        await one.hears(other, 1)
        layer: Any = get_channel_layer()
        before = set(layer_of_this_loop().channels)
        for _ in range(3):
            await layer.group_send(others.DESK, {"type": "hints", "origin": "a newer version"})
        await one.hears(other, 2)
        assert set(layer_of_this_loop().channels) == before  # none that fills while nobody listens
    assert "is not understood" in caplog.text


async def test_a_process_that_hears_nothing_sleeps(
    settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis_url)
    asked: list[PubSub] = []
    ask = PubSub.parse_response

    async def counted(line: PubSub, *how: Any, **named: Any) -> Any:
        asked.append(line)
        return await ask(line, *how, **named)

    monkeypatch.setattr(PubSub, "parse_response", counted)
    layer = get_channel_layer()
    assert layer is not None
    channel = await layer.new_channel()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(layer.receive(channel), 5 * RING)
    assert len(asked) == 2  # for the answer to its subscription, and for what does not come
    await layer.flush()


async def test_a_cut_line_is_taken_up_again_and_freezes_nobody(
    settings: Settings, redis_url: str
) -> None:
    use_redis(settings, redis_url)
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add("group", channel)
    async with asyncio.timeout(PATIENCE):
        assert await layer.receive(channel) == {"type": others.LIVE, "group": "group"}
        cut_the_line()
        assert await layer.receive(channel) == {"type": others.LIVE, "group": "group"}
        await layer.group_send("group", {"type": "ring"})
        assert await layer.receive(channel) == {"type": "ring"}
    await layer.flush()


async def test_when_what_is_said_about_talks_is_heard_again_it_is_told(
    settings: Settings, redis_url: str
) -> None:
    use_redis(settings, redis_url)
    async with two_processes() as (one, other), asyncio.timeout(PATIENCE):
        told: asyncio.Queue[Hint] = asyncio.Queue()
        one.hub.attach(LINE, told.put_nowait)
        await told.get()  # whoever has come before may have missed something
        await one.hears(other, 1)
        cut_the_line()
        await told.get()
        assert one.hub.well  # it was so short that nobody noticed


async def test_nothing_is_said_about_talks_while_nobody_else_shows_any(
    settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis_url)
    monkeypatch.setattr(others, "ALONE_AFTER", 0.0)  # whoever was heard of is gone again
    async with two_processes() as (one, other):
        heard: list[int] = []
        other.hub.attach("talk", lambda hint: heard.append(hint.seq))
        one.hub.publish(Hint("talk", seq=1))
        await other.hears(one, 2)
        assert heard == []


async def test_whoever_starts_is_told_about_talks_at_once(
    settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis_url)
    monkeypatch.setattr(others, "ALONE_AFTER", 0.0)
    async with two_processes() as (one, _):
        monkeypatch.setattr(others, "ALONE_AFTER", 60.0)
        async with two_processes() as (new, _):
            heard: list[int] = []
            new.hub.attach("talk", lambda hint: heard.append(hint.seq))
            await one.hears(new, 1)
            await new.hears(one, 2)
            one.hub.publish(Hint("talk", seq=3))
            await new.hears(one, 4)
            assert heard == [3]


async def test_a_redis_that_went_away_and_came_back_is_found_again(settings: Settings) -> None:
    port = free_port()
    bell = own_redis(port)
    use_redis(settings, await asyncio.to_thread(bell.__enter__))
    async with two_processes() as (one, other):
        await one.hears(other, 1)
        await asyncio.to_thread(bell.__exit__, None, None, None)
        one.hub.publish(Hint("queue", seq=2))  # nobody hears, nothing fails
        bell = own_redis(port)
        await asyncio.to_thread(bell.__enter__)
        await one.hears(other, 3)
        await other.hears(one, 4)
    await asyncio.to_thread(bell.__exit__, None, None, None)


class Complaint(logging.Handler):
    """Notices when a process says that it cannot receive."""

    def __init__(self) -> None:
        super().__init__()
        self.made = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if "not received" in record.getMessage():
            self.made.set()


async def test_a_process_that_starts_before_redis_hears_once_it_is_there(
    settings: Settings,
) -> None:
    port, complaint = free_port(), Complaint()
    logging.getLogger("miti.events").addHandler(complaint)
    use_redis(settings, f"redis://127.0.0.1:{port}/0")
    async with two_processes() as (one, other), asyncio.timeout(PATIENCE):
        await complaint.made.wait()
        with own_redis(port):
            await one.hears(other, 2)
            await other.hears(one, 3)
            assert len(layer_of_this_loop().channels) == 2  # none is left of the vain attempts
    logging.getLogger("miti.events").removeHandler(complaint)


async def test_an_attempt_that_fails_half_way_leaves_no_queue_that_nobody_reads(
    settings: Settings, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_redis(settings, redis_url)
    subscribe = RedisSingleShardConnection.subscribe
    fails = iter([False, False, True])  # both have a channel, and one of them gets no group

    async def attempt(shard: RedisSingleShardConnection, name: str) -> None:
        if next(fails, False):
            raise OSError(ETIMEDOUT, "what the machine says of a cut line")
        await subscribe(shard, name)

    monkeypatch.setattr(RedisSingleShardConnection, "subscribe", attempt)
    async with two_processes() as (one, other):
        await one.hears(other, 1)
        await other.hears(one, 2)
        layer = layer_of_this_loop()
        assert len(layer.channels) == 2
        assert all(members == set(layer.channels) for members in layer.groups.values())
