"""A WebSocket client without manners: it reads, writes and closes only when a test says so."""

from __future__ import annotations

import json
import select
import socket
import struct
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

SMALL = 8_192
"""Bytes that the machine keeps for a client who does not read: as few as it allows."""


class Rude:
    """One connection, without anything that runs beside it."""

    def __init__(self, base: str, path: str, headers: dict[str, str] | None = None) -> None:
        place = urlsplit(base)
        self._line = socket.socket()
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        self._line.settimeout(30)
        self._line.connect((place.hostname, place.port))
        self._answers: list[Response] = []
        self._unread: deque[dict[str, Any]] = deque()
        self._talk = ClientProtocol(parse_uri(base.replace("http", "ws", 1) + path))
        opening = self._talk.connect()
        for name, value in {"Origin": base, **(headers or {})}.items():
            opening.headers[name] = value
        self._talk.send_request(opening)
        self._flush()
        self.status = self._opened()

    def _opened(self) -> int:
        while not self._answers and self._talk.state is not State.CLOSED:
            self._receive()
        refused = getattr(self._talk.handshake_exc, "response", None)
        answer = self._answers[0] if self._answers else refused
        assert isinstance(answer, Response), self._talk.handshake_exc
        return answer.status_code

    def _receive(self) -> None:
        """Take in whatever comes next, and send what that calls for."""
        data = self._line.recv(65_536)
        if data:
            self._talk.receive_data(data)
        else:
            self._talk.receive_eof()
        for event in self._talk.events_received():
            if isinstance(event, Response):
                self._answers.append(event)
            elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._unread.append(json.loads(bytes(event.data)))
        self._flush()

    def _flush(self) -> None:
        for data in self._talk.data_to_send():
            if data:
                self._line.sendall(data)

    def say(self, **frame: Any) -> None:
        """Write one frame."""
        self.write(json.dumps(frame))

    def write(self, text: str) -> None:
        """Write any text; raises ``OSError`` when nobody has taken it for a while."""
        self._talk.send_text(text.encode())
        self._flush()

    def patience(self, seconds: float) -> None:
        """How long a write may stand before it fails."""
        self._line.settimeout(seconds)

    def read(self) -> Iterator[dict[str, Any]]:
        """Frames as they come, until the server closes."""
        while True:
            while self._unread:
                yield self._unread.popleft()
            if self._talk.state is State.CLOSED:
                return
            try:
                self._receive()
            except ConnectionError:
                return

    def close_code(self) -> int | None:
        """Read to the end; the code of the server's close frame, if there was one."""
        for _ in self.read():
            pass
        received = self._talk.close_rcvd
        return None if received is None else int(received.code)

    def is_dropped_within(self, seconds: float) -> bool:
        """Without reading: whether the server has cut the line."""
        watch = select.poll()
        watch.register(self._line, select.POLLHUP | select.POLLERR)
        return bool(watch.poll(seconds * 1000))

    def reset(self) -> None:
        """Go as a phone does that forgot the connection: with a reset, not an end."""
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._line.close()

    def hang_up(self) -> None:
        """Go without a word."""
        self._line.close()


@contextmanager
def rude(base: str, path: str, headers: dict[str, str] | None = None) -> Iterator[Rude]:
    """A rude client of the service at ``base``."""
    client = Rude(base, path, headers)
    try:
        yield client
    finally:
        client.hang_up()
