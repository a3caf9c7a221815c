"""A computer room: dozens of visitors share one address, and the service does not mind."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from miti import polling
from tests.rude_client import rude
from tests.services.miti import miti
from tests.visitors import Speaks, first, hello, new_key, until_all

SEATS = 60
PATIENCE = 30
"""Seconds for the whole room, on a machine that does much else; alone it needs a few."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def base() -> Iterator[str]:
    """A service with the limits that it has by default."""
    with miti() as address:
        yield address


class Poller:
    """A visitor where no WebSocket passes: every frame is brought by a request of its own."""

    def __init__(self, base: str) -> None:
        self._line = HTTPConnection(urlsplit(base).netloc, timeout=30)
        self._headers = {"Origin": base, "Content-Type": "application/json"}
        self._hello = ""
        self._asked = False
        self._unread: deque[dict[str, Any]] = deque()

    def say(self, **frame: Any) -> None:
        """Bring one frame; the first, a greeting, goes along with all others."""
        text = json.dumps(frame)
        self._hello = self._hello or text
        self._ask(list(dict.fromkeys([self._hello, text])))

    def _ask(self, frames: list[str]) -> None:
        self._line.request("POST", polling.PATH, json.dumps({"frames": frames}), self._headers)
        self._asked = True

    def read(self) -> Iterator[dict[str, Any]]:
        """Frames as they come; whoever has read all of them asks anew."""
        while True:
            while self._unread:
                yield self._unread.popleft()
            if not self._asked:
                self._ask([self._hello])
            answer = self._line.getresponse()
            assert answer.status == 200
            self._unread.extend(json.loads(answer.read())["frames"])
            self._asked = False

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def test_dozens_of_visitors_from_one_address_are_normal(base: str) -> None:
    began = time.monotonic()
    with ExitStack() as room:
        everybody = {
            text: seat(base, room, text) for text in map("Question {}".format, range(SEATS))
        }
        later = [text for number, text in enumerate(everybody) if number % 3 == 0]
        for text, client in everybody.items():
            client.say(**asks(text, later=text in later))
        refs = {is_served(client, text, text in later) for text, client in everybody.items()}
        assert len(refs) == SEATS
        for text in later:
            everybody[text].say(type="get_code")
        codes = {first(everybody[text], type="return_code")["code"]: text for text in later}
        assert len(codes) == len(later)
        for code, text in codes.items():
            opens(base, code, text)
            opens_without_scripts(base, code, text)
    assert time.monotonic() - began < PATIENCE


def seat(base: str, room: ExitStack, text: str) -> Speaks:
    """Somebody sits down: at every other computer no WebSocket passes."""
    client: Speaks
    if text.endswith(tuple("02468")):
        client = room.enter_context(closing(Poller(base)))
    else:
        client = room.enter_context(rude(base, "/ws/visitor"))
    hello(client, new_key())
    assert first(client, type="welcome")["known"] is False
    return client


def asks(text: str, *, later: bool) -> dict[str, Any]:
    """To be answered now, or in writing."""
    choice = {"city": "demo", "subject": None, "language": "fr", "key": str(uuid4()), "text": text}
    return {"type": "ask_later" if later else "start", **choice}


def is_served(client: Speaks, text: str, later: bool) -> str:
    """What was asked is stored and nothing refused, and nobody else's words have come; the ref."""
    state = "left" if later else "waiting"
    came = until_all(client, {"type": "entry", "text": text}, {"type": "status", "state": state})
    assert not [each for each in came if each["type"] == "refused"]
    entries = [each for each in came if each["type"] == "entry"]
    assert {each["text"] for each in entries} - {""} == {text}
    (ref,) = {each["ref"] for each in entries}
    return str(ref)


def opens(base: str, code: str, text: str) -> None:
    """From another device, after a slip of the pen."""
    with rude(base, "/ws/visitor") as client:
        hello(client, new_key(), code=code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1])
        first(client, type="refused", code="not_found")
        hello(client, new_key(), code=code)
        assert first(client, type="entry")["text"] == text


def opens_without_scripts(base: str, code: str, text: str) -> None:
    with closing(HTTPConnection(urlsplit(base).netloc, timeout=30)) as line:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/fr/simple/", urlencode({"do": "read", "code": code}), form)
        answer = line.getresponse()
        assert answer.status == 200
        assert f">{text}</span>" in answer.read().decode()
