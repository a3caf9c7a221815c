"""Signs of life, written together, and not again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime

import pytest

from chat.blocking import Unavailable
from chat.sockets import leases
from chat.sockets.leases import Leases


class House:
    """Leases whose writings are remembered; ``now``: seconds on their clock."""

    def __init__(self) -> None:
        self.now = 0.0
        self.away = False
        self.written: list[set[int]] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.loop = asyncio.get_running_loop()
        self.leases = Leases(self._write, self._write, lambda: self.now)

    def _write(self, who: Collection[int], now: datetime) -> None:
        if self.away:
            raise Unavailable
        self.written.append(set(who))
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        self.loop.call_soon_threadsafe(meanwhile)

    async def flushed(self) -> list[set[int]]:
        """What was written since the last call."""
        task = self.leases._task
        if task is not None:
            await task
        found, self.written = self.written, []
        return found


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(leases, "FLUSH", 0.0)
    return House()


async def test_a_sign_of_life_right_after_another_is_not_written(house: House) -> None:
    house.leases.arrived(1)
    house.leases.arrived(2)
    house.leases.heard(1)
    house.leases.heard(2)
    assert await house.flushed() == [{1, 2}]
    house.now = 4.9
    house.leases.heard(1)
    assert await house.flushed() == []
    house.now = 5.0
    house.leases.heard(1)
    assert await house.flushed() == [{1}]


async def test_the_answer_to_a_roll_call_is_always_written(house: House) -> None:
    house.leases.arrived(1)
    house.leases.heard(1)
    assert await house.flushed() == [{1}]
    house.leases.answered(1)
    assert await house.flushed() == [{1}]


async def test_what_is_heard_while_others_are_written_is_written_next(house: House) -> None:
    for who in (1, 2):
        house.leases.arrived(who)
    house.meanwhile = lambda: house.leases.answered(2)
    house.leases.answered(1)
    assert await house.flushed() == [{1}, {2}]


async def test_who_went_and_is_back_is_written_at_once(house: House) -> None:
    house.leases.arrived(1)
    house.leases.heard(1)
    assert await house.flushed() == [{1}]
    assert house.leases.went(1)
    assert await house.leases.gone(1)
    house.leases.arrived(1)
    house.leases.heard(1)
    assert await house.flushed() == [{1}, {1}]  # shortened, and renewed


async def test_what_could_not_be_written_is_written_with_the_next_sign(house: House) -> None:
    house.leases.arrived(1)
    house.away = True
    house.leases.heard(1)
    assert await house.flushed() == []
    house.away = False
    await asyncio.sleep(0)
    house.leases.heard(1)
    assert await house.flushed() == [{1}]


async def test_who_went_before_the_sign_was_written_is_not_here_again(house: House) -> None:
    house.leases.arrived(1)
    house.leases.heard(1)
    assert house.leases.went(1)
    assert await house.leases.gone(1)
    assert await house.flushed() == [{1}]  # shortened, and not renewed
