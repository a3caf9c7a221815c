"""One WebSocket of the performance profile, on a real socket."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.server import ServerState
from websockets.asyncio.client import connect
from websockets.frames import Frame

from miti.uvicorn_server import Connection


async def accept_and_wait(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def test_who_says_goodbye_is_sent_nothing_more_and_disturbs_nobody() -> None:
    """What rings in the same moment as the farewell comes: a commit tells all of its listeners."""
    taken: list[bool] = []

    class Leaving(Connection):
        def handle_close(self, event: Frame) -> None:
            super().handle_close(event)
            taken.append(self.push(b'{"said": "too late"}'))

    config = uvicorn.Config(accept_and_wait, interface="asgi3", ws=Leaving, lifespan="off")
    config.load()
    loop, state = asyncio.get_running_loop(), ServerState()
    server = await loop.create_server(
        lambda: Leaving(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    async with server, asyncio.timeout(30), connect(f"ws://127.0.0.1:{port}/") as line:
        await line.close()
    assert taken == [False]
