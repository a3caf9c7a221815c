"""The line to the other processes: hints go over the channel layer, many in one message.

One subscription per process, to what it has use for; a line that breaks is noticed and mended.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final
from uuid import uuid4

import msgspec
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from chat.hints import QUEUE, Hint

log = logging.getLogger("miti.events")
TALKS: Final = "miti.talks"
"""What those hear who serve sockets; ``miti work`` has no use for it."""
DESK: Final = "miti.desk"
"""What every process hears: who waits and who is free, and our own words that come back."""
LIVE: Final = "live"
"""Type of the message by which the layer tells that we hear a group from now on."""
PROBE: Final = 3.0
"""Seconds after which the line is tried again, and in which our own words must come back on it."""
ALONE_AFTER: Final = 4 * PROBE
"""Without a word from another process that shows talks for this long, hints about talks stay here:
what nobody hears need not be said. Whoever starts says so at once, and looks at the log itself."""
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(list[Hint]).decode


class Others:
    """``heard``: called with what other processes say; ``changed``: the line broke, is whole, or
    was for a moment neither, without anybody noticing: what was said then is lost as well."""

    def __init__(
        self, heard: Callable[[Hint], None], changed: Callable[[], None], *, sockets: bool
    ) -> None:
        """``sockets``: talks are shown here, so all hints are worth hearing."""
        self._heard, self._changed = heard, changed
        self._me = uuid4().hex
        self._channel: str | None = None
        self._shows = sockets
        self._outbox: list[Hint] = []
        self._wake = asyncio.Event()
        self._echo = asyncio.Event()
        self._probing = True
        self._wake.set()
        self._meet()
        self.well = True
        runs = (self._receive(), self._transmit(), self._probe())
        self._tasks = [asyncio.create_task(each) for each in runs]

    async def close(self) -> None:
        """Stop listening to other processes."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def tell(self, hints: Iterable[Hint]) -> None:
        """Say this soon; in the loop's thread."""
        if self.alone:
            hints = [hint for hint in hints if hint.topic == QUEUE]
        self._outbox.extend(hints)
        if self._outbox:
            self._wake.set()

    @property
    def alone(self) -> bool:
        """Whether nobody else has shown talks lately; in the loop's thread."""
        return asyncio.get_running_loop().time() > self._met_until

    def _meet(self) -> None:
        """Somebody else shows talks, or may: what is said about talks is worth sending."""
        self._met_until = asyncio.get_running_loop().time() + ALONE_AFTER

    async def _transmit(self) -> None:
        """Send what was said, everything that has gathered meanwhile in one message."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            hints, self._outbox = self._outbox, []
            parcels = _parcels(hints)
            if self._probing:
                parcels.setdefault(DESK, [])
                self._probing = False
            try:
                for group, some in parcels.items():
                    await _layer().group_send(group, _message(self._me, some, shows=self._shows))
            except Exception:  # noqa: BLE001 - the doorbell is out; readers catch up without it
                self._set_well(well=False)

    async def _probe(self) -> None:
        """Say something to ourselves now and then: a line that breaks in silence is noticed."""
        while True:
            await asyncio.sleep(PROBE)
            self._echo.clear()
            self._probing = True
            self._wake.set()
            try:
                await asyncio.wait_for(self._echo.wait(), PROBE)
                self._set_well(well=True)
            except TimeoutError:
                self._set_well(well=False)

    def _set_well(self, *, well: bool) -> None:
        """Tell whoever shows something; what was said meanwhile is lost, so they look again."""
        if well != self.well:
            self.well = well
            self._meet()
            log.warning("the line to the other processes %s", "is back" if well else "is broken")
            self._changed()

    async def _receive(self) -> None:
        """Take what other processes published; a broken line is taken up again."""
        while True:
            try:
                await self._receive_until_broken()
            except Exception:  # noqa: BLE001 - redis-py's errors are no OSErrors
                log.warning("hints not received: the channel layer does not answer")
            await asyncio.sleep(1)

    async def _receive_until_broken(self) -> None:
        layer = _layer()
        if self._channel is None:  # once: the groups go on filling one that nobody reads any more
            self._channel = await layer.new_channel("miti")
        for group in (DESK, TALKS) if self._shows else (DESK,):
            await layer.group_add(group, self._channel)
        while True:
            message = await layer.receive(self._channel)
            try:
                self._take(message)
            except Exception:  # said by another version, in the middle of a roll
                log.exception("what another process said is not understood")

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == LIVE:
            if message["group"] == TALKS:  # what is said to the desks is looked for by a clock
                self._changed()
            return
        if message["origin"] == self._me:
            self._echo.set()
            return
        if message["shows"]:
            self._meet()
        for hint in _decode(message["hints"]):
            self._heard(hint)


def tell_without_loop(hints: Iterable[Hint]) -> None:
    """From a command or the admin: straight to the other processes."""
    try:
        for group, some in _parcels(hints).items():
            async_to_sync(_layer().group_send)(group, _message("", some))
    except Exception:  # noqa: BLE001 - as above
        log.warning("hints not sent: the channel layer does not answer")


def _parcels(hints: Iterable[Hint]) -> dict[str, list[Hint]]:
    """By group, what goes there."""
    found: dict[str, list[Hint]] = {}
    for hint in hints:
        found.setdefault(DESK if hint.topic == QUEUE else TALKS, []).append(hint)
    return found


def _message(origin: str, hints: list[Hint], *, shows: bool = False) -> dict[str, Any]:
    """``shows``: whoever says this shows talks."""
    return {"type": "hints", "origin": origin, "hints": _encode(hints), "shows": shows}


def _layer() -> Any:
    """The line itself (channels-redis has no types); only with ``REDIS_URL``."""
    return get_channel_layer()
