"""A whole service whose parts a test may kill, stop and start again where they were."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from signal import SIGKILL, SIGTERM
from time import monotonic
from typing import Any, Final

import psycopg

from tests.bench.machine import descendants
from tests.services.miti import sign_in
from tests.services.miti_together import Services, services
from tests.services.prepared import prepare
from tests.services.process import free_port
from tests.services.program import ROOT, Program, memory
from tests.services.waiting import until

SETTINGS: Final = {
    "MITI_DEMO": "yes",
    "MITI_PULSE_SECONDS": "2",
    "MITI_LEASE_SECONDS": "60",  # nobody counts as away for the length of a fault
    "MITI_STALL_SECONDS": "2",
    "MITI_SAY_RATE": "100",
    "MITI_SAY_BURST": "100",
}
ALL_WELL: Final = re.compile(r"(\d+) of \1 promises hold\.")
"""What ``miti doctor`` begins with when it finds nothing."""
SURVIVES_A_CRASH: Final = ("-c", "fsync=off")
"""What is committed outlives every process of PostgreSQL, not the machine: that is not killed."""


@contextmanager
def for_ten_seconds() -> Iterator[None]:
    """The block is left ten seconds after it was entered."""
    end = monotonic() + 10
    yield
    until(lambda: monotonic() >= end, 11)


class House(ABC):
    """``base``: the address of the service, which stays the same whatever happens to it."""

    base: str
    environ: dict[str, str]

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}

    def cookie(self, name: str) -> str:
        """The session of one of the demo's people, who signed in once and stays so."""
        if name not in self._cookies:
            self._cookies[name] = sign_in(self.base, name)
        return self._cookies[name]

    @abstractmethod
    def processes(self) -> set[int]:
        """Ids of all processes of Miti that run now."""

    @abstractmethod
    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds."""

    @abstractmethod
    def restart(self) -> None:
        """End who serves, in good order, and serve again with the settings as they are now."""

    @contextmanager
    def losing_hints(self) -> Iterator[None]:
        """A third of all hints is lost, a third doubled, a fifth comes up to a second late."""
        self.environ["MITI_FAULTS"] = "drop=0.3,double=0.3,delay=0.2"
        self.restart()
        yield
        del self.environ["MITI_FAULTS"]
        self.restart()

    @property
    @abstractmethod
    def printed(self) -> str:
        """What all processes have printed so far."""

    def doctor(self) -> str:
        """What ``miti doctor`` says about the data as it is."""
        words = [sys.executable, "-m", "miti", "doctor"]
        given = {**os.environ, **self.environ}
        found = subprocess.run(
            words, cwd=ROOT, env=given, capture_output=True, text=True, check=False
        )
        return found.stdout.strip()

    def memory(self) -> int:
        """Bytes that the largest process holds."""
        return max(memory(each) for each in self.processes())


class Alone(House):
    """``miti up`` on SQLite."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        super().__init__()
        port = free_port()
        self._words = ["up", "--demo", "--port", str(port)]
        self.base = f"http://127.0.0.1:{port}"
        self.file = folder / "miti.sqlite3"
        self.environ = {**SETTINGS, **settings, "MITI_DATA_DIR": str(folder)}
        self._programs: list[Program] = []

    def start(self) -> None:
        """Serve, on the data of the last time."""
        self._programs.append(Program(self._words, self.environ))
        self._programs[-1].until("Ctrl-C stops it")

    def kill(self) -> None:
        """As a power cut does: no goodbye, no last write."""
        self._programs[-1].signal(SIGKILL)
        self._programs[-1].ended()

    def stop(self) -> None:
        """In good order."""
        self._programs[-1].signal(SIGTERM)
        assert self._programs[-1].ended() == 0

    def restart(self) -> None:
        self.stop()
        self.start()

    def close(self) -> None:
        """Nothing is left running."""
        for each in self._programs:
            each.stop()

    def processes(self) -> set[int]:
        return {self._programs[-1].pid}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, timeout=30)) as database:
            return database.execute(query).fetchall()

    @property
    def printed(self) -> str:
        return "\n".join(each.printed for each in self._programs)


class Together(House):
    """``miti serve --workers 2`` and two ``miti work`` on PostgreSQL and Redis."""

    def __init__(self, here: Services) -> None:
        super().__init__()
        self.services, self.environ = here, here.environ
        port = free_port()
        self._serve = ["serve", "--workers", "2", "--port", str(port)]
        self.base = f"http://127.0.0.1:{port}"
        self._all: list[Program] = []
        self._working: list[Program] = []
        self.supervisor = self._start(self._serve, "Serving")
        self.start_work()
        self.start_work()

    def _start(self, words: list[str], ready: str) -> Program:
        self._all.append(Program(words, self.environ))
        self._all[-1].until(ready)
        return self._all[-1]

    def start_supervisor(self) -> None:
        """Serve again, once nobody of before listens."""
        self.supervisor.until_nobody_prints()
        self.supervisor = self._start(self._serve, "Serving")

    def restart(self) -> None:
        self.supervisor.signal(SIGTERM)
        assert self.supervisor.ended() == 0
        self.start_supervisor()

    def start_work(self) -> None:
        """One more who dispatches and sweeps."""
        self._working.append(self._start(["work"], "Working"))

    def kill_work(self) -> None:
        """One less of them."""
        self._working[-1].signal(SIGKILL)
        self._working.pop().ended()

    def serving(self) -> set[int]:
        """Ids of the processes that serve."""
        return descendants(self.supervisor.pid)

    def postgres_processes(self) -> set[int]:
        """Ids of all processes of PostgreSQL."""
        first = int((self.services.cluster.data / "postmaster.pid").read_text().split()[0])
        return {first, *descendants(first)}

    def processes(self) -> set[int]:
        return {self.supervisor.pid, *self.serving(), *(each.pid for each in self._working)}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environ["DATABASE_URL"], autocommit=True) as database:
            return database.execute(query.encode()).fetchall()

    @property
    def printed(self) -> str:
        return "\n".join(each.printed for each in self._all)

    def close(self) -> None:
        """Nothing is left running."""
        for each in self._all:
            each.stop()


@contextmanager
def alone(folder: Path, **settings: str) -> Iterator[Alone]:
    """One process, running."""
    prepare(folder, demo=True)
    house = Alone(folder, settings)
    try:
        house.start()
        yield house
    finally:
        house.close()


@contextmanager
def together(**settings: str) -> Iterator[Together]:
    """All of them, running."""
    with ExitStack() as stack:
        here = stack.enter_context(services({**SETTINGS, **settings}, SURVIVES_A_CRASH))
        house = Together(here)
        stack.callback(house.close)
        yield house
