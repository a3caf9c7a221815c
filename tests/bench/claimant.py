# ruff: noqa: E402 - models can be imported only after the apps are loaded
"""One process of the claims bench: takes waiting people as fast as the database lets it.

``python -m tests.bench.claimant`` takes a :class:`Claiming` a line, and answers how it went.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from typing import Final

import django
import msgspec

django.setup()

from django.db import connection
from django.utils import timezone

from chat.actions import queueing
from chat.lifecycle import Cause, State
from chat.models import Conversation
from chat.protocol import Refusal
from tests.bench.plan import Claimed, Claiming

OFFER: Final = timedelta(minutes=10)


def guarded(conversation: int, counselor: int) -> bool:
    """The product's claim: the slot and the conversation, in one transaction."""
    try:
        queueing.claim(conversation, counselor, Cause.DISPATCHED, None, timezone.now())
    except Refusal:
        return False
    return True


def bare(conversation: int, counselor: int) -> bool:
    """The least that could be called a claim: one compare-and-set, no slots, no rules, no trace."""
    free = Conversation.objects.filter(pk=conversation, state=State.WAITING)
    until = timezone.now() + OFFER
    won = free.update(state=State.OFFERED, counselor_id=counselor, offer_until=until)
    return won == 1


WAYS: Final[dict[str, Callable[[int, int], bool]]] = {"guarded": guarded, "bare": bare}


def run(order: Claiming) -> Claimed:
    """Try every pair once."""
    way, start = WAYS[order.way], perf_counter()
    won = sum(way(conversation, counselor) for conversation, counselor in order.pairs)
    return Claimed(won, perf_counter() - start)


if __name__ == "__main__":
    connection.ensure_connection()
    for line in sys.stdin:
        done = run(msgspec.json.decode(line, type=Claiming))
        print(msgspec.json.encode(done).decode(), flush=True)
