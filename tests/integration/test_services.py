from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from tests.services.postgres import own_postgres
from tests.services.process import Missing, free_port, running
from tests.services.redis import own_redis


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_redis_of_our_own_is_empty_and_ends_with_its_block() -> None:
    port = free_port()
    with own_redis(port) as url, redis.Redis.from_url(url) as client:
        assert client.dbsize() == 0
    assert not listens(port)


def test_a_postgres_of_our_own_speaks_unicode_and_ends_with_its_block() -> None:
    port = free_port()
    with own_postgres(port) as url, psycopg.connect(url) as client:
        row = client.execute("select 'Chloé 👋'").fetchone()
        assert row == ("Chloé 👋",)
    assert not listens(port)


def test_a_server_dies_with_the_run_that_was_killed() -> None:
    script = (
        "from tests.services.postgres import own_postgres\n"
        "from tests.services.process import free_port\n"
        "with own_postgres(free_port()) as url:\n"
        "    print(url, flush=True)\n"
        "    input()\n"
    )
    with (
        tempfile.TemporaryDirectory(prefix="miti-killed-", ignore_cleanup_errors=True) as folder,
        subprocess.Popen(
            [sys.executable, "-c", script],
            env={**os.environ, "TMPDIR": folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as run,
    ):
        Path(folder).chmod(0o755)
        assert run.stdout is not None
        client = psycopg.connect(run.stdout.readline().strip())
        os.kill(run.pid, signal.SIGKILL)
        with client, pytest.raises(psycopg.OperationalError):
            client.execute("select pg_sleep(20)")


def test_a_server_that_does_not_start_says_why_in_one_line() -> None:
    command = [sys.executable, "-c", "print('no room'); raise SystemExit(1)"]
    with pytest.raises(Missing, match="no room"), running(command, ready="ready", cwd="/"):
        pytest.fail("it was taken for running")
