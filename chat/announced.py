"""The waits that were announced, and what became of them: how honest the ranges are."""

from typing import Final

from django.db.models import F, Q

from chat.lifecycle import State
from chat.models import ToldWait
from routing.coverage import Waited

MEASURED: Final = 200
"""So many of the last announced waits tell how well ranges hold."""


def told_waits() -> list[Waited]:
    """The last announced ranges whose wait is over, and how long it took.

    Whoever had been served before is left out (handed over, cut off, or back with a question): how
    long they waited this time is not kept. Over is a wait when a counselor came, or when the
    visitor gave up or was asked to leave a question instead. Once that question is over, its row
    tells no more when it was left.
    """
    never = Q(conversation__opened_at=None)
    still = Q(conversation__state__in=[State.WAITING, State.OFFERED])
    ended = Q(conversation__state=State.CLOSED, conversation__question__isnull=False)
    again = Q(conversation__opened_at__lt=F("at"))
    rows = ToldWait.objects.exclude(never & (still | ended) | again).order_by("-at")
    ends = rows.values_list(
        "at", "low", "high", "conversation__opened_at", "conversation__closed_at",
        "conversation__since",
    )[:MEASURED]  # fmt: skip
    return [
        Waited(low, high, ((opened or closed or since) - at).total_seconds(), opened is not None)
        for at, low, high, opened, closed, since in ends
    ]
