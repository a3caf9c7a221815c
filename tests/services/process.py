"""A server process that is started, waited for by its own words, and ended by its id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from signal import SIGTERM, Signals

START_SECONDS = 60.0
STOP_SECONDS = 30.0
NO_PAST = {"MITI_DEMO_MONTHS": "0"}
"""A demo that leaves the processor to those who test it."""


class Missing(RuntimeError):
    """A service that is needed here cannot be had; the message says why, in one line."""


def free_port() -> int:
    """A loopback TCP port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def dies_with_us() -> list[str]:
    """A command prefix that ends the process when we are killed, where the system can do it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


@contextmanager
def running(
    command: Sequence[str], *, ready: str, cwd: str, stop_signal: Signals = SIGTERM
) -> Iterator[int]:
    """Run ``command`` until the block ends; yield its process id once it has printed ``ready``.

    :raises Missing: if the process ends, or stays silent for a minute, before that.
    """
    process = subprocess.Popen(
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    listener = _Listener(process, ready)
    try:
        listener.wait()
        yield process.pid
    finally:
        _stop(process, stop_signal)
        listener.join()


class _Listener:
    """Reads what a process prints, for as long as it runs, so that it never blocks on us."""

    def __init__(self, process: subprocess.Popen[str], ready: str) -> None:
        self._process = process
        self._ready = ready
        self._heard = threading.Event()
        self._last: deque[str] = deque(maxlen=5)
        self._is_ready = False
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._last.append(line.strip())
                if self._ready in line:
                    self._is_ready = True
                    self._heard.set()
        self._heard.set()

    def wait(self) -> None:
        self._heard.wait(START_SECONDS)
        if not self._is_ready:
            name = self._process.args[0] if isinstance(self._process.args, list) else "it"
            raise Missing(f"{name} did not start: {' / '.join(self._last) or 'it said nothing'}")

    def join(self) -> None:
        self._thread.join(STOP_SECONDS)


def _stop(process: subprocess.Popen[str], stop_signal: Signals) -> None:
    process.send_signal(stop_signal)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
