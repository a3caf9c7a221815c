"""The client's end of one connection: what goes out to it, by whichever server."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

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


class Closed(Exception):
    """Stop this socket with a close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _cannot(frame: bytes) -> bool:
    """On a server without the extension."""
    return False


class Client:
    """``push``: send an encoded frame without waiting; False when it has to be sent in turn."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
        self._send = send
        self.push: Push = scope.get("extensions", {}).get(PUSH, {}).get("push", _cannot)

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
