"""Storing from the event loop, by the way that costs least on each database.

On SQLite one thread writes. On PostgreSQL the loop asks by itself, in one trip; what is not plainly
allowed and new (a repeat, a refusal, a talk that has just moved) and whatever goes wrong is left
to :func:`chat.actions.log.store` in a thread, which decides it piece by piece.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial

from django.db import connection
from psycopg.pq.abc import PGresult

from chat import blocking
from chat.actions import log
from chat.actions.batch import Answer, Batch, Piece, Stored, wishes_of
from chat.actions.rows import one_trip
from chat.hints import Hint
from chat.pipe import pipe
from chat.protocol import Refusal

Then = Callable[[Stored | Exception], None]


def store(pieces: Sequence[Piece], now: datetime, then: Then) -> None:
    """Store some pieces, at least one; ``then`` gets what came of them, in this loop."""
    if _on_postgresql():
        values = one_trip.values_of(wishes_of(pieces, now))
        pipe().ask(one_trip.STATEMENT, values, partial(_granted, pieces, now, then))
    else:
        _store_in_thread(pieces, now, then)


@cache
def _on_postgresql() -> bool:
    return bool(connection.vendor == "postgresql")


def _store_in_thread(pieces: Sequence[Piece], now: datetime, then: Then) -> None:
    blocking.in_line(partial(log.store, pieces, now), then)


def _granted(pieces: Sequence[Piece], now: datetime, then: Then, result: PGresult | None) -> None:
    """Answer what was stored, from the same rows; store the rest the other way."""
    rows = one_trip.rows_of(result) if result is not None else {}
    batch = Batch(rows, {}, now, None)
    answers = [batch.add(piece) if piece.conversation in rows else None for piece in pieces]
    rest = [piece for piece, answer in zip(pieces, answers, strict=True) if answer is None]
    if rest:
        _store_in_thread(rest, now, partial(_completed, answers, batch.hints, then))
    else:
        then(Stored([answer for answer in answers if answer], batch.hints))


def _completed(
    answers: list[Answer | None], hints: list[Hint], then: Then, result: Stored | Exception
) -> None:
    """With the answers to the rest, in their places."""
    if isinstance(result, Exception):
        if not any(answers):
            then(result)
            return
        result = Stored([Refusal("unavailable")] * answers.count(None), [])
    late = iter(result.answers)
    then(Stored([answer or next(late) for answer in answers], [*hints, *result.hints]))
