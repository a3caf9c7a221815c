"""A WebSocket client of a few lines: a library's would cost more than the server it measures.

It speaks only what the bench needs: text frames, unmasked from the server, masked with zeros to
it (a valid key like any other), pings answered, no fragments, no compression.
"""

from __future__ import annotations

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from typing import Any

import msgspec

OnFrame = Callable[[bytes], None]
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_FINAL = 0x80


class Broken(RuntimeError):
    """The server ended the connection, or never opened it."""


def collect_faults() -> list[BaseException]:
    """What goes wrong between two frames, from now on: it ends a measurement, unlike a log line."""
    faults: list[BaseException] = []

    def note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        faults.append(context.get("exception") or RuntimeError(context["message"]))

    asyncio.get_running_loop().set_exception_handler(note)
    return faults


class Line(asyncio.Protocol):
    """One connection. ``on_frame`` is called with the text of every frame that comes."""

    def __init__(self, on_frame: OnFrame) -> None:
        self.on_frame = on_frame
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._rest = b""
        self._ending = False
        self._farewell = "without a word"
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def to(cls, port: int, path: str, on_frame: OnFrame, cookie: str = "") -> Line:
        """An open connection to a loopback port. Raises :class:`Broken`."""
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(lambda: cls(on_frame), "127.0.0.1", port)
        line._write(_greeting(port, path, cookie))
        await line.opened
        return line

    def say(self, text: bytes) -> None:
        """Send one text frame."""
        self._send(_TEXT, text)

    def tell(self, frame: dict[str, object]) -> None:
        """Send one frame as JSON."""
        self.say(msgspec.json.encode(frame))

    def end(self) -> None:
        """Close the connection."""
        self._ending = True
        self._send(_CLOSE, struct.pack("!H", 1000))
        assert self._transport is not None
        self._transport.close()

    # --- asyncio's side --------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        if not self.opened.done():
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self._rest = head
                return
            self._answered(head)
        self._rest = self._read(data)

    def connection_lost(self, exc: Exception | None) -> None:
        broken = Broken(f"the server ended a connection {self._farewell}")
        if not self.opened.done():
            self.opened.set_exception(broken)
        elif not self._ending:
            raise broken  # to the loop's exception handler

    # --- frames ----------------------------------------------------------------------------

    def _answered(self, head: bytes) -> None:
        status = head.split(b"\r\n", 1)[0].decode()
        if " 101 " in status:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(Broken(status))

    def _read(self, data: bytes) -> bytes:
        """Take every whole frame; what is left of the next one."""
        at = 0
        while (bounds := _bounds(data, at)) is not None:
            start, end = bounds
            self._take(data[at] & 0x0F, data[start:end])
            at = end
        return data[at:]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == _TEXT:
            self.on_frame(payload)
        elif kind == _PING:
            self._send(_PONG, payload)
        elif kind == _CLOSE:
            self._farewell = f"with {int.from_bytes(payload[:2], 'big')}"

    def _send(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = bytes((_FINAL | kind, 0x80 | size))
        else:
            head = struct.pack("!BBH", _FINAL | kind, 0x80 | 126, size)
        self._write(head + b"\0\0\0\0" + payload)

    def _write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)


def _bounds(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at ``at`` begins and ends; None while it is not all here."""
    if len(data) < at + 2:
        return None
    size, start = data[at + 1], at + 2
    extra = {126: 2, 127: 8}.get(size, 0)
    if extra:
        if len(data) < start + extra:
            return None
        size = int.from_bytes(data[start : start + extra], "big")
    start += extra
    return (start, start + size) if len(data) >= start + size else None


def _greeting(port: int, path: str, cookie: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
