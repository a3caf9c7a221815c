"""That the service is well again is said by whom the database has answered, and by nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django import Settings

from chat import protocol
from chat.blocking import Unavailable
from chat.sockets import board, choices, visitor, visitor_view
from tests.chat_people import visitor_key
from tests.integration.chat.lines import Line, connected, new_message, visitor_line
from tests.integration.chat.talks import begin

WELL = {"type": "service", "ok": True}
START = {"city": None, "subject": "working", "language": "fr"}


@pytest.fixture(autouse=True)
def quick_pulses(settings: Settings, always_open: None) -> None:
    settings.MITI = {**settings.MITI, "MITI_PULSE_SECONDS": 0.25}


def away(*_: object) -> None:
    """What whoever asks a database that is away meets."""
    raise Unavailable


async def pulses(line: Line, count: int) -> None:
    """So many more."""
    line.forget()
    await line.until(lambda: sum(each["type"] == "pulse" for each in line.frames) >= count)


async def test_a_visitor_without_a_talk_asks_nothing_at_a_pulse_and_is_told_nothing() -> None:
    async with visitor_line(visitor_key()) as line:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(choices, "check_door", away)
            await line.send("start", **START, **new_message("Bonjour"))
            await line.told("service", ok=False)
            await pulses(line, 2)
            assert WELL not in line.frames
        await begin(line)
        await line.told("service", ok=True)


async def test_a_seen_mark_that_waits_to_be_stored_is_no_sign() -> None:
    async with visitor_line(visitor_key()) as line:
        await begin(line)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(visitor.VisitorSocket, "_store", away)
            patch.setattr(visitor_view.TalkView, "heal", away)
            await line.send("say", **new_message("Encore"))
            await line.told("service", ok=False)
            line.forget()
            await line.send("read", seq=1)
            await line.send("say", key=str(uuid4()), text="Encore")
            await line.told("refused", code="unavailable")
            assert WELL not in line.frames
        await line.told("service", ok=True)


async def test_the_board_asks_for_its_table_at_a_pulse(coordinators_session: str) -> None:
    async def look() -> None:
        raise Unavailable

    async with connected("/ws/board", session=coordinators_session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("board")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(board, "look", look)
            await line.told("service", ok=False)
            await pulses(line, 2)
            assert WELL not in line.frames
        await line.told("service", ok=True)
