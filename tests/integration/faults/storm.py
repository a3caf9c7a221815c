"""A crowd that was cut off together, and comes back at the same moment."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from chat import protocol
from tests.bench.line import Line, collect_faults

PATIENCE: Final = 10.0


async def storm(base: str, wanted: list[tuple[str, int]]) -> None:
    """By key, each resumes a talk on a connection of its own, and gets so many entries of it."""
    faults = collect_faults()
    port = int(base.rsplit(":", 1)[1])
    async with asyncio.timeout(PATIENCE):
        lines = await asyncio.gather(*(_resume(port, key, seq) for key, seq in wanted))
    assert faults == []
    for line in lines:
        line.end()


async def _resume(port: int, key: str, last: int) -> Line:
    came = asyncio.Event()
    seen = 0

    def take(data: bytes) -> None:
        nonlocal seen
        frame: dict[str, Any] = msgspec.json.decode(data)
        assert frame["type"] != "refused", frame
        if frame["type"] == "entry":
            assert frame["seq"] == seen + 1
            seen += 1
        if seen >= last:
            came.set()

    line = await Line.to(port, "/ws/visitor", take)
    line.tell({"type": "hello", "version": protocol.VERSION, "key": key, "language": "en"})
    await came.wait()
    return line
