"""The process that makes a demo's past while the demo serves.

A process of its own, so that no page waits for it; it makes room for whoever wants the processor.
Ended with the service, it leaves whole months, and the next start makes the others.
"""

import os
import subprocess
import sys
from typing import Final

from django.conf import settings

LEAST_URGENT: Final = 19


class Past:
    """The one of this service; nothing runs until :meth:`begin`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it, if the demo is to have a past."""
        if not settings.DEMO or not settings.MITI["MITI_DEMO_MONTHS"]:
            return
        words = [sys.executable, "-m", "miti", "demo-history", "--beside", str(os.getpid())]
        self._process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the service, which ends us in good order
        )  # fmt: skip

    @property
    def is_being_made(self) -> bool:
        """Whether it is still at work."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """Stop it, wherever it is; what it had begun is undone by the database."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


PAST: Final = Past()


def stand_back(service: int) -> bool:
    """In that process: whether the service still runs; takes the lowest priority."""
    os.setpriority(os.PRIO_PROCESS, 0, LEAST_URGENT)
    return os.getppid() == service
