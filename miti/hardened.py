"""daphne as a public service needs it: backpressure both ways, and an orderly end.

Measured on daphne 4.2.3: a client that never reads, or one that floods, fills the server's memory;
SIGTERM sends no close frame, runs no ``disconnect`` and cuts requests in flight; and a warning may
write a client's address to the log. This leans on daphne's internals, named in :data:`RELIED_ON`;
so its version is pinned, and ``tests/integration/test_server.py`` holds what is relied on. The same
application runs unchanged on other ASGI servers, which have most of this built in.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import miti.reactor  # noqa: F401  # isort: skip - before daphne, which would make its own

import autobahn.util
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet import defer
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.tcp import Connection as TcpConnection

from chat.sockets.client import PUSH
from miti.backpressure import Inbox
from miti.bodies import bound
from miti.connection import Connection
from miti.ending import ENDING
from miti.limits import FAREWELL, LINGER

RELIED_ON: Final = {
    "4.2.3": (
        (Server, "run", "(self)"),
        (Server, "listen_success", "(self, port)"),
        (Server, "create_application", "(self, protocol, scope)"),
        (Server, "handle_reply", "(self, protocol, message)"),
        (Server, "kill_all_applications", "(self)"),
        (WebRequest, "handle_reply", "(self, message)"),
        (WebRequest, "gotLength", "(self, length)"),
        (WebRequest, "handleContentChunk", "(self, data)"),
        (WebRequest, "requestReceived", "(self, command, path, version)"),
        (HTTPFactory, "buildProtocol", "(self, addr)"),
        (WebSocketProtocol, "dataReceived", "(self, data: 'bytes') -> 'None'"),
        (WebSocketProtocol, "onOpen", "(self)"),
        (
            WebSocketProtocol,
            "sendData",
            "(self, data: 'bytes', sync: 'bool' = False, chopsize: 'int | None' = None) -> 'None'",
        ),
        (TcpConnection, "writeSomeData", "(self, data: 'bytes') -> 'int | ConnectionLost'"),
        (AsyncioSelectorReactor, "addReader", "(self, reader)"),
        (AsyncioSelectorReactor, "_readOrWrite", "(self, selectable, read)"),
        (WebSocketProtocol, "onMessage", "(self, payload, isBinary)"),
        (WebSocketProtocol, "__repr__", "(self)"),
    )
}
"""By version of daphne, what is overridden or called here. Beside these, attributes: of its Server
``connections`` (by protocol: ``application_instance``), ``http_factory`` and ``ws_factory``; of its
WebSocketProtocol ``application_queue``, ``last_ping``, ``muted`` and ``http_headers``; of Twisted's
HTTPChannel ``persistent``, of what it builds ``requestFactory``, and of its FileDescriptor
``connected``, and ``dataBuffer`` and ``_tempDataBuffer``, what waits to be written, and of its
reactor (``miti.reactor``) ``_readers`` and ``_asyncioEventloop``; of autobahn ``sendCloseFrame``,
``state``, ``data``, ``inside_message`` and ``current_frame``, what of a message has come so far,
``send_queue``, what goes out in pieces, ``failByDrop``, ``_HAS_CLICK`` and what
``miti.connection.SAID`` names."""


class HardenedServer(Server):  # type: ignore[misc]
    """daphne's server, with sockets of our own and an end that people do not notice.

    ``stall``: seconds that a client may refuse to read before its connection is dropped.
    ``background``: runs beside the server until it ends.
    """

    def __init__(
        self,
        *args: Any,
        stall: float,
        background: Callable[[], Awaitable[None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stall, self.ending = stall, False
        self._background = background
        self._task: asyncio.Task[None] | None = None
        self._ports: list[Any] = []

    def begin(self) -> None:
        """The reactor runs: use our sockets, and start what runs beside the server."""
        self.ws_factory.protocol = Connection
        bound(self.http_factory)
        # whoever sends too much or no text is told so, with 1009 or 1007, before the line is cut
        self.ws_factory.setProtocolOptions(failByDrop=False)
        # else autobahn colours, for every frame, the arguments of log lines that are thrown away
        autobahn.util._HAS_CLICK = False  # noqa: SLF001
        self._task = asyncio.ensure_future(self._background())

    def listen_success(self, port: Any) -> None:
        """Remember the port, to stop listening before anything else ends."""
        self._ports.append(port)
        super().listen_success(port)

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """As daphne's own; sockets get an inbox that tells when a message was taken."""
        inbox: Inbox | asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope.setdefault("asgi", {"version": "3.0"})
        if isinstance(protocol, Connection):
            inbox = Inbox()
            scope["extensions"] = {PUSH: {"push": protocol.push}}

        async def send(message: dict[str, Any]) -> None:
            await self.handle_reply(protocol, message)

        if protocol not in self.connections:
            return None
        running = asyncio.ensure_future(self.application(scope, inbox.get, send))
        self.connections[protocol]["application_instance"] = running
        return inbox

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        """Send, and let the sender wait while this client does not read."""
        if self.ending and message["type"] == "http.response.start":
            message = _last(protocol, message)
        valve = getattr(protocol, "valve", None)
        if valve is not None and not valve.is_set():
            try:
                await valve.wait()
            except TimeoutError:
                protocol.transport.abortConnection()
        await super().handle_reply(protocol, message)

    def kill_all_applications(self) -> Any:
        """daphne calls this before it stops; it waits for what is returned."""
        return defer.Deferred.fromFuture(asyncio.ensure_future(self._farewell()))

    async def _farewell(self) -> None:
        """Listen no more, close every socket, let requests finish, then stop the rest."""
        self.ending = True
        for port in self._ports:
            port.stopListening()
        ENDING.begin()
        for protocol in list(self.connections):
            if isinstance(protocol, Connection):
                protocol.say_goodbye()
        if self._task is not None:
            self._task.cancel()
        await asyncio.sleep(LINGER)
        await self._last_answers()

    async def _last_answers(self) -> None:
        """Wait for what runs, and for what begins meanwhile; cancel what takes too long."""
        end = time.monotonic() + FAREWELL
        while running := self._running():
            _, late = await asyncio.wait(running, timeout=max(0, end - time.monotonic()))
            if late:
                for each in late:
                    each.cancel()
                await asyncio.wait(late, timeout=1)
                return

    def _running(self) -> list[Any]:
        every = [details.get("application_instance") for details in self.connections.values()]
        return [each for each in every if each is not None and not each.done()]


def _last(request: WebRequest, start: dict[str, Any]) -> dict[str, Any]:
    """The answer's beginning, saying that this connection takes no further request."""
    if request.channel is not None:
        request.channel.persistent = False
    return {**start, "headers": [*start.get("headers", []), (b"connection", b"close")]}
