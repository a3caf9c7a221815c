"""Miti as several processes, on a PostgreSQL and a Redis that a test may take away."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.services.postgres import THROWAWAY, Cluster, cluster
from tests.services.prepared import lived_in, prepare
from tests.services.process import free_port
from tests.services.program import Program, program
from tests.services.redis import own_redis


@dataclass
class Services:
    """PostgreSQL and Redis, each of which can be stopped and started again where it was."""

    cluster: Cluster
    postgres_port: int
    redis_port: int
    environ: dict[str, str]
    postgres: ExitStack
    redis: ExitStack
    options: tuple[str, ...]

    def start_postgres(self) -> None:
        """With what it held before."""
        url = self.postgres.enter_context(self.cluster.running(self.postgres_port, self.options))
        self.environ["DATABASE_URL"] = url

    def start_redis(self) -> None:
        """Empty, as after a restart."""
        self.environ["REDIS_URL"] = self.redis.enter_context(own_redis(self.redis_port))


@contextmanager
def services(
    settings: Mapping[str, str], options: tuple[str, ...] = THROWAWAY
) -> Iterator[Services]:
    """Both, with the tables, the static files and the demo's people; ``options``: PostgreSQL's."""
    with (
        tempfile.TemporaryDirectory(prefix="miti-together-") as folder,
        cluster(_with_the_demo()) as own, ExitStack() as postgres, ExitStack() as redis,
    ):  # fmt: skip
        prepare(Path(folder), demo=True)
        environ = {"MITI_DATA_DIR": folder, "MITI_DEMO": "yes", **settings}
        here = Services(own, free_port(), free_port(), environ, postgres, redis, options)
        here.start_postgres()
        here.start_redis()
        yield here


@cache
def _with_the_demo() -> Path:
    """A data folder of PostgreSQL in which there are the tables and the demo's people."""
    kept = ExitStack()
    atexit.register(kept.close)
    made = kept.enter_context(cluster())
    with tempfile.TemporaryDirectory(prefix="miti-together-") as folder:
        prepare(Path(folder))
        with made.running(free_port()) as url:
            lived_in({"MITI_DATA_DIR": folder, "DATABASE_URL": url})
    return made.data


@contextmanager
def working(here: Services) -> Iterator[Program]:
    """``miti work``: one more of them."""
    with program("work", ready="Working", environ=here.environ) as process:
        yield process


@contextmanager
def serving(here: Services, *options: str) -> Iterator[tuple[Program, str]]:
    """``miti serve`` with these options, and its address."""
    port = str(free_port())
    words = ("serve", "--port", port, *options)
    with program(*words, ready="Serving", environ=here.environ) as process:
        yield process, f"http://127.0.0.1:{port}"
