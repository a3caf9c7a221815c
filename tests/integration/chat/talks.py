"""Talks over the wire, begun as most of them begin, and everything that a line has heard."""

from __future__ import annotations

import json

from tests.integration.chat.lines import Line, new_message


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


def heard(line: Line) -> str:
    """Everything that came, as text."""
    return json.dumps(line.frames, ensure_ascii=False)
