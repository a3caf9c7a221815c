from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping

import pytest

from chat.sockets.gathered import MOST, Gathered


class Answers:
    """Doubles what it is asked, and remembers what was asked together."""

    def __init__(self, *, broken: bool = False) -> None:
        self.asked: list[set[int]] = []
        self.broken = broken
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.go.set()

    async def __call__(self, keys: Collection[int]) -> Mapping[int, int]:
        self.asked.append(set(keys))
        self.begun.set()
        await self.go.wait()
        if self.broken:
            raise ValueError(len(keys))
        return {key: 2 * key for key in keys if key < 1000}


async def test_who_asks_at_once_is_answered_together() -> None:
    answers = Answers()
    gathered = Gathered(answers)
    assert await asyncio.gather(*map(gathered.get, (1, 2, 2, 1000))) == [2, 4, 4, None]
    assert answers.asked == [{1, 2, 1000}]


async def test_who_asks_while_an_answer_is_found_gets_the_next_one() -> None:
    answers = Answers()
    gathered = Gathered(answers)
    answers.go.clear()
    first = asyncio.create_task(gathered.get(1))
    await answers.begun.wait()
    others = [asyncio.create_task(gathered.get(each)) for each in (1, 2)]
    await asyncio.sleep(0)
    answers.go.set()
    assert await asyncio.gather(first, *others) == [2, 2, 4]
    assert answers.asked == [{1}, {1, 2}]


async def test_a_crowd_is_answered_in_parts() -> None:
    answers = Answers()
    gathered = Gathered(answers)
    await asyncio.gather(*map(gathered.get, range(2 * MOST + 1)))
    assert [len(each) for each in answers.asked] == [MOST, MOST, 1]


async def test_everybody_hears_of_what_goes_wrong_and_the_next_ones_are_answered() -> None:
    answers = Answers(broken=True)
    gathered = Gathered(answers)
    found = await asyncio.gather(*map(gathered.get, (1, 2)), return_exceptions=True)
    assert [type(each) for each in found] == [ValueError, ValueError]
    answers.broken = False
    assert await gathered.get(3) == 6


async def test_who_goes_before_the_answer_leaves_it_to_the_others() -> None:
    answers = Answers()
    gathered = Gathered(answers)
    answers.go.clear()
    leaving, staying = (asyncio.create_task(gathered.get(1)) for _ in range(2))
    await answers.begun.wait()
    leaving.cancel()
    answers.go.set()
    assert await staying == 2
    with pytest.raises(asyncio.CancelledError):
        await leaving
