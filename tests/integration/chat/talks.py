"""Talks over the wire, begun as most of them begin, and everything that a line has heard."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from tests.chat_people import visitor_key
from tests.integration.chat.lines import Line, Wire, desk_line, new_message, visitor_line


async def begin(line: Line, text: str = "Bonjour", language: str = "fr") -> str:
    """Enter the queue; the name of the conversation."""
    choice = {"city": None, "subject": "working", "language": language}
    await line.send("start", **choice, **new_message(text))
    ref: str = (await line.told("entry", text=text))["ref"]
    return ref


async def take(desk: Line, ref: str) -> None:
    """Pick the person and begin."""
    await desk.send("pick", ref=ref)
    await desk.until(lambda: desk.logs.get(ref))


async def talks_with(visitor: Line, desk: Line, text: str = "Bonjour") -> str:
    """A talk of this visitor with whoever sits at this desk; its name."""
    ref = await begin(visitor, text)
    await take(desk, ref)
    await visitor.told("status", state="open")
    return ref


class InTalk(NamedTuple):
    """A visitor in a talk with Alice, and Bram at his own desk."""

    visitor: Wire
    alice: Wire
    bram: Wire
    ref: str


@asynccontextmanager
async def in_talk(
    alices_session: str, brams_session: str, key: str | None = None
) -> AsyncIterator[InTalk]:
    """The three of them, until the block ends."""
    async with (
        visitor_line(key or visitor_key()) as visitor,
        desk_line(alices_session) as alice,
        desk_line(brams_session) as bram,
    ):
        yield InTalk(visitor, alice, bram, await talks_with(visitor, alice))


def heard(line: Line) -> str:
    """Everything that came, as text."""
    return json.dumps(line.frames, ensure_ascii=False)
