"""The line to PostgreSQL on the event loop that the service runs on."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest
import uvloop
from django.db import connection
from psycopg.pq.abc import PGresult

from chat import blocking
from chat.pipe import Pipe
from tests.services.waiting import until

STATEMENT = "SELECT pg_backend_pid(), $1::text"
PATIENCE = 10


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
