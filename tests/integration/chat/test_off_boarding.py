"""Somebody leaves the organisation: two real servers, and a third process that says so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed

from chat import protocol
from tests.chat_people import visitor_key
from tests.integration.chat.lines import new_message
from tests.integration.chat.site import Person, Site, desk, person, site, visitor
from tests.services.miti import sign_in


@pytest.fixture
def two(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with site(postgres_url, redis_url, tmp_path_factory.mktemp("site")) as made:
        yield made


async def end_of(one: Person) -> int | None:
    """Read on until the server closes; with which code."""
    try:
        while True:
            await one.receive()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


async def test_who_is_off_boarded_by_another_process_is_out_within_a_second(two: Site) -> None:
    base = f"http://127.0.0.1:{two.second}"
    session = await asyncio.to_thread(sign_in, base, "demo-sabine")
    async with visitor(two.first, visitor_key()) as one, desk(two.second, session) as sabine:
        await one.send("start", city="demo", subject=None, language="fr", **new_message("Oui"))
        ref = (await one.told("entry"))["ref"]
        await sabine.send("duty", state="on", slots=2)
        offer = await sabine.told("talk")
        assert offer["talk"]["ref"] == ref
        await sabine.send("accept", ref=ref)
        await one.told("status", state="open")
        one.forget()
        await asyncio.to_thread(
            two.start, "off-board", "demo-sabine", ready="may not sign in any more"
        )
        said = time.monotonic()
        assert await end_of(sabine) == protocol.CLOSE_SIGN_IN
        assert time.monotonic() - said < 1
        await one.told("status", state="waiting")
    again = await asyncio.to_thread(sign_in, base, "demo-sabine")
    async with person(f"127.0.0.1:{two.second}/ws/desk", session=again) as outside:
        assert await end_of(outside) == protocol.CLOSE_SIGN_IN
