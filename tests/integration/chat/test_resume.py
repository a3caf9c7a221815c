"""Whoever stays connected and whoever connects again see the same, after every action.

Once with a doorbell that rings, and once with one that never does: then the pulse heals it all.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from django.utils import timezone
from pytest_django import Settings

from chat import blocking, selectors
from chat.actions import holding, presence
from chat.dispatch import Dispatcher
from chat.sockets import lookout
from counselors.models import Counselor
from routing import announce
from tests.chat_people import hash_of, later, visitor, visitor_key
from tests.integration.chat.lines import Json, Line, desk_line, new_message, visitor_line
from tests.integration.chat.screens import desk_screen, visitor_screen


class Morning:
    """One talk from the first word to the erasing, watched by two who never look away."""

    def __init__(self, key: str, session: str, visitor: Line, desk: Line) -> None:
        self.key, self.session = key, session
        self.visitor, self.desk = visitor, desk
        self.reads: dict[str, int] = {}

    @property
    def ref(self) -> str:
        return next(iter(self.visitor.logs))

    def status(self) -> Json:
        """What the visitor sees of the state."""
        status: Json = visitor_screen(self.visitor)["status"]
        return status

    def on_desk(self) -> Json:
        """What the counselor sees of the talk."""
        talk: Json = desk_screen(self.desk, self.reads)["talks"][self.ref]
        return talk

    async def id(self) -> int:
        digest = hash_of(self.key)
        found = await blocking.run(selectors.known, [digest])
        return found[digest][0]

    async def dispatched(self) -> None:
        """The dispatcher runs, in another process as it were, and tells the places."""
        loop = Dispatcher()
        while await blocking.run(loop.step, timezone.now()):
            pass

    async def same_for_everybody(self) -> None:
        """Both screens come to show what a fresh one shows."""
        async with visitor_line(self.key) as fresh, desk_line(self.session) as tab:
            await fresh.until(lambda: _complete(fresh))
            await self.visitor.until(lambda: visitor_screen(self.visitor) == visitor_screen(fresh))
            await tab.until(lambda: _all_logs(tab))
            await self.desk.until(
                lambda: desk_screen(self.desk, self.reads) == desk_screen(tab, self.reads)
            )


def _complete(line: Line) -> bool:
    if line.newest("welcome")["known"] is False:
        return True
    told = [frame for frame in line.frames if frame["type"] == "status"]
    if not told or len(visitor_screen(line)["log"]) < told[-1]["last_seq"]:
        return False
    return told[-1]["state"] != "waiting" or visitor_screen(line)["place"] is not None


def _all_logs(line: Line) -> bool:
    talks = line.newest("welcome")["talks"]
    return all(len(line.logs.get(talk["ref"], [])) >= talk["last_seq"] for talk in talks)


@pytest.fixture(autouse=True, params=["", "drop=1"], ids=["hints", "no-hints"])
def doorbell(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes of hints; the heart beats quickly, and so do those who look by themselves."""
    monkeypatch.setattr(lookout, "TICK", 0.25)
    monkeypatch.setattr(announce, "REPEAT", 0.25)
    quick = {"MITI_FAULTS": request.param, "MITI_PULSE_SECONDS": 0.25}
    settings.MITI = settings.MITI | quick


@pytest.fixture
def key() -> str:
    return visitor_key()


@asynccontextmanager
async def morning(key: str, session: str) -> AsyncIterator[Morning]:
    async with visitor_line(key) as visitor, desk_line(session) as desk:
        yield Morning(key, session, visitor, desk)


async def enter(at: Morning) -> None:
    """Busy desk, so that there is a queue to stand in."""
    await at.desk.send("duty", state="paused", slots=2)
    await at.desk.told("duty", state="paused")
    await at.visitor.send(
        "start", city="brussels", subject="working", language="fr", **new_message("Bonjour")
    )
    await at.visitor.told("entry", text="Bonjour")
    await at.dispatched()
    await at.same_for_everybody()


async def be_offered(at: Morning) -> None:
    await at.desk.send("duty", state="on", slots=2)
    await at.desk.until(lambda: desk_screen(at.desk, {})["duty"]["state"] == "on")
    await at.dispatched()
    await at.desk.until(lambda: at.ref in desk_screen(at.desk, {})["talks"])
    await at.same_for_everybody()


async def be_accepted(at: Morning) -> None:
    await be_offered(at)
    await at.desk.send("accept", ref=at.ref)
    await at.visitor.until(lambda: visitor_screen(at.visitor)["status"]["state"] == "open")
    await at.same_for_everybody()


async def test_while_waiting(key: str, alices_session: str) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await at.visitor.send("say", **new_message("et aussi ceci"))
        await at.visitor.told("entry", text="et aussi ceci")
        await at.same_for_everybody()
        await blocking.run(visitor, timezone.now())
        await at.dispatched()
        await at.same_for_everybody()
        await at.visitor.send("use_language", language="nl")
        await at.visitor.told("status", language="nl")
        await at.dispatched()
        await at.same_for_everybody()
        await at.visitor.send("leave")
        await at.visitor.told("status", state="closed")
        await at.same_for_everybody()


async def test_while_talking(key: str, alices_session: str) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await be_accepted(at)
        await at.desk.send("say", ref=at.ref, **new_message("Bonjour, je suis Alice"))
        entry = await at.visitor.told("entry", text="Bonjour, je suis Alice")
        await at.visitor.send("read", seq=entry["seq"])
        await at.desk.until(lambda: at.on_desk()["visitor_seen"] >= entry["seq"])
        await at.same_for_everybody()
        await at.visitor.send("say", **new_message("merci"))
        entry = await at.desk.told("entry", text="merci")
        await at.desk.send("read", ref=at.ref, seq=entry["seq"])
        at.reads[at.ref] = read = entry["seq"]
        await at.visitor.until(lambda: at.status()["counselor_seen"] >= read)
        await at.same_for_everybody()
        await at.visitor.send("leave")
        await at.visitor.told("status", state="closed")
        await at.same_for_everybody()
        await at.desk.send("close", ref=at.ref, subject="learning", outcome="answered")
        await at.desk.told("talk_gone", ref=at.ref, why="done")
        await at.same_for_everybody()
        await at.visitor.send("erase")
        await at.visitor.told("erased", ref=at.ref)
        await at.same_for_everybody()


async def test_when_an_offer_is_declined(key: str, alices_session: str) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await be_offered(at)
        await at.desk.send("decline", ref=at.ref)
        await at.desk.told("talk_gone", ref=at.ref, why="declined")
        await at.dispatched()
        await at.same_for_everybody()


async def test_over_hold_and_waking(key: str, alices_session: str) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await be_accepted(at)
        await blocking.run(holding.hold, await at.id(), timezone.now())
        await at.visitor.told("status", state="on_hold")
        await at.same_for_everybody()
        await at.visitor.send("say", **new_message("me revoilà"))
        await at.visitor.told("entry", code="woken")
        await at.same_for_everybody()


async def test_when_the_counselor_puts_the_talk_on_hold_and_goes_on(
    key: str, alices_session: str
) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await be_accepted(at)
        for command, state in (("hold", "on_hold"), ("go_on", "open")):
            await at.desk.send(command, ref=at.ref)
            await at.visitor.told("status", state=state)
            await at.same_for_everybody()


async def test_over_a_lost_counselor_who_comes_back(
    key: str, alices_session: str, alice: Counselor
) -> None:
    async with morning(key, alices_session) as at:
        await enter(at)
        await be_accepted(at)
        await blocking.run(presence.counselor_away, alice.pk, later(60, timezone.now()))
        await at.visitor.told("status", counselor_online=False)
        await at.same_for_everybody()
        await blocking.run(presence.counselor_lost, alice.pk, later(200, timezone.now()))
        await at.visitor.told("entry", code="cut_off")
        await at.dispatched()
        await at.same_for_everybody()
        await be_accepted(at)
