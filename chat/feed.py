"""What one socket has sent of one log: the next in line → pass on, a gap → read, old → drop.

Hints about new entries may be lost, doubled, late or out of order; a feed makes that invisible.
"""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What to do with an entry that was hinted at."""

    PASS = "pass"  # noqa: S105 - not a password
    GAP = "gap"
    OLD = "old"


@dataclass(slots=True)
class Feed:
    """``sent``: the highest number up to which the socket has everything, without gaps."""

    sent: int = 0

    def judge(self, seq: int) -> Verdict:
        """What to do with entry ``seq``; PASS counts it as sent."""
        if seq <= self.sent:
            return Verdict.OLD
        if seq > self.sent + 1:
            return Verdict.GAP
        self.sent = seq
        return Verdict.PASS

    def behind(self, last: int) -> bool:
        """Whether a log whose last number is ``last`` holds entries that were not sent."""
        return last > self.sent
