"""What uvicorn takes in of a request's body; daphne's version stands in ``miti.bodies``.

Django would write any length to the disk before a page is asked whether it wants it.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from miti.limits import MAX_BODY

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HEADERS: Final = [(b"content-length", b"0"), (b"connection", b"close")]


class TooLong(Exception):
    """The body has more bytes than :data:`MAX_BODY`."""


class Bounded:
    """An ASGI application whose requests are refused as soon as they say, or show, that their body
    is too long; sockets go through as they are."""

    def __init__(self, application: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._application = application

    def __call__(self, scope: Message, receive: Receive, send: Send) -> Awaitable[None]:
        """What serves it; a socket's is the application's own, so that nothing stays around it."""
        serve = self._bounded if scope["type"] == "http" else self._application
        return serve(scope, receive, send)

    async def _bounded(self, scope: Message, receive: Receive, send: Send) -> None:
        taken, answers = 0, False

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BODY:
                raise TooLong
            return message

        async def watched(message: Message) -> None:
            nonlocal answers
            answers = True
            await send(message)

        refused = _said(scope["headers"]) > MAX_BODY
        if not refused:
            try:
                await self._application(scope, bounded, watched)
            except TooLong:
                refused = not answers
        if refused:
            await send({"type": "http.response.start", "status": 413, "headers": HEADERS})
            await send({"type": "http.response.body", "body": b""})


def _said(headers: list[tuple[bytes, bytes]]) -> int:
    """How long the body is to be, in bytes; 0: the head does not say."""
    found = (value for name, value in headers if name == b"content-length")
    return int(next(found, b"0"))
