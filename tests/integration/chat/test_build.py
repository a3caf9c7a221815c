"""A page and the sockets name the same build, until the service is updated."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from chat import blocking, protocol
from tests.chat_people import visitor_key
from tests.integration.chat.lines import connected, desk_line, visitor_line

pytestmark = pytest.mark.usefixtures("always_open")


async def test_whoever_connects_is_told_the_build_of_the_service(
    alices_session: str, coordinators_session: str, settings: Settings
) -> None:
    page = await blocking.run(_page)
    assert f'data-build="{settings.BUILD}"' in page
    settings.BUILD = "anew"
    async with (
        visitor_line(visitor_key()) as visitor,
        desk_line(alices_session) as desk,
        connected("/ws/board", session=coordinators_session) as board,
    ):
        await board.send("hello", version=protocol.VERSION)
        for line in (visitor, desk, board):
            assert (await line.told("welcome"))["build"] == "anew"


def _page() -> str:
    return Client().get("/nl/").content.decode()
