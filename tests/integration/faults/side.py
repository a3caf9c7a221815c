"""One side of one talk: what was written, what has come back, and what is on the screen."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import Final
from uuid import uuid4

AT_ONCE: Final = 3
PAUSE: Final = 1.2
"""Seconds between two bursts of lines of one side: with three talks a desk stays in its limits."""
PATIENCE: Final = 10
"""Lines that somebody writes without seeing one of them arrive."""


class Side:
    """One side of one talk. ``log``: number and key of what is on the screen, in its order."""

    def __init__(self) -> None:
        self.ref = ""
        self.state = ""
        self.written: list[str] = []
        self.unsent: deque[str] = deque()
        self.log: list[tuple[int, str]] = []
        self._handed = 0
        self._not_before = 0.0
        self._next_line = 0.0

    @property
    def keys(self) -> set[str]:
        """Of everything on the screen."""
        return {key for _, key in self.log}

    def write(self, now: float) -> None:
        """Write a few lines if it is time for some."""
        if now >= self._next_line and len(self.unsent) < PATIENCE:
            self._next_line = now + PAUSE
            self.add([str(uuid4()) for _ in range(AT_ONCE)])

    def add(self, keys: list[str]) -> None:
        """These lines are written."""
        self.written += keys
        self.unsent += keys

    def due(self, session: int, now: float) -> str | None:
        """The line to hand over in this session, if any; it then counts as handed over."""
        if not self.unsent or self._handed == session or now < self._not_before:
            return None
        self._handed = session
        return self.unsent[0]

    def stored(self, key: str) -> None:
        """A line has come back."""
        if self.unsent and self.unsent[0] == key:
            self.unsent.popleft()
            self._handed, self._not_before = 0, 0.0

    def refused(self, key: str, seconds: float) -> None:
        """A line has not been taken; to be said again so many seconds later."""
        if self.unsent and self.unsent[0] == key:
            self._handed, self._not_before = 0, monotonic() + seconds
