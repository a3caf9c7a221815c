"""A worker on its line to a supervisor."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from signal import SIGTERM

import pytest

from miti import tether


@pytest.fixture
async def told_to_end() -> AsyncIterator[asyncio.Event]:
    """Set when this process, the worker, ends itself."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(SIGTERM, told.set)
    yield told
    loop.remove_signal_handler(SIGTERM)


async def test_a_worker_says_that_it_serves_and_ends_with_its_supervisor(
    told_to_end: asyncio.Event,
) -> None:
    ours, theirs = socket.socketpair()
    tether.hold(theirs.detach())
    assert ours.recv(2) == tether.SERVING
    ours.close()
    async with asyncio.timeout(10):
        await told_to_end.wait()


async def test_a_worker_whose_supervisor_died_while_it_started_ends_itself(
    told_to_end: asyncio.Event,
) -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    tether.hold(theirs.detach())
    async with asyncio.timeout(10):
        await told_to_end.wait()
