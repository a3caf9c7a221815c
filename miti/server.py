"""daphne, started from Python: quiet, on one port or an inherited socket."""

from collections.abc import Awaitable, Callable
from typing import Final

from miti.reactor import reactor  # isort: skip - before daphne, which would make its own

from daphne.endpoints import build_endpoint_description_strings
from django.conf import settings

from miti.asgi import application
from miti.hardened import HardenedServer
from miti.limits import BACKLOG, MAX_FRAME, PING, PONG

QUIET: Final = 0
"""daphne's access log writes client addresses: never."""


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
    server = HardenedServer(
        application=application,
        endpoints=[_endpoint(host, port, fd)],
        ping_interval=PING,
        ping_timeout=PONG,
        websocket_timeout=-1,  # daphne's default cuts every socket after a day
        websocket_handshake_timeout=10,
        websocket_max_message_size=MAX_FRAME,
        websocket_max_frame_size=MAX_FRAME,
        verbosity=QUIET,
        server_name="miti",
        # not before signals are heeded: whoever reads it may stop us at once
        ready_callable=lambda: reactor.callWhenRunning(ready),
        stall=settings.MITI["MITI_STALL_SECONDS"],
        background=background,
    )
    reactor.callWhenRunning(server.begin)
    server.run()


def _endpoint(host: str, port: int, fd: int | None) -> str:
    """Where to listen, in Twisted's words; whoever hands us a socket has said its backlog."""
    if fd is not None:
        (inherited,) = build_endpoint_description_strings(file_descriptor=fd)
        return str(inherited)
    (own,) = build_endpoint_description_strings(host=host, port=port)
    return f"{own}:backlog={BACKLOG}"
