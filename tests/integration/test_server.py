"""What Miti promises of its server, held against real processes of daphne and of uvicorn."""

from __future__ import annotations

import inspect
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from importlib.metadata import version
from itertools import count
from pathlib import Path
from signal import SIGCONT, SIGSTOP, SIGTERM
from socket import create_connection, socketpair
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from chat import protocol
from chat.limits import LATE
from miti import polling
from miti.limits import FAREWELL
from tests.rude_client import Rude, rude
from tests.services.miti import sign_in
from tests.services.prepared import prepare
from tests.services.process import free_port
from tests.services.program import Program, memory, program, sockets
from tests.services.sqlite import locked
from tests.services.waiting import until
from tests.visitors import accept, first, hello, new_key, talks, visitor

CROWD = 500
"""Ten times as many as daphne would let wait."""
MEGABYTE = 1024 * 1024
ADDRESS = re.compile(r"127\.0\.0\.\d+[:'\", ]+\d{4,5}|client=")
"""A client's address as daphne, autobahn and asyncio would write it."""
SETTINGS = {
    "MITI_STALL_SECONDS": "2",
    "MITI_SAY_RATE": "1000",
    "MITI_SAY_BURST": "1000",
}


class House(NamedTuple):
    """A service of one process, its address and its database."""

    process: Program
    base: str
    file: Path

    def get(self, path: str, headers: dict[str, str] | None = None) -> int:
        """The status of a page."""
        with closing(HTTPConnection(urlsplit(self.base).netloc, timeout=30)) as line:
            line.request("GET", path, headers=headers or {})
            return line.getresponse().status

    def lease(self) -> datetime:
        """Until when the newest visitor counts as present."""
        with closing(sqlite3.connect(self.file)) as rows:
            newest = "SELECT visitor_lease FROM chat_conversation ORDER BY id DESC LIMIT 1"
            (text,) = rows.execute(newest).fetchone()
        return datetime.fromisoformat(f"{text}+00:00")


@contextmanager
def served(server: str, folder: Path) -> Iterator[House]:
    """``miti up --demo``; whatever happens in it, no client's address is written anywhere."""
    prepare(folder, demo=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environ = {**SETTINGS, "MITI_DATA_DIR": str(folder)}
    words = ("up", "--demo", "--port", str(port), "--server", server)
    with program(*words, ready="Ctrl-C stops it", environ=environ) as process:
        yield House(process, base, folder / "miti.sqlite3")
    assert not ADDRESS.search(process.printed.replace(base, "")), process.printed


@pytest.fixture(scope="module")
def on_daphne(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One service for all who leave it running."""
    with served("daphne", tmp_path_factory.mktemp("daphne")) as one:
        yield one


@pytest.fixture(scope="module")
def on_uvicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The same on the other server."""
    with served("uvicorn", tmp_path_factory.mktemp("uvicorn")) as one:
        yield one


@pytest.fixture(params=("on_daphne", "on_uvicorn"))
def house(request: pytest.FixtureRequest) -> House:
    """The one, then the other."""
    one: House = request.getfixturevalue(request.param)
    return one


@pytest.fixture(params=("daphne", "uvicorn"))
def brief_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A service that the test ends."""
    with served(request.param, tmp_path) as one:
        yield one


def test_daphne_is_the_one_whose_insides_are_known() -> None:
    from miti.hardened import RELIED_ON

    assert set(RELIED_ON) == {version("daphne")}
    for home, name, signature in RELIED_ON[version("daphne")]:
        assert str(inspect.signature(getattr(home, name))) == signature, (home, name)


def test_autobahn_colours_no_log_line_that_is_thrown_away() -> None:
    import autobahn.util

    assert isinstance(autobahn.util._HAS_CLICK, bool)


def test_a_client_who_goes_before_the_end_of_a_turn_is_sent_nothing_more() -> None:
    from twisted.internet.error import ConnectionDone
    from twisted.internet.protocol import Protocol
    from twisted.internet.tcp import Connection as Line
    from twisted.python.failure import Failure

    from miti.connection import Connection

    ours, theirs = socketpair()
    with ours, theirs:
        line: Any = Line(ours, Protocol(), None)  # type: ignore[arg-type]
        client = Connection()
        client.transport, client._out = line, [b"pushed in this turn"]
        line.connectionLost(Failure(ConnectionDone()))  # type: ignore[no-untyped-call]
        client._flush()
    assert client._out == []


def test_a_client_that_never_reads_costs_no_memory_and_is_dropped(house: House) -> None:
    key, text = new_key(), "€" * protocol.MAX_TEXT
    with visitor(house.base) as other:
        with visitor(house.base, key) as client:
            for _ in range(40):
                said = str(uuid4())
                client.say(type="say", key=said, text=text)
                first(client, type="entry", key=said)
            before = memory(house.process.pid)
            for _ in range(100):
                hello(client, key)  # each is answered with the whole talk: half a megabyte
            talks(other)
            assert client.is_dropped_within(20)
            assert memory(house.process.pid) - before < 15 * MEGABYTE
        talks(other)


def test_a_flood_while_the_database_is_busy_waits_outside_and_is_shown_the_door(
    house: House,
) -> None:
    frame = json.dumps({"type": "say", "key": str(uuid4()), "text": "x" * 60_000})
    with visitor(house.base) as client:
        before = memory(house.process.pid)
        with locked(house.file):
            client.say(type="say", key=str(uuid4()), text="Bonjour")
            client.patience(2)
            assert taken(client, frame) < 20 * MEGABYTE
            assert memory(house.process.pid) - before < 20 * MEGABYTE
    with visitor(house.base) as client:
        for _ in range(60):
            client.say(type="nonsense")
        assert client.close_code() == protocol.CLOSE_FLOOD


def test_more_than_can_be_stored_is_answered_in_order_each_stored_once_or_refused(
    house: House,
) -> None:
    keys = [str(uuid4()) for _ in range(30)]
    with visitor(house.base) as client:
        with locked(house.file):
            for key in keys:
                client.say(type="say", key=key, text="Bonjour")
            client.patience(1.5)
            with pytest.raises(TimeoutError):
                first(client, type="entry")
        client.patience(30)
        answers = list(answers_to(client, {*keys}))
        assert [frame["key"] for frame in answers] == keys
        assert answers[0]["type"] == "entry"
        refused = [frame for frame in answers if frame["type"] == "refused"]
        assert len(refused) > len(keys) / 2
        assert all(frame["params"]["retry_after"] >= LATE for frame in refused)
        talks(client)


def answers_to(client: Rude, keys: set[str]) -> Iterator[dict[str, Any]]:
    """An entry or a refusal for each of these messages, as they come; one more is an error."""
    for frame in client.read():
        if frame["type"] in {"entry", "refused"}:
            keys.remove(frame["key"])
            yield frame
        if not keys:
            return


def taken(client: Rude, frame: str) -> int:
    """Bytes that are taken in before nobody takes any more."""
    for number in count():
        try:
            client.write(frame)
        except TimeoutError:
            return number * len(frame)
    raise AssertionError


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


def test_an_unknown_path_is_refused(house: House) -> None:
    with rude(house.base, "/ws/nothing") as client:
        assert client.status == 403
    assert house.get("/ws/nothing") == 404


def test_no_client_says_where_our_pages_begin(house: House) -> None:
    assert house.get("/static/health", {"Daphne-Root-Path": "/static"}) == 404
    assert house.get("/health", {"Daphne-Root-Path": "/static"}) == 200


def test_another_sites_page_opens_no_socket(house: House) -> None:
    with rude(house.base, "/ws/visitor", {"Origin": "https://elsewhere.example"}) as client:
        assert client.status in {400, 403}


def test_nobody_unsigned_gets_a_desk(house: House) -> None:
    with rude(house.base, "/ws/desk") as client:
        assert client.status == 101
        assert client.close_code() == protocol.CLOSE_SIGN_IN


def test_an_oversized_frame_ends_the_socket_and_nothing_else(house: House) -> None:
    with visitor(house.base) as client, visitor(house.base) as other:
        client.write("x" * 70_000)
        assert client.close_code() == 1009
        talks(other)


@pytest.mark.parametrize("path", [f"/files/{'a' * 16}", "/fr/simple/"])
@pytest.mark.parametrize("head", ["Content-Length: 50000000", "Transfer-Encoding: chunked"])
def test_a_body_that_is_too_long_is_not_taken_in(house: House, head: str, path: str) -> None:
    place = urlsplit(house.base)
    piece = b"100000\r\n" + bytes(MEGABYTE) + b"\r\n" if "chunked" in head else bytes(MEGABYTE)
    address = (place.hostname or "", place.port or 0)
    with closing(create_connection(address, timeout=30)) as line:
        asks = f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\n{head}\r\n\r\n"
        line.sendall(asks.encode())
        sent, answer = 0, b""
        while not answer and sent < 40:
            sent += 1
            try:
                line.sendall(piece)
                line.settimeout(0.05)
                answer = line.recv(100)
            except TimeoutError:
                line.settimeout(30)
            except ConnectionError:
                break
    assert sent < 40
    assert not answer or answer.startswith(b"HTTP/1.1 4")
    assert house.get("/health") == 200


def test_a_line_that_was_reset_behind_a_message_is_let_go(house: House) -> None:
    with visitor(house.base) as other:
        talks(other)
        before = sockets(house.process.pid)
        with visitor(house.base) as client:
            talks(client)
            house.process.signal(SIGSTOP)
            client.say(type="say", key=str(uuid4()), text="and away")
            client.reset()
            house.process.signal(SIGCONT)
        until(lambda: sockets(house.process.pid) == before, 10)


def test_bytes_that_are_no_text_end_the_socket_and_nothing_else(house: House) -> None:
    with visitor(house.base) as client, visitor(house.base) as other:
        client._line.sendall(b"\x81\x84\0\0\0\0\xff\xfe\xfd\xfc")  # a text frame of no UTF-8
        assert client.close_code() == 1007
        talks(other)


def test_clients_that_vanish_in_mid_handshake_leave_nothing_in_the_log(house: House) -> None:
    for _ in range(5):
        client = Rude(house.base, "/ws/visitor")
        hello(client, new_key())
        client.hang_up()
    with visitor(house.base) as other:
        talks(other)
    assert "Traceback" not in house.process.printed
