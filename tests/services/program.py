"""A command of Miti as a process that a test may signal, listen to and look into."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from tests.services.process import NO_PAST, START_SECONDS, Missing, dies_with_us

ROOT = Path(__file__).resolve().parents[2]


class Program:
    """A running command; everything that it prints, on both its channels, is kept."""

    def __init__(self, words: list[str], environ: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [*dies_with_us(), sys.executable, "-m", "miti", *words],
            cwd=ROOT,
            env={**neutral(), **NO_PAST, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[str] = []
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                with self._news:
                    self._lines.append(line.rstrip("\n"))
                    self._news.notify_all()
        with self._news:
            self._ended = True  # the channel is closed: by whoever had it, not only by the first
            self._news.notify_all()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def printed(self) -> str:
        """Everything printed so far."""
        with self._news:
            return "\n".join(self._lines)

    def until(self, words: str, times: int = 1, seconds: float = START_SECONDS) -> None:
        """Wait until that many lines hold these words. Raises :class:`Missing` if they never do."""
        with self._news:
            self._news.wait_for(lambda: self._ended or self._count(words) >= times, seconds)
            if self._count(words) < times:
                said = "\n".join(self._lines[-20:]) or "nothing"
                raise Missing(f"never said {words!r} {times} times; it said: {said}")

    def _count(self, words: str) -> int:
        return sum(words in line for line in self._lines)

    def until_nobody_prints(self, seconds: float = START_SECONDS) -> None:
        """Wait until whoever inherited our channels has ended, too."""
        with self._news:
            if not self._news.wait_for(lambda: self._ended, seconds):
                raise Missing("somebody who was started by it still runs")

    def signal(self, what: Signals) -> None:
        """Send a signal."""
        self._process.send_signal(what)

    def ended(self, seconds: float = START_SECONDS) -> int:
        """Wait for the end; the exit status."""
        status = self._process.wait(seconds)
        self._reader.join(seconds)
        return status

    def stop(self) -> None:
        """End it in whatever state it is; kindly at first."""
        if self._process.poll() is None:
            self._process.send_signal(SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.send_signal(SIGKILL)
                self._process.wait()
        self._reader.join(5)


def memory(pid: int) -> int:
    """Bytes that a process holds of the machine's memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise Missing(f"process {pid} has no memory")


def sockets(pid: int) -> int:
    """How many sockets a process holds open."""
    return sum(_is_socket(each) for each in Path(f"/proc/{pid}/fd").iterdir())


def _is_socket(link: Path) -> bool:
    try:
        return link.readlink().name.startswith("socket:")
    except FileNotFoundError:  # closed, a moment ago
        return False


@contextmanager
def program(*words: str, ready: str, environ: Mapping[str, str]) -> Iterator[Program]:
    """``miti WORDS`` while the block lasts, from when it has printed ``ready``.

    It sees no Miti setting and no service but those in ``environ``.
    """
    started = Program(list(words), environ)
    try:
        started.until(ready)
        yield started
    finally:
        started.stop()


def neutral() -> dict[str, str]:
    """This process's environment, without a word about Miti or a service."""
    return {name: value for name, value in os.environ.items() if _is_neutral(name)}


def _is_neutral(name: str) -> bool:
    return not name.startswith("MITI_") and name not in {"DATABASE_URL", "REDIS_URL"}
