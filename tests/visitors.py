"""What a visitor says first, said by a client without manners."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import uuid4

from chat import protocol
from tests.rude_client import Rude, rude


class Speaks(Protocol):
    """A client on whatever line."""

    def say(self, **frame: Any) -> None:
        """Write one frame."""

    def read(self) -> Iterator[dict[str, Any]]:
        """Frames as they come."""


def new_key() -> str:
    """A visitor's key."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def hello(client: Speaks, key: str, seen: int = 0, **more: str) -> None:
    """The first frame; ``more``: a return code."""
    known = {"version": protocol.VERSION, "key": key, "language": "fr", "seen": seen}
    client.say(type="hello", **known, **more)


def first(client: Speaks, **wanted: Any) -> dict[str, Any]:
    """The next frame that comes with these fields."""
    return next(frame for frame in client.read() if wanted.items() <= frame.items())


def until_all(client: Speaks, *wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that comes until each of these has come, in whatever order."""
    came: list[dict[str, Any]] = []
    missing = list(wanted)
    for frame in client.read():
        came.append(frame)
        missing = [each for each in missing if not each.items() <= frame.items()]
        if not missing:
            return came
    raise AssertionError(f"the socket closed before {missing}")


@contextmanager
def visitor(base: str, key: str | None = None) -> Iterator[Rude]:
    """Somebody with a conversation of their own."""
    with rude(base, "/ws/visitor") as client:
        hello(client, key or new_key())
        first(client, type="welcome")
        client.say(type="start", city="demo", subject=None, language="fr")
        first(client, type="place")
        yield client


def accept(desk: Rude) -> str:
    """Go on duty, and take whoever is offered; the talk's ref."""
    desk.say(type="duty", state="on", slots=1)
    talk = next(each["talk"] for each in desk.read() if each["type"] == "talk")
    assert talk["state"] == "offered"
    ref: str = talk["ref"]
    desk.say(type="accept", ref=ref)
    return ref


def talks(client: Rude) -> None:
    """A word goes to the database and comes back."""
    key = str(uuid4())
    client.say(type="say", key=key, text="Bonjour")
    first(client, type="entry", key=key)
