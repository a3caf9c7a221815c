"""A whole service: two servers, a worker, PostgreSQL and Redis, and clients of flesh and blood."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from chat import protocol
from tests.integration.chat.lines import Json, Line
from tests.services.prepared import prepare
from tests.services.process import free_port
from tests.services.program import Program, program

PATIENCE = 30.0
QUICK = {
    "MITI_DEMO": "yes",
    "MITI_PULSE_SECONDS": "1",
    "MITI_LEASE_SECONDS": "20",
    "MITI_SAY_RATE": "1000",
    "MITI_SAY_BURST": "1000",
}


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """A fresh database in that PostgreSQL."""
    name = f"miti_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Site:
    """Two servers, the first of which also works; more of both may be started."""

    def __init__(self, environ: dict[str, str], started: ExitStack) -> None:
        self._environ, self._started = environ, started
        self.programs: list[Program] = []
        self.first, self.second = free_port(), free_port()
        self.database = environ["DATABASE_URL"]

    def start(self, *words: str, ready: str) -> Program:
        """One process more."""
        one = self._started.enter_context(program(*words, ready=ready, environ=self._environ))
        self.programs.append(one)
        return one

    def serve(self, port: int) -> Program:
        """A server that does nothing but serve."""
        return self.start("serve", "--port", str(port), ready="Serving")

    @property
    def printed(self) -> str:
        """What all processes have printed so far."""
        return "\n".join(each.printed for each in self.programs)


@contextmanager
def site(postgres: str, redis: str, folder: Path, **settings: str) -> Iterator[Site]:
    """``miti up --demo``, ``miti serve`` and ``miti work``, on one database and one Redis."""
    prepare(folder)
    with own_database(postgres) as database, ExitStack() as started:
        environ = {
            **QUICK,
            **settings,
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "MITI_DATA_DIR": str(folder),
        }
        made = Site(environ, started)
        made.start("up", "--demo", "--port", str(made.first), ready="Ctrl-C stops it")
        made.serve(made.second)
        made.start("work", ready="Working")
        yield made


class Person(Line):
    """A client at a real server, which keeps its log when it connects again."""

    def __init__(self, socket: ClientConnection, logs: dict[str, list[Json]] | None) -> None:
        super().__init__(socket.send, self._receive_text, logs)
        self._socket = socket

    async def _receive_text(self) -> str:
        return str(await self._socket.recv())

    @property
    def keys(self) -> list[str]:
        """Keys of what either side wrote, in the order of the log."""
        said = [each for log in self.logs.values() for each in log]
        return [each["key"] for each in said if each["author"] != "notice"]


@asynccontextmanager
async def person(
    address: str,
    *,
    session: str = "",
    logs: dict[str, list[Json]] | None = None,
    source: str = "127.0.0.1",
) -> AsyncIterator[Person]:
    """Somebody at ``127.0.0.1:PORT/ws/…``, who gives up after half a minute."""
    headers = {"Cookie": f"sessionid={session}"} if session else {}
    async with (
        asyncio.timeout(PATIENCE),
        connect(
            f"ws://{address}",
            origin=f"http://{address.split('/', maxsplit=1)[0]}",  # type: ignore[arg-type]
            additional_headers={**headers, "X-Forwarded-For": "203.0.113.77"},
            local_addr=(source, 0),
            proxy=None,
        ) as socket,
    ):
        one = Person(socket, logs)
        async with one.listening():
            yield one


@asynccontextmanager
async def visitor(
    port: int, key: str, logs: dict[str, list[Json]] | None = None, source: str = "127.0.0.1"
) -> AsyncIterator[Person]:
    """A visitor who has said hello, and has those logs already."""
    seen = len(next(iter(logs.values()), [])) if logs else 0
    async with person(f"127.0.0.1:{port}/ws/visitor", logs=logs, source=source) as one:
        await one.send("hello", version=protocol.VERSION, key=key, language="fr", seen=seen)
        await one.told("welcome")
        yield one


@asynccontextmanager
async def desk(
    port: int, session: str, logs: dict[str, list[Json]] | None = None
) -> AsyncIterator[Person]:
    """A counselor at the desk."""
    seen = {ref: len(log) for ref, log in (logs or {}).items()}
    async with person(f"127.0.0.1:{port}/ws/desk", session=session, logs=logs) as one:
        await one.send("hello", version=protocol.VERSION, seen=seen)
        await one.told("welcome")
        yield one


async def until_cut(one: Person) -> None:
    """Read on until the connection breaks."""
    try:
        while True:
            await one.receive()
    except ConnectionClosed:
        return
