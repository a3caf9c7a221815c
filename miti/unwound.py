"""What routers lead to runs when they are done, not in their midst."""

from collections.abc import Awaitable, Callable
from typing import Any

from chat.sockets.client import AFTERWARDS

Application = Callable[[Any, Any, Any], Awaitable[None]]


class Unwound:
    """An ASGI application around another, whose sockets run when it has returned.

    Routers and middleware would else stay below a socket for as long as it is open, each with a
    copy of the scope: 5 kB of every pair of people who talk.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await self._application(scope, receive, send)
            return
        sockets: list[Awaitable[None]] = []
        offered = {**(scope.get("extensions") or {}), AFTERWARDS: {"run": sockets.append}}
        await self._application({**scope, "extensions": offered}, receive, send)
        del scope, offered
        for socket in sockets:
            await socket
