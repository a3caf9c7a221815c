"""Which workers to start, end and kill: decided in values, seconds of a steady clock given.

A worker starts, then serves, then ends. Rolling replaces all who are there now, one at a time:
a new one serves before an old one ends, so that somebody always answers.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

READY_WITHIN: Final = 60.0
"""Seconds from its start in which a worker must serve."""
GONE_WITHIN: Final = 15.0
"""Seconds that a worker gets to end; more than it needs for its own farewell."""
WELL_AFTER: Final = 10.0
"""Whoever has served for so many seconds has not failed when it dies."""
FIRST_DELAY: Final = 0.5
LONGEST_DELAY: Final = 30.0
"""Seconds before another start after one failure, and after many; doubling in between."""
FORGOTTEN_AFTER: Final = READY_WITHIN + WELL_AFTER
"""Seconds without a failure, from when a start was allowed: it has served well since."""


class Phase(Enum):
    """Where a worker is in its life."""

    STARTING = auto()
    SERVING = auto()
    ENDING = auto()


class Act(Enum):
    """What is to be done."""

    START = auto()
    END = auto()
    KILL = auto()


Order = tuple[Act, int]
"""What, and to which worker."""


@dataclass
class Worker:
    """``since``: when the phase began. ``old``: to be replaced."""

    number: int
    phase: Phase
    since: float
    old: bool = False


class Roster:
    """The workers of one service. Tell it what happens; it says what to do."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._workers: dict[int, Worker] = {}
        self._last = 0
        self._delay = FIRST_DELAY
        self._not_before = 0.0
        self.finishing = False
        self.ever_served = False
        self.ever_complete = False

    # --- what happens ----------------------------------------------------------------------

    def serves(self, number: int, now: float) -> None:
        """This worker answers."""
        worker = self._workers.get(number)
        if worker is not None and worker.phase is Phase.STARTING:
            worker.phase, worker.since, self.ever_served = Phase.SERVING, now, True
            self.ever_complete |= len(self._in(Phase.SERVING)) >= self._wanted

    def died(self, number: int, now: float) -> None:
        """This worker's process is gone."""
        worker = self._workers.pop(number)
        well = worker.phase is Phase.SERVING and now - worker.since >= WELL_AFTER
        if not well and worker.phase is not Phase.ENDING:
            self._failed(now)

    def _failed(self, now: float) -> None:
        """Start nobody for a while: longer each time, unless the last failure is long past."""
        if now - self._not_before >= FORGOTTEN_AFTER:
            self._delay = FIRST_DELAY
        self._not_before = now + self._delay
        self._delay = min(LONGEST_DELAY, 2 * self._delay)

    def roll(self) -> None:
        """Replace everybody who is there now."""
        for each in self._workers.values():
            each.old = True

    def finish(self) -> None:
        """Start nobody any more, and end everybody."""
        self.finishing = True

    # --- what to do ------------------------------------------------------------------------

    def orders(self, now: float) -> list[Order]:
        """What is due now; each is taken as done."""
        orders = [(Act.KILL, each) for each in self._late(now)]
        orders += [(Act.END, each) for each in self._superfluous()]
        for _, each in orders:
            if each.phase is Phase.STARTING and not self.finishing:
                self._failed(now)
            each.phase, each.since = Phase.ENDING, now
        done = [(act, each.number) for act, each in orders]
        if now >= self._not_before:
            done += [(Act.START, self._new(now)) for _ in range(self._missing())]
        return done

    def next_look(self, now: float) -> float | None:
        """Seconds until something is due by the clock alone; None: nothing is."""
        dues = [each.since + _limit(each.phase) for each in self._workers.values()]
        if self._missing():
            dues.append(self._not_before)
        first = min((due for due in dues if due != _NEVER), default=None)
        return None if first is None else max(0.0, first - now)

    @property
    def finished(self) -> bool:
        """Everybody was to end, and has ended."""
        return self.finishing and not self._workers

    def _in(self, *phases: Phase) -> list[Worker]:
        return [each for each in self._workers.values() if each.phase in phases]

    def _late(self, now: float) -> list[Worker]:
        return [each for each in self._workers.values() if now >= each.since + _limit(each.phase)]

    def _superfluous(self) -> list[Worker]:
        if self.finishing:
            return self._in(Phase.STARTING, Phase.SERVING)
        serving = self._in(Phase.SERVING)
        replaced = [each for each in serving if each.old]
        return replaced[:1] if len(serving) > self._wanted else []

    def _missing(self) -> int:
        """How many more should be there: while rolling one more than wanted, one at a time."""
        if self.finishing:
            return 0
        there = self._in(Phase.STARTING, Phase.SERVING)
        rolling = any(each.old for each in there) and not self._in(Phase.ENDING)
        return max(0, self._wanted + rolling - len(there))

    def _new(self, now: float) -> int:
        self._last += 1
        self._workers[self._last] = Worker(self._last, Phase.STARTING, now)
        return self._last


_NEVER: Final = float("inf")
_LIMITS: Final = {
    Phase.STARTING: READY_WITHIN, Phase.SERVING: _NEVER, Phase.ENDING: GONE_WITHIN,
}  # fmt: skip


def _limit(phase: Phase) -> float:
    return _LIMITS[phase]
