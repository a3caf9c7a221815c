"""The second loop: whatever is due by the clock."""

from datetime import datetime

from chat.actions import silence


def step(now: datetime) -> bool:
    """Do every chore that is due at ``now``, each in its own transaction; True if any was done."""
    done = [silence.done(chore) for chore in silence.chores(now)]
    return any(done)
