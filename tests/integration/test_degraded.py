"""Redis or PostgreSQL goes away in mid-talk: it is said, nothing typed is lost, and it heals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from chat import protocol
from tests.rude_client import Rude, rude
from tests.services.miti import sign_in
from tests.services.miti_together import Services, services, serving, working
from tests.visitors import accept, first, until_all, visitor

UNHURRIED = {
    "MITI_PULSE_SECONDS": "600",  # nothing here may be mended by the pulse
    "MITI_LEASE_SECONDS": "1200",
    "MITI_SAY_RATE": "100",
    "MITI_SAY_BURST": "100",
}


BACK = {"type": "service", "ok": True}


class Talk(NamedTuple):
    """A visitor and a counselor, each on a process of their own."""

    services: Services
    asking: Rude
    answering: Rude
    ref: str


@pytest.fixture
def talk() -> Iterator[Talk]:
    """An open talk; both services run, and two who dispatch and sweep."""
    with ExitStack() as open_:
        both = open_.enter_context(services(UNHURRIED))
        open_.enter_context(working(both))
        open_.enter_context(working(both))
        _, here = open_.enter_context(serving(both))
        _, there = open_.enter_context(serving(both))
        cookie = {"Cookie": f"sessionid={sign_in(there, 'demo-robin')}"}
        asking = open_.enter_context(visitor(here))
        answering = open_.enter_context(rude(there, "/ws/desk", cookie))
        for each in (asking, answering):
            each.patience(60)
        answering.say(type="hello", version=protocol.VERSION)
        first(answering, type="welcome")
        ref = accept(answering)
        first(asking, type="status", state="open")
        yield Talk(both, asking, answering, ref)


def test_without_redis_it_is_said_and_whatever_was_written_arrives_when_it_is_back(
    talk: Talk,
) -> None:
    talk.services.redis.close()
    first(talk.asking, type="service", ok=False)
    first(talk.answering, type="service", ok=False)
    key = str(uuid4())
    talk.asking.say(type="say", key=key, text="Vous êtes là ?")
    first(talk.asking, **entry(key))

    talk.services.start_redis()
    until_all(talk.answering, BACK, entry(key))
    first(talk.asking, **BACK)
    exchange(talk)


def test_without_postgresql_it_is_said_and_a_word_said_again_is_there_once(talk: Talk) -> None:
    key = str(uuid4())
    talk.services.postgres.close()
    talk.asking.say(type="say", key=key, text="Bonjour")
    first(talk.asking, type="service", ok=False)
    assert first(talk.asking, type="refused", key=key)["code"] == "unavailable"

    talk.services.start_postgres()
    say_until_stored(talk.asking, key)
    say_until_stored(talk.asking, key)
    assert [each.get("key") for each in exchange(talk)].count(key) == 1


def entry(key: str) -> dict[str, str]:
    """A line of the log, by its key."""
    return {"type": "entry", "key": key}


def say_until_stored(client: Rude, key: str, **to: str) -> None:
    """As the page does: say it again, with its key, until it is there."""
    while True:
        client.say(type="say", key=key, text="Bonjour", **to)
        about = next(frame for frame in client.read() if frame.get("key") == key)
        if about["type"] == "entry":
            return


def exchange(talk: Talk) -> list[dict[str, Any]]:
    """Both say something and hear each other; what the counselor was sent meanwhile."""
    asked, answered = str(uuid4()), str(uuid4())
    say_until_stored(talk.asking, asked)
    heard = until_all(talk.answering, entry(asked))
    say_until_stored(talk.answering, answered, ref=talk.ref)
    first(talk.asking, **entry(answered))
    return heard
