"""Waiting for what comes true in another process."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep


def until(holds: Callable[[], object], within: float) -> None:
    """Wait, at most so many seconds, for something that nobody rings a bell for."""
    end = monotonic() + within
    while not holds():
        assert monotonic() < end, "it did not come true in time"
        sleep(0.02)
