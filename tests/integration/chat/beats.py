"""Time passes, and people are heard from."""

from __future__ import annotations

from datetime import datetime

from chat import sweep
from chat.actions import presence
from chat.models import Conversation
from counselors.models import Counselor


def swept(now: datetime) -> None:
    """The sweep does all that is due."""
    while sweep.step(now):
        pass


def visitors_beat(*rows: Conversation, now: datetime) -> None:
    """The visitors of these talks are there."""
    presence.visitors_are_here([row.pk for row in rows], now)


def counselors_beat(*who: Counselor, now: datetime) -> None:
    """These counselors are there."""
    presence.counselors_are_here([each.pk for each in who], now)
