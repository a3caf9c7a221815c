"""The line to PostgreSQL on the event loop that the service runs on."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from socket import (
    IPPROTO_TCP,
    SO_KEEPALIVE,
    SOL_SOCKET,
    TCP_KEEPCNT,
    TCP_KEEPIDLE,
    TCP_KEEPINTVL,
    TCP_USER_TIMEOUT,
    socket,
)

import pytest
import uvloop
from django.db import connection
from psycopg.pq.abc import PGresult

from chat import blocking
from chat.pipe import Pipe, prepared
from tests.services.waiting import until

STATEMENT = "SELECT pg_backend_pid(), $1::text"
PATIENCE = 10
KEEPALIVE = (TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT)
"""Seconds until the first probe and between two, and how many."""


def asked(line: Pipe) -> asyncio.Future[PGresult | None]:
    answer: asyncio.Future[PGresult | None] = asyncio.get_running_loop().create_future()
    line.ask(STATEMENT, [b"there?"], answer.set_result)
    return answer


async def process_behind(line: Pipe) -> int:
    """The process of PostgreSQL that answers."""
    result = await asyncio.wait_for(asked(line), PATIENCE)
    assert result is not None
    return int(result.get_value(0, 0) or 0)


def terminate(process: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_without_a_word_is_noticed_soon() -> None:
    """Its machine is gone, or a router forgot the line: nothing comes back, not even a refusal."""
    line = prepared("SELECT 1")
    try:
        with socket(fileno=os.dup(line.fileno())) as theirs:
            silent = [theirs.getsockopt(IPPROTO_TCP, each) for each in KEEPALIVE]
            assert theirs.getsockopt(SOL_SOCKET, SO_KEEPALIVE)
            assert theirs.getsockopt(IPPROTO_TCP, TCP_USER_TIMEOUT) <= 30_000
    finally:
        line.close()
    idle, interval, count = silent
    assert idle + interval * count <= 30


async def reset_and_ask() -> None:
    line = Pipe()
    behind = await process_behind(line)
    os.kill(behind, SIGSTOP)
    await blocking.run(terminate, behind)
    answer = asked(line)  # which nobody reads: so its end is a reset, behind the words of farewell
    os.kill(behind, SIGCONT)
    until(lambda: not Path(f"/proc/{behind}").exists(), PATIENCE)
    assert await asyncio.wait_for(answer, PATIENCE) is None
    assert await process_behind(line) != behind
    line.close()


@pytest.mark.django_db(transaction=True)
def test_a_line_that_was_reset_behind_its_last_words_is_made_anew() -> None:
    try:
        uvloop.run(reset_and_ask())
    finally:
        blocking.close()
