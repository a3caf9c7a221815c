"""How often a socket's pulse beats, and when it gives up."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.conf import settings

from chat import protocol
from chat.events import Hint
from chat.protocol import Command
from chat.sockets.base import MISSED_PULSES, Socket


class Quiet(Socket):
    """Shows nothing."""

    name = "visitor"

    async def opened(self) -> None: ...

    async def handle(self, command: Command) -> None: ...

    async def notice(self, hint: Hint) -> None: ...

    async def last_seqs(self) -> dict[str, int]:
        return {}

    async def left(self) -> None: ...


async def test_pulses_are_one_pulse_apart_until_three_had_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    naps: list[float] = []
    sent: list[dict[str, Any]] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    socket = Quiet({}, send)
    monkeypatch.setattr(asyncio, "sleep", nap)
    await socket._pulse()
    *pulses, end = sent
    assert len(pulses) == MISSED_PULSES
    assert all('"pulse"' in each["text"] for each in pulses)
    assert end == {"type": "websocket.close", "code": protocol.CLOSE_NO_BEAT}
    every = settings.MITI["MITI_PULSE_SECONDS"]
    first, *others = naps
    assert every / 2 <= first <= every
    assert others == [every] * MISSED_PULSES
