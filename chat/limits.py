"""How much one person may send: a token bucket as a value. Keyed on the session, never on an
address, because dozens of visitors share one. And how much all of them may: what waits too long."""

from typing import Final, NamedTuple

LATE: Final = 0.5
"""Seconds that a message may wait for its turn; whoever waits longer is one of too many."""
LONGEST: Final = 2.0
"""Seconds after which it may try again at the latest: what held it up may have passed by then."""


def overload(waited: float) -> float:
    """0.0, or the seconds after which to try again: as long as it has ``waited``, within reason.

    So what waits is never older than this, however much comes in (as CoDel keeps its queues short).
    """
    return min(waited, LONGEST) if waited > LATE else 0.0


def turn(last: float | None, now: float, rate: float, burst: float) -> float:
    """When the next of a queue goes in, as an instant that is over for who goes at once.

    ``last``: the turn of whoever came before, if anybody did. ``rate`` a second go in, and up to
    ``burst`` together where nobody came for a while.
    """
    soonest = now - (burst - 1) / rate
    return soonest if last is None else max(soonest, last + 1 / rate)


class Bucket(NamedTuple):
    """``rate`` tokens a second flow in, at most ``burst`` are kept; instants are any seconds."""

    rate: float
    burst: float
    tokens: float
    at: float

    @classmethod
    def full(cls, rate: float, burst: float, now: float) -> "Bucket":
        """A bucket nobody has taken from yet."""
        return cls(rate, burst, burst, now)

    def take(self, now: float, cost: float = 1.0) -> tuple["Bucket", float]:
        """The bucket afterwards and 0.0, or the bucket as it is and the seconds to wait."""
        rate, burst, tokens, at = self
        now = max(now, at)
        level = min(burst, tokens + (now - at) * rate)
        if level < cost:
            return Bucket(rate, burst, level, now), (cost - level) / rate
        return Bucket(rate, burst, level - cost, now), 0.0
