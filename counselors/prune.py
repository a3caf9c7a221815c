"""The slow loop: what only time removes."""

from datetime import datetime

from counselors import audit, sessions


def step(now: datetime) -> bool:
    """Forget old lines of the audit trail and sessions that ran out; never more to do at once."""
    audit.prune(now)
    sessions.forget_ended()
    return False
