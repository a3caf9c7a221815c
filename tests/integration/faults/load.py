"""People who write to each other while something breaks, and the judge of what became of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from tests.integration.faults.houses import House
from tests.integration.faults.judge import judge
from tests.integration.faults.pages import DeskPage, Page, VisitorPage
from tests.integration.faults.side import Side

DESKS: Final = ("demo-robin", "demo-iryna")
PAIRS: Final = 6
"""Three talks for each of the desks: nobody waits."""
START: Final = 30.0
RECOVERY: Final = 10.0
"""Seconds after a fault in which everybody must be heard again, on two busy cores."""
FLAT: Final = 20 * 1024 * 1024
"""Bytes by which the largest process may be larger after a fault than when it was weighed."""


Pair = tuple[Side, Side]


class Load:
    """Six talks in mid sentence, in a thread of their own: the test's is free to break things."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        cookies = [house.cookie(name) for name in DESKS]
        self.desks = [DeskPage(house.base, each, self._changed) for each in cookies]
        self.visitors = [VisitorPage(house.base, self._changed) for _ in range(PAIRS)]
        self.pages: list[Page] = [*self.desks, *self.visitors]
        self.pairs: list[Pair] = []
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run)
        self._weighed = 0

    def weigh(self) -> None:
        """What the house holds now is what it may hold: it is compared with this."""
        self._weighed = self.house.memory()

    def grown(self) -> int:
        """Bytes by which the largest process has grown since it was weighed."""
        return self.house.memory() - self._weighed

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._everybody())

    async def _everybody(self) -> None:
        tasks = [asyncio.create_task(page.run()) for page in self.pages]
        over = asyncio.create_task(self._over.wait())
        await asyncio.wait([*tasks, over], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if not isinstance(ended, asyncio.CancelledError):
                self.pages[0].faults.append(repr(ended))
        self._changed()

    def _changed(self) -> None:
        with self._news:
            self._news.notify_all()

    def until(self, holds: Callable[[], bool], within: float) -> float:
        """Wait until this holds; the seconds that it took."""
        began = monotonic()
        with self._news:
            held = self._news.wait_for(lambda: bool(self.faults()) or holds(), within)
        assert not self.faults(), self.faults()
        assert held, self._where()
        return monotonic() - began

    def _where(self) -> list[tuple[str, bool, bool, list[tuple[str, int, int]]]]:
        return [
            (page.me, page.live, page.well, [_figures(side) for side in page.sides()])
            for page in self.pages
        ]

    def faults(self) -> list[str]:
        """What no page may ever see."""
        return [fault for page in self.pages for fault in page.faults]

    # --- the course of a test ----------------------------------------------------------------

    def start(self) -> None:
        """Until everybody talks to somebody, and has written and read."""
        self._thread.start()
        self.until(lambda: len(self._open()) == PAIRS, START)
        self.pairs = self._open()
        self.write(going=True)
        self.until_heard(START)

    def _open(self) -> list[Pair]:
        """The visitor's side and the counselor's, of each talk that is open on both screens."""
        answered = {ref: side for desk in self.desks for ref, side in dict(desk.talks).items()}
        pairs = [(each.talk, answered.get(each.talk.ref, Side())) for each in self.visitors]
        return [pair for pair in pairs if {side.state for side in pair} == {"open"}]

    def write(self, *, going: bool) -> None:
        """Everybody begins, or stops, to write new lines."""
        for page in self.pages:
            page.writing = going

    def until_heard(self, within: float) -> float:
        """Until a line that was not yet written has reached each other side; the seconds."""
        ways = [way for a, b in self.pairs for way in ((a, b), (b, a))]
        before = [len(said.written) for said, _ in ways]

        def heard() -> bool:
            return all(
                len(said.written) > count and said.written[count] in shown.keys
                for (said, shown), count in zip(ways, before, strict=True)
            )

        return self.until(heard, within)

    def settle(self) -> None:
        """Until nothing is under way."""
        self.write(going=False)
        self.until(
            lambda: all(not a.unsent and not b.unsent and a.log == b.log for a, b in self.pairs),
            RECOVERY,
        )

    def leave(self) -> None:
        """Everybody ends their talk."""
        self.write(going=False)
        for visitor in self.visitors:
            asyncio.run_coroutine_threadsafe(visitor.leave(), self._loop)
        self.until(lambda: all(each.talk.state == "closed" for each in self.visitors), START)

    def give_up(self) -> None:
        """The test has failed: whatever was wrong or unsaid must not keep anybody from leaving."""
        for page in self.pages:
            page.writing = False
            page.faults.clear()
            for side in page.sides():
                side.unsent.clear()

    def close(self) -> None:
        """Nobody is connected any more."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join()


def _figures(side: Side) -> tuple[str, int, int]:
    return side.state, len(side.log), len(side.unsent)


@contextmanager
def mid_load(house: House, recovery: float = RECOVERY) -> Iterator[Load]:
    """Something breaks in the block, which is left when it is whole again: then judge."""
    load = Load(house)
    try:
        load.start()
        load.weigh()
        yield load
        seconds = load.until_heard(recovery)
        grown = load.grown()
        load.settle()
        lines = judge(house, load.pairs)
        print(f"{lines} lines; heard again after {seconds:.2f} s; {grown / 1024**2:+.1f} MB")
        assert grown < FLAT
    except BaseException:
        load.give_up()
        raise
    finally:
        try:
            load.leave()
        finally:
            load.close()
