"""What a server does with everybody when it is told to end, and with a crowd while it is busy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGCONT, SIGSTOP, SIGTERM
from socket import create_connection
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from chat import protocol
from miti import polling
from miti.limits import FAREWELL
from tests.integration.house import House, served
from tests.rude_client import Rude, rude
from tests.services.miti import sign_in
from tests.services.sqlite import locked
from tests.visitors import accept, first, hello, new_key, talks, visitor

CROWD = 500
"""Ten times as many as daphne would let wait."""


@pytest.fixture(params=("daphne", "uvicorn"))
def brief_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A service that the test ends."""
    with served(request.param, tmp_path) as one:
        yield one


def test_sigterm_in_mid_talk_closes_with_1012_and_the_visitor_is_expected_back_soon(
    brief_house: House,
) -> None:
    cookie = {"Cookie": f"sessionid={sign_in(brief_house.base, 'demo-robin')}"}
    with visitor(brief_house.base) as client, rude(brief_house.base, "/ws/desk", cookie) as desk:
        desk.say(type="hello", version=protocol.VERSION)
        first(desk, type="welcome")
        accept(desk)
        first(client, type="status", state="open")
        talks(client)
        first(desk, type="entry", text="Bonjour")
        before = brief_house.lease()
        brief_house.process.signal(SIGTERM)
        assert client.close_code() == 1012
        assert desk.close_code() == 1012
    assert brief_house.process.ended() == 0
    assert before - brief_house.lease() > timedelta(seconds=30)


def test_sigterm_lets_a_request_finish_and_keeps_the_line_for_no_other(brief_house: House) -> None:
    with closing(HTTPConnection(urlsplit(brief_house.base).netloc, timeout=30)) as line:
        with locked(brief_house.file), visitorless(brief_house.base) as witness:
            post_sign_in(line, brief_house.base)
            hello(witness, new_key())
            first(witness, type="welcome")  # what was sent before has been taken in, too
            brief_house.process.signal(SIGTERM)
            assert witness.close_code() == 1012
        answer = line.getresponse()
        assert answer.status == 302
        assert answer.getheader("Connection") == "close"
    assert brief_house.process.ended() == 0


def test_sigterm_sends_home_who_waits_over_plain_http(brief_house: House) -> None:
    key = new_key()
    with (
        closing(HTTPConnection(urlsplit(brief_house.base).netloc, timeout=30)) as line,
        visitor(brief_house.base, key) as witness,
    ):
        post_poll(line, brief_house.base, key)
        talks(witness)  # it has been taken in
        brief_house.process.signal(SIGTERM)
        assert witness.close_code() == 1012
        assert line.getresponse().status == 200
    assert brief_house.process.ended(FAREWELL / 2) == 0


def post_poll(line: HTTPConnection, base: str, key: str) -> None:
    """Ask for what is new, of which everything is known."""
    greeting = {
        "type": "hello", "version": protocol.VERSION, "key": key, "language": "fr", "seen": 1000,
    }  # fmt: skip
    body = {"frames": [json.dumps(greeting)], "known": 1000, "counselor_seen": 1000}
    line.request("POST", polling.PATH, json.dumps(body), {"Origin": base})


@contextmanager
def visitorless(base: str) -> Iterator[Rude]:
    """A visitor's socket on which nothing was said."""
    with rude(base, "/ws/visitor") as client:
        yield client


def post_sign_in(line: HTTPConnection, base: str) -> None:
    """Ask for something that must be written; the answer is left to come."""
    line.request("GET", "/desk/sign-in/")
    answer = line.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    fields = {"login": "demo-robin", "password": "miti-demo", "csrfmiddlewaretoken": token}
    headers = {
        "Cookie": cookie, "Referer": f"{base}/desk/sign-in/",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    line.request("POST", "/desk/sign-in/", urlencode(fields), headers)


def test_sigterm_does_not_wait_for_a_client_that_never_reads(brief_house: House) -> None:
    key = new_key()
    with visitor(brief_house.base, key) as client:
        for _ in range(40):
            client.say(type="say", key=str(uuid4()), text="€" * protocol.MAX_TEXT)
        for _ in range(20):
            hello(client, key)
        with visitor(brief_house.base) as other:
            brief_house.process.signal(SIGTERM)
            assert other.close_code() == 1012
        assert brief_house.process.ended(15) == 0


def test_a_crowd_may_knock_while_the_service_is_busy(brief_house: House) -> None:
    brief_house.process.signal(SIGSTOP)
    place = urlsplit(brief_house.base)
    with ExitStack() as knocking:
        for _ in range(CROWD):
            address = (place.hostname or "", place.port or 0)
            knocking.enter_context(closing(create_connection(address, timeout=0.5)))
        brief_house.process.signal(SIGCONT)
    with visitor(brief_house.base) as client:
        talks(client)
