"""The visitor's socket over plain HTTP: the same frames, keys and numbers, request by request."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import pytest

from chat import blocking, protocol
from chat.models import Conversation
from miti import polling
from miti.asgi import application
from miti.ending import Ending
from tests.chat_people import visitor_key

pytestmark = pytest.mark.usefixtures("always_open")
HOME = b"http://127.0.0.1"
Json = dict[str, Any]


async def posted(body: object, origin: bytes = HOME, *, hangs_up: bool = False) -> tuple[int, Json]:
    """One request; who hangs up does so as soon as it is sent."""
    scope: Any = {
        "type": "http", "method": "POST", "path": polling.PATH, "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"origin", origin)],
    }  # fmt: skip
    asked = iter([{"type": "http.request", "body": json.dumps(body).encode()}])
    answer: list[Json] = []

    async def receive() -> Any:
        for message in asked:
            return message
        if not hangs_up:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answer.append(message)

    await application(scope, receive, send)
    body_sent = answer[1].get("body") or b"{}"
    return answer[0]["status"], json.loads(body_sent)


class Poller:
    """A visitor behind a network without WebSockets."""

    def __init__(self) -> None:
        self.key = visitor_key()
        self.log: dict[int, str] = {}
        self.seen = 0
        self.known = self.counselor_seen = 0
        self.frames: list[Json] = []

    async def polls(self, *commands: Json, hangs_up: bool = False) -> list[str]:
        """Bring commands, take home what is new: the types of the frames."""
        hello = {
            "type": "hello", "version": protocol.VERSION, "key": self.key, "language": "fr",
            "seen": self.seen,
        }  # fmt: skip
        sent = [hello, {"type": "beat", "idle": 0}, *commands]
        frames = [json.dumps(each) for each in sent]
        has = {"known": self.known, "counselor_seen": self.counselor_seen}
        status, told = await posted({"frames": frames, **has}, hangs_up=hangs_up)
        assert status == 200
        self.frames = told["frames"]
        for each in self.frames:
            if each["type"] == "entry":
                assert each["seq"] <= self.seen + 1  # nothing is missing
                self.seen = max(self.seen, each["seq"])
                self.log[each["seq"]] = each["text"]
            if each["type"] == "status":
                self.known, self.counselor_seen = each["version"], each["counselor_seen"]
        return [each["type"] for each in self.frames]


def start(text: str) -> Json:
    return {
        "type": "start", "city": None, "subject": None, "language": "fr", "key": str(uuid4()),
        "text": text,
    }  # fmt: skip


def say(text: str, key: str | None = None) -> Json:
    return {"type": "say", "key": key or str(uuid4()), "text": text}


async def test_a_talk_goes_on_without_a_websocket_and_nothing_comes_twice() -> None:
    who = Poller()
    assert "welcome" in await who.polls()
    await who.polls(start("Bonjour"))
    assert "Bonjour" in who.log.values()
    key = str(uuid4())
    await who.polls(say("Une question", key))
    await who.polls(say("Une question", key))  # as after an answer that was lost
    assert [text for text in who.log.values() if text] == ["Bonjour", "Une question"]


async def test_a_request_stays_until_somebody_says_something() -> None:
    who, same = Poller(), Poller()
    same.key = who.key
    await who.polls(start("Bonjour"))
    await same.polls()
    began = time.monotonic()
    waiting = asyncio.create_task(who.polls())
    await same.polls(say("Encore"))
    assert "entry" in await waiting
    assert "Encore" in who.log.values()
    assert time.monotonic() - began < polling.STAY / 2


async def test_whoever_waits_is_sent_home_when_the_process_ends_and_so_is_whoever_comes_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, ending = Poller(), Ending()
    monkeypatch.setattr(polling, "ENDING", ending)
    await who.polls(start("Bonjour"))
    began = time.monotonic()
    waiting = asyncio.create_task(who.polls())
    asyncio.get_running_loop().call_later(polling.LINGER, ending.begin)
    await waiting
    await who.polls()
    await who.polls(say("Encore"))
    assert "Encore" in who.log.values()
    assert time.monotonic() - began < polling.STAY / 2


async def test_what_was_seen_between_two_requests_is_told_at_once() -> None:
    who = Poller()
    await who.polls(start("Bonjour"))
    await blocking.run(Conversation.objects.update, counselor_seen=1)
    began = time.monotonic()
    assert "status" in await who.polls()
    assert who.counselor_seen == 1
    assert time.monotonic() - began < polling.STAY / 2


async def test_somebody_who_hangs_up_leaves_nothing_behind() -> None:
    who = Poller()
    await who.polls(start("Bonjour"))
    began = time.monotonic()
    await who.polls(hangs_up=True)
    assert time.monotonic() - began < 5
    assert await blocking.run(Conversation.objects.count) == 1


@pytest.mark.parametrize("origin", [b"", b"https://elsewhere.example", b"http://127.0.0.1:81"])
async def test_no_other_page_may_speak_for_a_visitor(origin: bytes) -> None:
    assert await posted({"frames": []}, origin) == (403, {})


@pytest.mark.parametrize(
    "body", [None, {"frames": [1]}, {"frames": [], "more": 1}, {"frames": ["x" * 300_000]}]
)
async def test_what_is_no_such_request_is_refused(body: object) -> None:
    assert await posted(body) == (400, {})


async def test_a_frame_that_nobody_understands_is_refused_as_on_a_socket() -> None:
    status, told = await posted({"frames": ["{}", "nonsense"]})
    assert status == 200
    assert {each["code"] for each in told["frames"]} == {"unknown_type", "malformed"}
