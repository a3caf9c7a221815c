"""Connections to the sockets without a server in between, and what came over them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from channels.testing import WebsocketCommunicator

from chat import protocol
from chat.sockets.client import AT
from miti.asgi import application

Json = dict[str, Any]
PATIENCE = 10
FOR_EVER = 3600
HOME = "http://127.0.0.1"


class Ended(Exception):
    """The server has closed the connection, with ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Line:
    """One connection to one socket; keeps every frame, and holds logs to their order.

    ``send`` and ``receive`` move one text each. ``logs``: by ref, the entries that somebody who
    connects again has already. Like the real clients it answers each pulse at once.
    """

    def __init__(
        self,
        send: Callable[[str], Awaitable[None]],
        receive: Callable[[], Awaitable[str]],
        logs: dict[str, list[Json]] | None = None,
    ) -> None:
        self._send, self._receive = send, receive
        self._news: asyncio.Queue[Json | Exception] = asyncio.Queue()
        self.frames: list[Json] = []
        self.logs = {} if logs is None else logs

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Line]:
        """Take in what comes, whether or not anybody waits for it, until the block ends."""
        ears = asyncio.create_task(self._listen())
        try:
            yield self
        finally:
            ears.cancel()
            await asyncio.wait([ears])

    async def _listen(self) -> None:
        try:
            while True:
                await self._take(json.loads(await self._receive()))
        except Exception as error:  # noqa: BLE001 - raised for whoever waits for the next frame
            self._news.put_nowait(error)

    async def _take(self, frame: Json) -> None:
        if frame["type"] == "pulse":
            await self.send("beat", idle=0)
        self.frames.append(frame)
        if frame["type"] == "entry":
            self._keep(frame)
        self._news.put_nowait(frame)

    async def receive(self) -> Json:
        """The next frame that nobody has looked at; raises what ended the connection."""
        news = await asyncio.wait_for(self._news.get(), PATIENCE)
        if isinstance(news, Exception):
            raise news
        return news

    async def send(self, kind: str, **fields: object) -> None:
        """Send one command."""
        await self.send_text(json.dumps({"type": kind, **fields}))

    async def send_text(self, text: str) -> None:
        """Send whatever it is."""
        await self._send(text)

    def _keep(self, entry: Json) -> None:
        """In order, without gaps; one that is there already is a repeat and is the same."""
        log = self.logs.setdefault(entry["ref"], [])
        if entry["seq"] <= len(log):
            assert log[entry["seq"] - 1] == entry
        else:
            assert entry["seq"] == len(log) + 1
            log.append(entry)

    async def until(self, holds: Callable[[], object]) -> None:
        """Read on until this holds; it may hold already."""
        while not holds():
            await self.receive()

    async def told(self, kind: str, **fields: object) -> Json:
        """The first frame of this type with these fields; reads on until it has come."""
        await self.until(lambda: self._found(kind, fields))
        found = self._found(kind, fields)
        assert found is not None
        return found

    def _found(self, kind: str, fields: Mapping[str, object]) -> Json | None:
        wanted = {"type": kind, **fields}
        return next(
            (
                each
                for each in self.frames
                if all(name in each and each[name] == value for name, value in wanted.items())
            ),
            None,
        )

    def has(self, kind: str, **fields: object) -> bool:
        """Whether such a frame has come."""
        return self._found(kind, fields) is not None

    def newest(self, kind: str) -> Json:
        """The last frame of this type that came."""
        return next(each for each in reversed(self.frames) if each["type"] == kind)

    def forget(self) -> None:
        """Drop the frames that came so far, not the logs."""
        self.frames.clear()


class Wire(Line):
    """A line that ends in our own process, without a server in between."""

    def __init__(self, communicator: WebsocketCommunicator) -> None:
        super().__init__(self._send_text, self._receive_text)
        self._wire = communicator

    async def _send_text(self, text: str) -> None:
        await self._wire.send_to(text_data=text)

    async def _receive_text(self) -> str:
        message = await self._wire.receive_output(FOR_EVER)
        if message["type"] == "websocket.close":
            raise Ended(message["code"])
        return str(message["text"])

    async def send_bytes(self, data: bytes) -> None:
        """Send what no client of ours would."""
        await self._wire.send_to(bytes_data=data)

    async def send_late(self, waited: float, kind: str, **fields: object) -> None:
        """Send one command as a server hands it over that had so much to do for so many seconds."""
        text = json.dumps({"type": kind, **fields})
        event = {"type": "websocket.receive", "text": text, AT: time.monotonic() - waited}
        await self._wire.send_input(event)

    async def closed(self) -> int:
        """The code with which the server closes, after whatever it still says."""
        while True:
            try:
                await self.receive()
            except Ended as ended:
                return ended.code


@asynccontextmanager
async def connected(
    path: str, *, session: str = "", origin: str | None = HOME
) -> AsyncIterator[Wire]:
    """A line to ``/ws/…``; ``session``: value of the session's cookie, of somebody signed in."""
    headers = [(b"host", b"127.0.0.1")]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    if session:
        headers.append((b"cookie", f"sessionid={session}".encode()))
    wire = WebsocketCommunicator(application, path, headers)
    accepted, code = await wire.connect(PATIENCE)
    if not accepted:
        raise Refused(code)
    try:
        line = Wire(wire)
        async with line.listening():
            yield line
    finally:
        if not wire.future.done():
            await wire.disconnect(timeout=PATIENCE)


class Refused(Exception):
    """The connection was not even accepted."""


@asynccontextmanager
async def visitor_line(key: str, seen: int = 0) -> AsyncIterator[Wire]:
    """A visitor who has said hello."""
    async with connected("/ws/visitor") as line:
        await line.send("hello", version=protocol.VERSION, key=key, language="fr", seen=seen)
        await line.told("welcome")
        yield line


@asynccontextmanager
async def desk_line(session: str) -> AsyncIterator[Wire]:
    """A counselor at the desk."""
    async with connected("/ws/desk", session=session) as line:
        await line.send("hello", version=protocol.VERSION)
        await line.told("welcome")
        yield line


def new_message(text: str) -> Json:
    """Key and text of a message, for ``say`` and ``start``."""
    return {"key": str(uuid4()), "text": text}
