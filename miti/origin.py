"""Only our own pages open sockets: the Origin is exactly the host and port that was asked for.

Host names alone are not enough: cookies ignore the port, so another service on the same host
could open a desk's socket with a counselor's cookie.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Application = Callable[[Any, Any, Any], Awaitable[None]]
SCHEMES: Final = frozenset({"http", "https"})


class ExactOrigin:
    """An ASGI application that refuses the handshake of any other page, with a plain 403."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if allowed(dict(scope["headers"])):
            await self._application(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 4403})


def allowed(headers: dict[bytes, bytes]) -> bool:
    """Whether the Origin is the service itself; one without an Origin is no page of ours."""
    host = headers.get(b"host", b"").decode("latin1")
    origin = urlsplit(headers.get(b"origin", b"").decode("latin1"))
    schemes = {"https"} if settings.PRODUCTION else SCHEMES
    name, _ = split_domain_port(host)
    known = bool(name) and validate_host(name, settings.ALLOWED_HOSTS)
    return known and origin.scheme in schemes and origin.netloc.lower() == host.lower()
