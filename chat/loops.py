"""Running the loops in one event loop: rung by hints, with a tick as the safety net."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final

from django.utils import timezone

from chat import blocking, events, fold, notify, retention, sweep
from chat.blocking import Unavailable
from chat.dispatch import Dispatcher
from chat.events import Hint
from transcripts import publishing

log = logging.getLogger("miti.loops")
Step = Callable[[datetime], bool]
Run = Callable[[Step, datetime], Awaitable[bool]]
TICK: Final = 1.0
FOLD_TICK: Final = 10.0
NOTIFY_TICK: Final = 10.0
PUBLISH_TICK: Final = 1800.0
PRUNE_TICK: Final = 3600.0


class Loop:
    """Calls ``step`` until it finds no more work, at every ring and at every tick."""

    def __init__(self, name: str, step: Step, tick: float, run: Run = blocking.run) -> None:
        """``run``: in which of the database's threads."""
        self.name, self._step, self._tick, self._run = name, step, tick, run
        self._bell = asyncio.Event()

    def ring(self, hint: Hint | None = None) -> None:
        """There may be work."""
        self._bell.set()

    async def run(self) -> None:
        """Run until cancelled; a database that is away is waited for."""
        while True:
            try:
                await self._work()
            except Unavailable:
                log.warning("%s: the database does not answer", self.name)
            except Exception:
                log.exception("%s: a step failed", self.name)
            await self._until_rung()

    async def _work(self) -> None:
        again = True
        while again:
            self._bell.clear()  # what rings from now on is not in the picture that is taken now
            again = await self._run(self._step, timezone.now())

    async def _until_rung(self) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), self._tick)
        except TimeoutError:
            return


async def run_all() -> None:
    """Dispatch, sweep, fold, notify and prune, until cancelled."""
    hub = events.hub()
    hub.open()
    dispatch = Loop("dispatch", Dispatcher().step, TICK, blocking.run_apart)
    hub.attach(events.QUEUE, dispatch.ring)
    loops = (
        dispatch,
        Loop("sweep", sweep.step, TICK),
        Loop("fold", fold.step, FOLD_TICK),
        Loop("notify", notify.step, NOTIFY_TICK, blocking.run_patiently),
        Loop("prune", retention.sweep, PRUNE_TICK),
        Loop("publish", partial(publishing.step, oldest=fold.oldest), PUBLISH_TICK),
    )
    try:
        async with asyncio.TaskGroup() as group:
            for each in loops:
                group.create_task(each.run(), name=f"miti-{each.name}")
    finally:
        hub.detach(events.QUEUE, dispatch.ring)
