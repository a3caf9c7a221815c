"""How slow a line is. A browser that pretends to be slow spares its WebSockets; on a real line
all bytes queue up, whatever they are for."""

from __future__ import annotations

import asyncio
from typing import Final, NamedTuple


class Pace(NamedTuple):
    """Bits a second to the service and from it, and seconds that everything takes each way."""

    up: float
    down: float
    delay: float


AT_ONCE: Final = Pace(float("inf"), float("inf"), 0.0)
SECOND_GENERATION: Final = Pace(50_000, 250_000, 0.4)
PACKET: Final = 1_400
"""Bytes that travel together."""
TICK: Final = 1e-6
"""Seconds between two packets: what is due at the same moment has no order."""


class Way:
    """One direction of a line, which all its connections share; nothing passes while it is shut."""

    def __init__(self, bits: float, delay: float) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self._bits = bits
        self._delay = delay
        self._free_at = 0.0

    async def carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, first: bytes = b""
    ) -> None:
        """Everything that comes, to its end, each packet when it is due.

        What was read already, ``first``, waits for its connection to be made: there and back.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + 2 * self._delay if first else 0.0
        arrived: asyncio.Future[None] | None = None
        while packet := first or await source.read(PACKET):
            first = b""
            await self.open.wait()
            due = max(self._due(len(packet), loop.time()), due + TICK)
            arrived = loop.create_future()
            loop.call_at(due, _arrive, packet, target, arrived)
        if arrived is not None:
            await arrived

    def _due(self, size: int, now: float) -> float:
        self._free_at = max(now, self._free_at) + size * 8 / self._bits
        return self._free_at + self._delay


def _arrive(packet: bytes, target: asyncio.StreamWriter, arrived: asyncio.Future[None]) -> None:
    if not target.is_closing():
        target.write(packet)
    if not arrived.cancelled():
        arrived.set_result(None)
