"""The client's end of one connection: what goes out to it, by whichever server."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

from django.conf import settings

from chat import protocol
from chat.protocol import Event, Refusal

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Push = Callable[[bytes], bool]
PUSH: Final = "miti.push"
"""Extension of an ASGI scope: ``push`` sends one text frame (UTF-8) without waiting and answers
whether it was taken; if not, the client's line is full or ends, and ``send`` waits."""
AT: Final = "miti.at"
"""Extension of a received ASGI event: when it came in (``time.monotonic``), however long it then
waited for its turn. Without it, it has not waited."""

POLLED: Final = "miti.polled"
"""Extension of an ASGI scope: the connection lasts a request, and the next one greets again; so a
greeting is no sign of life of the person, as it is on a connection that somebody has opened."""

AFTERWARDS: Final = "miti.afterwards"
"""Extension of an ASGI scope: ``run`` takes what serves the connection, to await it when all that
stands between the server and us has returned."""


class Closed(Exception):
    """Stop this socket with a close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _cannot(frame: bytes) -> bool:
    """On a server without the extension."""
    return False


class Client:
    """``push``: send an encoded frame without waiting; False when it has to be sent in turn.

    Of the handshake are kept ``origin``, ``languages`` (what the browser asks for, as in the
    header) and ``cookie``, the key of the session; "" where there is none. ``polled``: see POLLED.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self.push: Push = scope.get("extensions", {}).get(PUSH, {}).get("push", _cannot)
        self.polled = POLLED in scope.get("extensions", {})
        headers = scope.get("headers", [])
        said = dict(headers)
        self.origin = said.get(b"origin", b"").decode("latin-1")
        self.languages = said.get(b"accept-language", b"").decode("latin-1")
        self.cookie: str = scope.get("cookies", {}).get(settings.SESSION_COOKIE_NAME, "")
        # servers keep this list: 2 kB of a connection, and whose browser it is
        headers.clear()

    async def accept(self) -> None:
        """Let the client in."""
        await self._send({"type": "websocket.accept"})

    async def send(self, event: Event) -> None:
        """Encode and send one event."""
        await self.send_frame(protocol.dump(event))

    async def send_frame(self, frame: bytes) -> None:
        """Send one frame that is already encoded."""
        if self.push(frame):
            return
        with contextlib.suppress(RuntimeError, OSError):  # the client has just gone
            await self._send({"type": "websocket.send", "text": frame.decode()})

    async def turn_down(self, frame: str, refusal: Refusal) -> None:
        """Answer a frame that is not accepted."""
        kind, key, ref = protocol.peek(frame)
        await self.send(protocol.Refused(refusal.code, kind, key, ref, refusal.params))

    async def close(self, code: int) -> None:
        """Close with a code that the client understands."""
        with contextlib.suppress(RuntimeError, OSError):
            await self._send({"type": "websocket.close", "code": code})
