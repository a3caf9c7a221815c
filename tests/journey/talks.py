"""A talk that has begun, and a colleague who is on duty too: how journeys of two desks begin."""

from __future__ import annotations

from typing import NamedTuple

from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.visitor import Visitor


class InTalk(NamedTuple):
    """Alice talks with a visitor, Bram sits at his own desk. ``frames``: all that the visitor's
    browser was sent, as it grows."""

    alice: Desk
    bram: Desk
    visitor: Visitor
    frames: list[str]


def in_talk(people: People, language: str = "fr", question: str = "Soudeur ?") -> InTalk:
    """The three of them."""
    alice, bram = people.counselor("alice", language), people.counselor("bram", language)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    frames: list[str] = []
    visitor.page.on(
        "websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame)))
    )
    visitor.chooses("city", "demo")
    visitor.asks(question)
    alice.accepts(question)
    bram.goes_on_duty()
    return InTalk(alice, bram, visitor, frames)
