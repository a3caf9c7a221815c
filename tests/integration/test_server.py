"""What Miti promises of its server, held against real processes of daphne and of uvicorn."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from itertools import count
from signal import SIGCONT, SIGSTOP
from socket import create_connection, socketpair
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from chat import protocol
from chat.limits import LATE
from tests.integration.house import House, served
from tests.rude_client import Rude, rude
from tests.services.program import memory, sockets
from tests.services.sqlite import locked
from tests.services.waiting import until
from tests.visitors import first, hello, new_key, talks, visitor

MEGABYTE = 1024 * 1024


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
