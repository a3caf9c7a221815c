"""What stands between a server and a socket ends before the socket's life begins."""

from __future__ import annotations

import asyncio
from typing import Any

from chat.sockets.client import AFTERWARDS
from miti.unwound import Application, Unwound

went: list[str] = []


async def _socket() -> None:
    went.append("the socket runs")


async def _router(scope: Any, receive: Any, send: Any) -> None:
    if run := scope.get("extensions", {}).get(AFTERWARDS):
        run["run"](_socket())
    went.append(f"the router ends, {sorted(scope.get('extensions', {}))}")


def _run(application: Application, scope: Any) -> list[str]:
    went.clear()
    asyncio.run(application(scope, None, None))  # type: ignore[arg-type]
    return went


def test_a_socket_runs_when_the_routers_have_returned() -> None:
    scope = {"type": "websocket", "extensions": {"push": {}}}
    ends = f"the router ends, {sorted([AFTERWARDS, 'push'])}"
    assert _run(Unwound(_router), scope) == [ends, "the socket runs"]
    assert scope == {"type": "websocket", "extensions": {"push": {}}}


def test_a_server_may_know_of_no_extensions() -> None:
    scope = {"type": "websocket", "extensions": None}
    assert _run(Unwound(_router), scope)[-1] == "the socket runs"


def test_a_page_is_answered_where_it_is_routed() -> None:
    assert _run(Unwound(_router), {"type": "http"}) == ["the router ends, []"]
