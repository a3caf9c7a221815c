"""Addresses of the sockets."""

from typing import Any

from channels.sessions import CookieMiddleware
from django.urls import re_path

from chat import protocol
from chat.sockets.board import BoardSocket
from chat.sockets.client import Receive, Scope, Send
from chat.sockets.desk import DeskSocket
from chat.sockets.visitor import VisitorSocket


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """Any other path: a clean refusal, where Channels' router would raise."""
    await receive()
    await send({"type": "websocket.close", "code": protocol.CLOSE_NOWHERE})


def _route(route: str, application: Any) -> Any:
    """Django's types know views only; Channels routes to applications with the same function."""
    return re_path(route, application)


def _with_cookies(application: Any) -> Any:
    """The staff's sockets read the session themselves, through the one door to the database.

    Channels' own middleware would look it up once more, in a thread that everybody shares, and
    answer with a page of error 500 while the database is away.
    """
    return CookieMiddleware(application)


websocket_urlpatterns = [
    _route(r"^ws/visitor$", VisitorSocket.as_asgi()),
    _route(r"^ws/desk$", _with_cookies(DeskSocket.as_asgi())),
    _route(r"^ws/board$", _with_cookies(BoardSocket.as_asgi())),
    _route(r"", nowhere),
]
