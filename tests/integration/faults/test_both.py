"""Lost hints, and clients without manners or in a crowd, beside people who talk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from chat import protocol
from tests.integration.faults.houses import House
from tests.integration.faults.load import RECOVERY, Load, mid_load
from tests.integration.faults.storm import storm
from tests.rude_client import Rude, rude
from tests.visitors import first, hello, new_key, visitor

CROWD = 200
LEVEL = 4 * 1024 * 1024
"""Bytes; for each socket of three crowds 7 kB, a third of what a socket holds."""


@contextmanager
def passer_by(house: House) -> Iterator[tuple[Rude, str]]:
    """One more visitor, with their key; whatever they do, nothing of them is left behind."""
    key = new_key()
    with visitor(house.base, key) as client:
        yield client, key
    with rude(house.base, "/ws/visitor") as again:
        hello(again, key)
        first(again, type="place")
        again.say(type="erase")
        first(again, type="erased")


def test_hints_are_lost_doubled_and_late(house: House) -> None:
    with house.losing_hints(), mid_load(house) as load:
        for _ in range(3):
            load.until_heard(RECOVERY)


def test_a_client_never_reads(house: House) -> None:
    text = "€" * protocol.MAX_TEXT
    with mid_load(house) as load, passer_by(house) as (client, key):
        for _ in range(20):
            said = str(uuid4())
            client.say(type="say", key=said, text=text)
            first(client, type="entry", key=said)
        for _ in range(100):
            hello(client, key)  # each is answered with the whole talk: a quarter of a megabyte
        load.until_heard(RECOVERY)
        assert client.is_dropped_within(20)


def test_clients_flood(house: House) -> None:
    with mid_load(house) as load:
        for _ in range(5):
            with rude(house.base, "/ws/visitor") as client:
                client.say(type="say", key=str(uuid4()), text="x" * 40_000)
                for _ in range(60):
                    client.say(type="nonsense")
                assert client.close_code() == protocol.CLOSE_FLOOD
        load.until_heard(RECOVERY)


def test_a_crowd_comes_back_at_once_again_and_again(house: House) -> None:
    with mid_load(house) as load:
        # Each worker makes its room when it first meets more people than before, and keeps it.
        assert any(_three_crowds(load) < LEVEL for _ in range(5)), "the memory does not level off"
        load.weigh()


def _three_crowds(load: Load) -> int:
    """Bytes by which they made the largest process grow."""
    load.weigh()
    for _ in range(3):
        asyncio.run(storm(load.house.base, _wanted(load)))
    return load.grown()


def _wanted(load: Load) -> list[tuple[str, int]]:
    """Key and least number of entries, for each of the crowd: many tabs of the same visitors."""
    known = [(each.key, len(each.talk.log)) for each in load.visitors]
    return [known[number % len(known)] for number in range(CROWD)]
