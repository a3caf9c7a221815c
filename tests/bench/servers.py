"""The services that a bench measures, each with the ids of everything that runs for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from tests.bench.machine import descendants
from tests.bench.plan import Order, Target, World
from tests.services.postgres import own_postgres
from tests.services.prepared import prepare
from tests.services.process import dies_with_us, free_port, running
from tests.services.redis import own_redis

Found = TypeVar("Found")
ROOT = Path(__file__).resolve().parents[2]
SERVERS = ("daphne", "uvicorn")


def measured(quick: bool) -> tuple[str, ...]:
    """The servers of a bench; whether it works at all shows on one of them."""
    return SERVERS[:1] if quick else SERVERS


UNLIMITED = "tests.bench.miti_unlimited"
DURABLE: tuple[str, ...] = ()
"""PostgreSQL as it comes: every commit is synced to the disk."""

_PYTHON = (sys.executable, "-m", "tests.bench.as_installed")
MITI = {
    "DJANGO_SETTINGS_MODULE": "miti.settings",
    "MITI_DEMO": "yes",  # for the city that is always open; no demo data is loaded
    "MITI_SECRET_KEY": "only-for-measurements-on-loopback",
    "MITI_LEASE_SECONDS": "600",  # not every bench opens the desks of its counselors
    "MITI_SAY_RATE": "1000000",
    "MITI_SAY_BURST": "1000000",
}


@dataclass
class Stage:
    """Where a bench's services run: their folder, their cores, and what must end with it."""

    folder: Path
    cores: Collection[int]
    stack: ExitStack = field(default_factory=ExitStack)

    def start(self, words: list[str], environ: Mapping[str, str], ready: str) -> None:
        """Run a module with arguments until the stage is over."""
        pairs = [f"{name}={value}" for name, value in environ.items()]
        command = [*dies_with_us(), "env", *pairs, *self._pinned(), *_PYTHON, *words]
        self.stack.enter_context(running(command, ready=ready, cwd=str(ROOT)))

    def _pinned(self) -> list[str]:
        taskset = shutil.which("taskset")
        return [taskset, "-c", ",".join(map(str, self.cores))] if taskset else []


@contextmanager
def stage(folder: Path, cores: Collection[int]) -> Iterator[Stage]:
    """A stage on these cores."""
    with ExitStack() as stack:
        yield Stage(folder, cores, stack)


def split_cores() -> tuple[list[int], list[int]]:
    """One core for a single server process, the others for its driver; shared if there is one."""
    first, *others = sorted(os.sched_getaffinity(0))
    return [first], others or [first]


def miti_alone(on: Stage, order: Order, server: str = "daphne", program: str = UNLIMITED) -> Target:
    """``miti up`` on SQLite: one process does everything."""
    before = descendants(os.getpid())
    data = on.folder / f"{program}-{server}"
    if not data.exists():
        prepare(data)
    environ = {**MITI, "MITI_DATA_DIR": str(data)}
    world, port = make_world(environ, order), free_port()
    words = [program, "up", "--port", str(port), "--server", server]
    on.start(words, environ, "Ctrl-C stops")
    return Target("miti", [port], _since(before), world)


@contextmanager
def alone(folder: Path, server: str, pairs: int) -> Iterator[tuple[Target, list[int]]]:
    """``miti up`` where so many pairs talk, each counselor with one; and their driver's cores."""
    servers, driver = split_cores()
    with stage(folder, servers) as on:
        yield miti_alone(on, Order(counselors=pairs, slots=1, talks=pairs), server), driver


def miti_together(
    on: Stage, order: Order, processes: int, server: str = "daphne", program: str = UNLIMITED
) -> Target:
    """``miti serve`` so many times and ``miti work``, on PostgreSQL and Redis of their own."""
    before = descendants(os.getpid())
    environ = {**MITI, "DATABASE_URL": on.stack.enter_context(own_postgres(free_port(), DURABLE))}
    environ["MITI_DATA_DIR"] = str(on.folder / f"{program}-{processes}")
    world = make_world(environ, order)
    environ["REDIS_URL"] = on.stack.enter_context(own_redis(free_port()))
    ports = [free_port() for _ in range(processes)]
    for port in ports:
        words = [program, "serve", "--port", str(port), "--server", server]
        on.start(words, environ, "Serving")
    on.start([program, "work"], environ, "Working")
    return Target("miti", ports, _since(before), world)


def side_by_side(one: Target, other: Target) -> Target:
    """Two services of one process each as one target: nobody of the one talks in the other."""
    assert one.world is not None
    assert other.world is not None
    desks = chain.from_iterable(zip(one.world.desks, other.world.desks, strict=True))
    talks = [
        msgspec.structs.replace(talk, desk=2 * talk.desk + place)
        for two in zip(one.world.talks, other.world.talks, strict=True)
        for place, talk in enumerate(two)
    ]  # whoever drives them connects everybody by turns to the first port and to the second
    world = World(desks=list(desks), talks=talks, waiting=[])
    return Target("miti", one.ports + other.ports, one.roots + other.roots, world)


def relay(on: Stage, processes: int, *, redis: bool = False) -> Target:
    """The bare relay under daphne: in memory, or on a Redis of its own."""
    before = descendants(os.getpid())
    environ = {}
    if redis:
        environ["RELAY_REDIS"] = on.stack.enter_context(own_redis(free_port()))
    ports = [free_port() for _ in range(processes)]
    for port in ports:
        words = ["daphne", "-p", str(port), "tests.bench.relay:application"]
        on.start(words, environ, "Listening on TCP address")
    return Target("relay", ports, _since(before))


def drive(program: str, plan: msgspec.Struct, found: type[Found]) -> Found:
    """What a driver answers to its plan; a process of its own, on a core of its own."""
    done = subprocess.run(
        [sys.executable, "-m", program],
        input=msgspec.json.encode(plan), cwd=ROOT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return msgspec.json.decode(done.stdout, type=found)


def make_world(environ: Mapping[str, str], order: Order) -> World:
    """The people of a bench, in the database that ``environ`` names."""
    words = [sys.executable, "-m", "tests.bench.world", msgspec.json.encode(order).decode()]
    made = subprocess.run(
        words, env={**os.environ, **environ}, cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return msgspec.json.decode(made.stdout, type=World)


def _since(before: set[int]) -> list[int]:
    return sorted(descendants(os.getpid()) - before)
