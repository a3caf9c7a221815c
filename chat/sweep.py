"""The second loop: whatever is due by the clock."""

import logging
from datetime import datetime

from chat.actions import silence
from chat.blocking import AWAY

log = logging.getLogger("miti.sweep")


def step(now: datetime) -> bool:
    """Do every chore that is due at ``now``, each in its own transaction; True if any was done."""
    done = [_done(chore) for chore in silence.chores(now)]
    return any(done)


def _done(chore: silence.Chore) -> bool:
    """One that fails as nobody foresaw is tried again at the next step, and holds up no other."""
    try:
        return silence.done(chore)
    except AWAY:
        raise  # the database is away: so it is for the others
    except Exception:
        log.exception("sweep: %s failed", chore.func.__name__)
        return False
