"""Invented visitors come to a real demo, and only to a demo."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import pytest

from tests.services.miti import ROOT, miti, sign_in
from tests.wire_client import Client, Document, connected

QUICK = {
    "MITI_PULSE_SECONDS": "1",
    "MITI_LEASE_SECONDS": "5",
    "MITI_SAY_RATE": "100",
    "MITI_SAY_BURST": "100",
}
MITI = [sys.executable, "-m", "miti"]


@pytest.fixture
def base() -> Iterator[str]:
    """A demo of one's own that notices quickly who has gone: nobody left over from a test before
    may take the counselor's slots."""
    with miti(QUICK) as address:
        yield address


@asynccontextmanager
async def visitors(base: str, *words: str) -> AsyncIterator[Process]:
    """``miti demo-visitors`` while the block lasts."""
    command = [*MITI, "demo-visitors", *words, "--url", base]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def answer_everybody(counselor: Client) -> None:
    """Accept every offer, greet, answer once to everything, wrap up."""
    await counselor.send("duty", state="on", slots=3)
    async for frame in counselor.news():
        match frame:
            case {"type": "talk", "talk": {"state": "offered", "ref": ref}}:
                await counselor.send("accept", ref=ref)
            case {"type": "talk", "talk": {"state": "open", "ref": ref}}:
                await counselor.send("say", ref=ref, key=str(uuid4()), text="Bonjour !")
            case {"type": "entry", "author": "visitor", "ref": ref}:
                await counselor.send("say", ref=ref, key=str(uuid4()), text="Et puis ?")
            case {"type": "talk", "talk": {"state": "closed", "ref": ref}}:
                await counselor.send("close", ref=ref, subject=None, outcome="answered")


def counts(printed: str) -> dict[str, int]:
    """The lines at the end: how often what happened."""
    rows = [line.split(maxsplit=1) for line in printed.splitlines() if line.startswith("   ")]
    return {what: int(times) for times, what in rows}


ENDS = {
    "left", "erased", "fell silent", "closed the page", "ended by the counselor",
    "ended by the service", "turned away", "lost the service",
}  # fmt: skip


async def test_everybody_comes_talks_and_goes_and_no_word_is_printed(base: str) -> None:
    words = ["6", "--seed", "491", "--hours-per-minute", "120", "--pace", "8"]
    printed = await asyncio.create_subprocess_exec(*MITI, "protocol", cwd=ROOT, stdout=PIPE)
    document = Document((await printed.communicate())[0].decode())
    session = sign_in(base, "demo-robin")
    async with connected(document, base, "desk", session) as counselor:
        await counselor.send("hello", version=int(document.content["info"]["version"]))
        answering = asyncio.create_task(answer_everybody(counselor))
        async with visitors(base, *words) as process, asyncio.timeout(150):
            output, _ = await process.communicate()
        answering.cancel()
    told = counts(output.decode())
    assert process.returncode == 0
    assert told["arrived"] == 6
    assert told["talk begun"] > 0
    assert told["message received"] > 0
    assert told["came back"] == told["connection cut"] > 0
    assert sum(times for what, times in told.items() if what in ENDS) == 6
    assert "démo" not in output.decode()


async def test_while_the_guard_is_on_they_prove_that_they_may_come_in(base: str) -> None:
    printed = await asyncio.create_subprocess_exec(*MITI, "protocol", cwd=ROOT, stdout=PIPE)
    document = Document((await printed.communicate())[0].decode())
    async with connected(document, base, "board", sign_in(base, "demo-marie")) as board:
        await board.send("hello", version=int(document.content["info"]["version"]))
        await board.until("board", guarded_until=None)
        await board.send("guard", on=True)
        async with visitors(base, "2", "--seed", "3", "--hours-per-minute", "600"):
            await board.until("board", waiting=2)
        await board.send("guard", on=False)


async def test_ctrl_c_sends_everybody_home(base: str) -> None:
    async with visitors(base, "5", "--seed", "1", "--hours-per-minute", "600") as process:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            assert b"5 visitors" in await process.stdout.readline()
            assert b"arrived" in await process.stdout.readline()
            process.terminate()
            rest, _ = await process.communicate()
    assert process.returncode == 0
    assert "Stopped" in rest.decode()


def test_a_service_that_is_no_demo_is_left_alone() -> None:
    with miti({"MITI_SECRET_KEY": "only-for-this-test-on-loopback-0123"}, demo=False) as base:
        command = [*MITI, "demo-visitors", "1", "--url", base]
        asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 2
    assert asked.stderr == f"miti: {base} is no demo: invented visitors may not go there\n"
