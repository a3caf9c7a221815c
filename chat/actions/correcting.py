"""Correcting a line that was sent: nothing is changed in the log, a later entry says it anew."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from chat.actions import log
from chat.actions.talking import mine
from chat.lifecycle import WRITABLE_BY_COUNSELOR, State
from chat.models import LogEntry
from chat.protocol import Refusal

CORRECTABLE: Final = timedelta(seconds=120)
"""From the sending of a line on; after that somebody may have acted on it."""


@transaction.atomic
def correct(
    conversation: int, counselor: int, seq: int, key: UUID, text: str, now: datetime
) -> None:
    """Say line ``seq`` of ``counselor`` anew; the same ``key`` again changes nothing.

    Raises :class:`Refusal`: ``taken``, ``wrong_state``, ``not_allowed`` (not a line of theirs) or
    ``too_late``.
    """
    row = mine(conversation, counselor)
    if row.entries.filter(key=key).exists():
        return
    if State(row.state) not in WRITABLE_BY_COUNSELOR:
        raise Refusal("wrong_state", state=row.state)
    line = row.entries.filter(seq=seq, counselor=counselor, code="").first()
    _check(line, now)
    log.correct(row, now, key, text, seq)


def _check(line: LogEntry | None, now: datetime) -> None:
    if line is None:
        raise Refusal("not_allowed")
    if line.at + CORRECTABLE < now:
        raise Refusal("too_late")
