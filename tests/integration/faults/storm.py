"""A crowd that was cut off together, and comes back at the same moment."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from chat import protocol
from tests.bench.line import Line, collect_faults

PATIENCE: Final = 30.0
"""Seconds, where three rounds of tests share two cores; how long it takes is for ``make bench``."""


MISSED: Final = 60
"""Entries that each of them has not seen: as much to read, however long the talks have become."""


async def storm(base: str, wanted: list[tuple[str, int]]) -> None:
    """By key, each resumes a talk on a connection of its own, up to this entry of it."""
    faults = collect_faults()
    port = int(base.rsplit(":", 1)[1])
    async with asyncio.timeout(PATIENCE):
        lines = await asyncio.gather(*(_resume(port, key, seq) for key, seq in wanted))
    for line in lines:
        line.end()
    assert not faults, (len(faults), repr(faults[0]))


async def _resume(port: int, key: str, last: int) -> Line:
    came, greeted = asyncio.Event(), False
    seen = max(0, last - MISSED)

    def take(data: bytes) -> None:
        nonlocal seen
        frame: dict[str, Any] = msgspec.json.decode(data)
        assert frame["type"] != "refused", frame
        if frame["type"] == "entry":
            assert frame["seq"] == seen + 1
            seen += 1
        elif frame["type"] == "pulse" and greeted:  # who is silent at three of them is let go
            line.tell({"type": "beat", "idle": 0})
        if seen >= last:
            came.set()

    line = await Line.to(port, "/ws/visitor", take)
    known = {"version": protocol.VERSION, "key": key, "language": "en", "seen": seen}
    line.tell({"type": "hello", **known})
    greeted = True
    try:
        await came.wait()
    except asyncio.CancelledError:
        line.end()
        raise
    return line
