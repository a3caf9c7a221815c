"""Remember what visitors were promised, so that it can be measured whether it was kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError

from chat.models import ToldWait
from routing.domain import Wait


def note_ranges(first: Mapping[int, Wait], now: datetime) -> None:
    """Keep the first range that each of these conversations was told, in one statement.

    A range that is known already stays; nothing is worth keeping of who is gone meanwhile.
    """
    rows = [
        ToldWait(conversation_id=who, at=now, low=wait.low, high=wait.high)
        for who, wait in first.items()
        if wait.low is not None and wait.high is not None
    ]
    try:
        ToldWait.objects.bulk_create(rows, ignore_conflicts=True)
    except IntegrityError:
        return  # somebody was erased in between: a gap in a statistic, not worth a second try
