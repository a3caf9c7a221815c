"""uvicorn, started from Python: the same application, with what daphne's version promises.

The performance profile, an optional extra. uvicorn has backpressure and close frames on SIGTERM
of its own; added here are the limits for clients who stall and for bodies, and an end that answers
what is on its way. What is overridden is held by the same tests as daphne
(``tests/integration/test_server.py``).
"""

import asyncio
import logging
import signal
import socket
import struct
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, NoReturn

import uvicorn
from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from chat.sockets.client import PUSH
from miti.asgi import application
from miti.backpressure import READ_AHEAD, Gate, Inbox
from miti.bounded import Bounded
from miti.ending import ENDING
from miti.limits import BACKLOG, FAREWELL, LINGER, MAX_FRAME, PING, PONG


class Connection(WebSocketsSansIOProtocol):
    """One WebSocket; a client that reads nothing for too long is dropped."""

    _stalled: asyncio.TimerHandle | None = None
    _reading = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queue: Any = Inbox()
        self.writable: Any = Gate()
        self.read_paused = True  # uvicorn itself need not: it would after every frame

    def handle_connect(self, event: Request) -> None:
        """Offer the application to send without waiting."""
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            extensions: dict[str, Any] = {**(self.scope["extensions"] or {})}
            self.scope["extensions"] = {**extensions, PUSH: {"push": self.push}}

    def start_keepalive(self) -> None:
        """The handshake is done, and the application has what it said: kept here it would take
        7 kB, with a table of attributes that stays as wide as it grew until it is copied."""
        super().start_keepalive()
        self.request.headers.clear()  # the parser keeps the request until the end
        del self.request, self.response, self.scope
        self.__dict__ = dict(self.__dict__)

    def push(self, text: bytes) -> bool:
        """Send one text frame without waiting; False when the client's line is full or ends."""
        # from the client's farewell until the line is down, only the transport knows that it ends
        ends = self.disconnected or self.close_sent or self.transport.is_closing()
        if ends or not self.handshake_complete or not self.writable.is_set():
            return False
        self.conn.send_text(text)
        self.transport.write(b"".join(self.conn.data_to_send()))
        return True

    def send_receive_event_to_app(self) -> None:
        """To the application; with too many waiting, stop reading until some are taken."""
        super().send_receive_event_to_app()
        if self._reading and self.queue.qsize() >= READ_AHEAD:
            self._reading = False
            self.transport.pause_reading()

    async def receive(self) -> Any:
        """The next message for the application."""
        message = await self.queue.get()
        if not self._reading and self.queue.qsize() <= READ_AHEAD // 2:
            self._reading = True
            if not self.transport.is_closing():
                self.transport.resume_reading()
        return message

    def pause_writing(self) -> None:
        """The send buffer is full."""
        super().pause_writing()
        limit = settings.MITI["MITI_STALL_SECONDS"]
        self._stalled = self.loop.call_later(limit, self._drop)

    def resume_writing(self) -> None:
        """The client has read."""
        super().resume_writing()
        self._patient()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        super().connection_lost(exc)
        self._patient()

    def _drop(self) -> None:
        """Cut the line, and let the machine forget at once what it still had for this client."""
        line = self.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _patient(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


class Server(uvicorn.Server):
    """uvicorn's server, which says when it serves, and ends as daphne's does here."""

    def __init__(
        self,
        config: uvicorn.Config,
        ready: Callable[[], None],
        background: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self._ready, self._background = ready, background
        self._task: asyncio.Future[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port, then start what runs beside the server."""
        await super().startup(sockets)
        self._task = asyncio.ensure_future(self._background())
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen no more, answer what is on its way, then end the rest."""
        for server in self.servers:
            server.close()
        if self._task is not None:
            self._task.cancel()
        self.server_state.default_headers.append((b"connection", b"close"))
        ENDING.begin()
        await asyncio.sleep(LINGER)
        await super().shutdown(sockets)


def run(
    host: str,
    port: int,
    fd: int | None,
    *,
    background: Callable[[], Awaitable[None]],
    ready: Callable[[], None],
) -> None:
    """Serve until SIGINT or SIGTERM, with ``background`` beside it. ``ready`` is called once the
    port is open."""
    config = uvicorn.Config(
        Bounded(application),
        interface="asgi3",  # uvicorn guesses by whether the call itself is a coroutine function
        host=host,
        port=port,
        backlog=BACKLOG,
        ws=Connection,
        ws_max_size=MAX_FRAME,
        ws_ping_interval=PING,
        ws_ping_timeout=PONG,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,  # it writes client addresses
        proxy_headers=False,  # anybody can send them
        headers=[("server", "miti")],
        server_header=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=FAREWELL,
    )
    log = logging.getLogger("uvicorn.error")
    log.setLevel(logging.ERROR)
    log.addFilter(_is_ours)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _end)
    sockets = None if fd is None else [socket.socket(fileno=fd)]
    Server(config, ready, background).run(sockets)


def _is_ours(record: logging.LogRecord) -> bool:
    """A client that sends bytes for text is closed with 1007; it may not fill the log as well."""
    return not (record.exc_info and isinstance(record.exc_info[1], UnicodeDecodeError))


def _end(*_: Any) -> NoReturn:
    """uvicorn raises the signal that it has obeyed once more: an orderly end is no failure."""
    raise SystemExit(0)
