"""A visitor's socket over plain HTTP, for networks that let no WebSocket through.

One request is one short life of the socket: it brings the client's frames, ``hello`` first, and
takes home what the service says to them. When that is nothing new, it stays until there is, or for
:data:`STAY` seconds. Nothing is remembered between two requests, so any process may answer the
next: in its ``hello`` a client says what it has seen, and what was not answered it sends again
under the same key, as it does whenever it comes back.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from chat import protocol
from chat.sockets.client import POLLED
from miti.ending import ENDING
from miti.limits import MAX_FRAME
from miti.origin import allowed

PATH: Final = "/poll/visitor"
STAY: Final = 20.0
"""Seconds that a request waits for news: less than what proxies on the way allow."""
LINGER: Final = 0.25
"""Seconds that one which brought something stays for the answer; most come at once."""
GATHER: Final = 0.03
"""Seconds after the first news in which more of it is taken along."""
MOST: Final = 4 * MAX_FRAME
QUIET: Final = frozenset({"hello", "beat"})
"""Frames that nobody waits for an answer to."""
Message = dict[str, Any]
Application = Callable[[Any, Any, Any], Coroutine[Any, Any, None]]


class Brought(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends: its frames, and what it has: the ``version`` of its status (0: none),
    and up to where the counselor has seen the log, which is in the status and not in its version.
    """

    frames: Annotated[list[str], Meta(max_length=100)]
    known: int = 0
    counselor_seen: int = 0


_decode: Final = msgspec.json.Decoder(Brought).decode


class Polling:
    """An ASGI application for HTTP: answers at :data:`PATH`, and leaves the rest to ``pages``."""

    def __init__(self, pages: Application, socket: Application) -> None:
        self._pages, self._socket = pages, socket

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        if scope["path"] != PATH:
            await self._pages(scope, receive, send)
        elif scope["method"] != "POST" or not allowed(dict(scope["headers"])):
            await _answer(send, 403)
        else:
            await self._answered(scope, receive, send)

    async def _answered(self, scope: Message, receive: Any, send: Any) -> None:
        try:
            brought = _decode(await _body(receive))
        except msgspec.DecodeError:
            await _answer(send, 400)
            return
        life = Life(brought)
        extensions = {**scope.get("extensions", {}), POLLED: {}}
        headers = [*scope["headers"]]
        lived = {**scope, "type": "websocket", "headers": headers, "extensions": extensions}
        task = asyncio.create_task(self._socket(lived, life.receive, life.send))
        gone = asyncio.create_task(_gone(receive))
        news = asyncio.create_task(life.news())
        with ENDING.heeded(life.go_home):  # and ask another process, instead of being cut
            await asyncio.wait({task, gone, news}, return_when=asyncio.FIRST_COMPLETED)
        await _end(news, gone)
        life.over.set()
        await task
        await _answer(send, 200, life.told())


class Life:
    """One short life of a socket: what it hears, and what it said."""

    def __init__(self, brought: Brought) -> None:
        self._known, self._counselor_seen = brought.known, brought.counselor_seen
        self._frames = deque(brought.frames)
        self._wishes = any(protocol.peek(each)[0] not in QUIET for each in brought.frames)
        self._said: list[str] = []
        self._code: int | None = None
        self._connected = False
        self._heard_all, self._has_news = asyncio.Event(), asyncio.Event()
        self.over = asyncio.Event()

    async def receive(self) -> Message:
        """What the socket takes in: the frames, then nothing until the request is over."""
        if not self._connected:
            self._connected = True
            return {"type": "websocket.connect"}
        if self._frames:
            return {"type": "websocket.receive", "text": self._frames.popleft()}
        self._heard_all.set()
        await self.over.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(self, message: Message) -> None:
        """What the socket gives out; after the request it goes nowhere, and is read again."""
        if message["type"] == "websocket.close":
            self._code = message.get("code", 1000)
            self._has_news.set()
        elif message["type"] == "websocket.send":
            self._said.append(message["text"])
            if self._is_news(message["text"]):
                self._has_news.set()

    def go_home(self) -> None:
        """Wait for news no longer; only, as ever, for the answer to what was brought."""
        if not self._wishes:
            self._has_news.set()

    async def news(self) -> None:
        """Returns when there is something to take home, or when it has taken too long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STAY):
                await self._heard_all.wait()
                wait = self._has_news.wait()
                await (asyncio.wait_for(wait, LINGER) if self._wishes else wait)
                await asyncio.sleep(GATHER)

    def told(self) -> bytes:
        """All that was said, as one JSON text; the frames are JSON already."""
        code = "null" if self._code is None else str(self._code)
        return f'{{"frames":[{",".join(self._said)}],"code":{code}}}'.encode()

    def _is_news(self, frame: str) -> bool:
        kind = protocol.peek(frame)[0]
        if self._heard_all.is_set():
            return kind != "pulse"
        said = msgspec.json.decode(frame)
        match kind:  # the greeting tells everything once more
            case "welcome":
                return not (said["known"] and self._known)
            case "status":
                more_seen = said["counselor_seen"] > self._counselor_seen
                return bool(more_seen or said["version"] > self._known)
            case _:
                return kind not in {"place", "pulse"}


async def _body(receive: Any) -> bytes:
    """The whole body; raises ``msgspec.DecodeError`` for one that is too long or breaks off."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST or message["type"] == "http.disconnect":
            raise msgspec.DecodeError
    return body


async def _gone(receive: Any) -> None:
    """Returns when the client has hung up: it does so to send something at once."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _end(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def _answer(send: Any, status: int, body: bytes = b"") -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    with contextlib.suppress(RuntimeError, OSError):  # the client has hung up
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
