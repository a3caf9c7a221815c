"""A client written from ``miti protocol`` alone talks with a real service."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest

from tests.services.miti import ROOT, miti, sign_in
from tests.wire_client import Client, Document, connected


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of a demo whose heart beats quickly."""
    with miti({"MITI_PULSE_SECONDS": "0.5", "MITI_LEASE_SECONDS": "5"}) as address:
        yield address


@pytest.fixture(scope="module")
def document() -> Document:
    """What the command line prints."""
    command = [sys.executable, "-m", "miti", "protocol"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Document(printed.stdout)


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


@asynccontextmanager
async def visitor(
    document: Document, base: str, key: str, seen: int = 0
) -> AsyncIterator[tuple[Client, dict[str, Any]]]:
    """A visitor who has said hello, and the welcome."""
    version = int(document.content["info"]["version"])
    async with connected(document, base, "visitor") as client:
        await client.send("hello", version=version, key=key, language="fr", seen=seen)
        yield client, await client.until("welcome")


@asynccontextmanager
async def desk(document: Document, base: str, username: str) -> AsyncIterator[Client]:
    """A counselor at the desk."""
    version = int(document.content["info"]["version"])
    session = await asyncio.to_thread(sign_in, base, username)  # the visitor beside answers pings
    async with connected(document, base, "desk", session) as client:
        await client.send("hello", version=version)
        await client.until("welcome")
        yield client


async def accept_next(counselor: Client) -> str:
    """Go on duty and take whoever is offered; the talk's ref."""
    await counselor.send("duty", state="on", slots=1)
    offered = await counselor.until("talk", talk={"state": "offered"})
    ref: str = offered["talk"]["ref"]
    await counselor.send("accept", ref=ref)
    await counselor.until("talk", talk={"ref": ref, "state": "open"})
    return ref


async def test_a_talk_is_held_from_the_first_word_to_the_erasing(
    document: Document, base: str
) -> None:
    key, question, answer = new_key(), str(uuid4()), str(uuid4())
    async with (
        visitor(document, base, key) as (asking, welcome),
        desk(document, base, "demo-robin") as answering,
    ):
        assert welcome["known"] is False
        await asking.send(
            "start", city="demo", subject=None, language="fr", key=question, text="Bonjour 👋"
        )
        await asking.until("entry", key=question, seq=1, text="Bonjour 👋")
        ref = await accept_next(answering)
        status = await asking.until("status", state="open")
        assert status["who"]["alias"]

        await answering.send("typing", ref=ref, on=True)
        await asking.until("typing", on=True)
        await answering.send("say", ref=ref, key=answer, text="Bonjour, je vous écoute.")
        said = await asking.until("entry", key=answer, author="counselor")
        await asking.send("read", seq=said["seq"])
        await answering.until("seen", ref=ref, seq=said["seq"])

        await answering.send("close", ref=ref, subject="learning", outcome="answered")
        await asking.until("status", state="closed")
        await answering.until("talk_gone", ref=ref, why="done")
        await asking.send("erase")
        await asking.until("erased", ref=ref)
        await answering.send("duty", state="off", slots=1)


async def test_whoever_connects_again_gets_what_was_missed_and_repeats_change_nothing(
    document: Document, base: str
) -> None:
    key, first, second = new_key(), str(uuid4()), str(uuid4())
    async with visitor(document, base, key) as (asking, _):
        await asking.send("start", city="demo", subject="working", language="nl")
        await asking.until("place")
        await asking.send("say", key=first, text="Een")
        await asking.send("say", key=second, text="Twee")
        await asking.until("entry", key=second)
    async with visitor(document, base, key, seen=1) as (again, welcome):
        assert welcome["known"] is True
        await again.send("say", key=second, text="Twee")
        await again.until("entry", key=second, seq=2)
        await again.send("leave")
        await again.until("status", state="closed")
        assert {each["seq"] for each in again.all("entry", author="visitor")} == {2}


async def test_a_coordinator_sees_the_table(document: Document, base: str) -> None:
    version = int(document.content["info"]["version"])
    async with connected(document, base, "board", sign_in(base, "demo-marie")) as board:
        await board.send("hello", version=version)
        await board.until("welcome")
        table = await board.until("board")
    assert table["waiting"] == 0


REFUSED = [
    ("not json", "malformed"),
    ('{"type": "say"}', "malformed"),
    ('{"type": "leave", "at": "once"}', "malformed"),
    ('{"type": "accept", "ref": "AAAAAAAAAAAAAAAA"}', "unknown_type"),
    ('{"type": "leave"}', "not_found"),
    ('{"type": "start", "city": "atlantis", "subject": null, "language": "fr"}', "not_found"),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "code"), REFUSED, ids=[frame for frame, _ in REFUSED])
async def test_a_wrong_frame_is_refused_as_the_document_says_and_the_socket_lives(
    document: Document, base: str, frame: str, code: str
) -> None:
    assert code in document.content["x-refusals"]
    async with visitor(document, base, new_key()) as (client, _):
        await client.send_anyway(frame)
        await client.until("refused", code=code)
        await client.until("pulse")


async def test_a_frame_over_the_limit_is_too_long(document: Document, base: str) -> None:
    limit = document.content["x-limits"]["frame_characters"]
    async with connected(document, base, "visitor") as client:
        await client.send_anyway("x" * limit)
        await client.until("refused", code="malformed")
        await client.send_anyway("x" * (limit + 1))
        await client.until("refused", code="too_long")


async def test_the_first_frame_is_hello(document: Document, base: str) -> None:
    async with connected(document, base, "visitor") as client:
        await client.send("leave")
        await client.until("refused", code="hello_first", command="leave")


async def test_another_version_is_refused_and_the_socket_closes(
    document: Document, base: str
) -> None:
    async with connected(document, base, "visitor") as client:
        await client.send("hello", version=0, key=new_key(), language="fr")
        assert meaning(document, await client.closed()).startswith("The client speaks another")
        assert [each["code"] for each in client.all("refused")] == ["version"]


@pytest.mark.parametrize("channel", ["desk", "board"])
async def test_nobody_sits_down_unsigned(document: Document, base: str, channel: str) -> None:
    async with connected(document, base, channel) as client:
        assert meaning(document, await client.closed()).startswith("Nobody is signed in")


async def test_a_counselor_is_not_a_coordinator(document: Document, base: str) -> None:
    async with connected(document, base, "board", sign_in(base, "demo-robin")) as client:
        assert meaning(document, await client.closed()).endswith("may not use this socket.")


async def test_who_leaves_the_pulse_unanswered_is_let_go(document: Document, base: str) -> None:
    async with visitor(document, base, new_key()) as (client, _):
        client.answering = False
        assert meaning(document, await client.closed()).startswith("Several pulses")


def meaning(document: Document, code: int) -> str:
    """What the document says about a close code."""
    said: str = document.content["x-close-codes"][str(code)]
    return said
