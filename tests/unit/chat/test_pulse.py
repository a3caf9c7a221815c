"""How often a socket's pulse beats, and when it gives up."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from chat import protocol
from chat.events import Hint
from chat.protocol import Command
from chat.sockets.base import MISSED_PULSES, Socket
from chat.sockets.pulses import PARTS, SOON, Pulses

EVERY = 0.5


class Quiet(Socket):
    """Shows nothing."""

    name = "visitor"

    async def opened(self) -> None: ...

    async def handle(self, command: Command) -> None: ...

    async def notice(self, hint: Hint) -> None: ...

    async def last_seqs(self) -> dict[str, int]:
        return {}

    async def left(self) -> None: ...


class Counting:
    """Somebody whose pulses are counted; each lasts until ``over``, or fails."""

    def __init__(self, over: asyncio.Event | None = None, fault: Exception | None = None) -> None:
        self._at: asyncio.Queue[float] = asyncio.Queue()
        self.begun = self.ended = self.counted = 0
        self._over, self._fault = over, fault

    async def pulse(self, *, counts: bool = True) -> None:
        self.begun += 1
        self.counted += counts
        self._at.put_nowait(asyncio.get_running_loop().time())
        if self._fault:
            raise self._fault
        if self._over:
            await self._over.wait()
        self.ended += 1

    async def times(self, pulses: int) -> list[float]:
        """When the next ones began."""
        async with asyncio.timeout(10):
            return [await self._at.get() for _ in range(pulses)]


async def test_a_socket_gives_up_when_three_pulses_had_no_answer() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    socket = Quiet({}, send)
    for _ in range(MISSED_PULSES + 1):
        await socket.pulse()
    *pulses, end = sent
    assert len(pulses) == MISSED_PULSES
    assert all('"pulse"' in each["text"] for each in pulses)
    assert end == {"type": "websocket.close", "code": protocol.CLOSE_NO_BEAT}


async def test_pulses_are_one_pulse_apart_and_close_ones_come_together() -> None:
    pulses, began = Pulses(EVERY), asyncio.get_running_loop().time()
    people = Counting(), Counting(), Counting()
    for who, first in zip(people, (0.5, 0.5, 1.0), strict=True):
        pulses.join(who, first)
    ones, others, laters = [await who.times(3) for who in people]
    for who in people:
        pulses.leave(who)
    # never early; how late depends on what else the machine does
    assert ones[0] - began >= EVERY * 0.5
    assert laters[0] - began >= EVERY
    for times in (ones, others, laters):
        assert all(after - before >= EVERY * 0.95 for before, after in pairwise(times))
    assert all(abs(mine - yours) < EVERY / 20 for mine, yours in zip(ones, others, strict=True))


async def test_who_leaves_has_no_pulse_any_more_and_one_under_way_ends() -> None:
    pulses = Pulses(EVERY)
    stays, goes, slow = people = Counting(), Counting(), Counting(over=asyncio.Event())
    for who in people:
        pulses.join(who, 0.1)
        await who.times(1)
    pulses.leave(goes)
    pulses.leave(slow)
    gone = goes.begun
    await stays.times(3)
    pulses.leave(stays)
    assert (goes.begun, slow.begun, slow.ended) == (gone, 1, 0)


async def test_where_hints_were_lost_everybody_has_a_pulse_soon_and_parts_in_it() -> None:
    pulses, over = Pulses(600), asyncio.Event()
    waiting, busy = [Counting() for _ in range(20)], Counting(over)
    pulses.join(busy, 0)
    await busy.times(1)
    for who in waiting:
        pulses.join(who, 1)
    pulses.hasten()
    over.set()
    hastened = asyncio.get_running_loop().time()
    times = [(await who.times(1))[0] for who in (*waiting, busy)]
    for who in (*waiting, busy):
        pulses.leave(who)
    assert max(times) - hastened < 2 * SOON + 600 / PARTS
    assert len(set(times)) > 1


async def test_after_a_hasty_pulse_turns_are_spread_again_and_it_tells_of_nobody_asleep(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    soon = 0.5
    monkeypatch.setattr("chat.sockets.pulses.SOON", soon)
    pulses, people = Pulses(2 * soon), [Counting() for _ in range(40)]
    for who in people:
        pulses.join(who, 0)
    pulses.hasten()
    times = [await who.times(2) for who in people]
    for who in people:
        pulses.leave(who)
    # else all second turns would come as close together as the first ones
    assert max(second for _, second in times) - min(second for _, second in times) > soon
    assert {(who.begun, who.counted) for who in people} <= {(2, 1), (3, 2)}


async def test_a_pulse_that_fails_is_told_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pulses, who = Pulses(EVERY), Counting(fault=RuntimeError("no"))
    pulses.join(who, 0.1)
    await who.times(2)
    pulses.leave(who)
    assert "a pulse failed" in caplog.text


async def test_nobody_is_called_anew_before_the_pulse_is_over() -> None:
    pulses, over = Pulses(EVERY), asyncio.Event()
    slow, other = Counting(over), Counting()
    pulses.join(slow, 0.1)
    pulses.join(other, 0.1)
    await other.times(3)
    assert slow.begun == 1
    over.set()
    await slow.times(2)
    for who in (slow, other):
        pulses.leave(who)
