"""Adding to a conversation's log: many messages in one transaction, numbered under the row lock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from chat import events
from chat.actions import rows
from chat.actions.batch import Answer, Batch, Done, Known, Piece, Saying, Seeing, Stored
from chat.actions.rows import Key
from chat.events import Hint
from chat.models import Author, Conversation, LogEntry
from chat.selectors import frame_of

__all__ = ["Answer", "Done", "Piece", "Saying", "Seeing", "Stored", "add", "note", "store"]


def store(pieces: Sequence[Piece], now: datetime) -> Stored:
    """Store ``pieces`` (at least one) in order in one transaction; one answer for each.

    Known keys are answered with the stored entry. A piece that is not allowed is answered with a
    :class:`Refusal` and does not disturb its neighbours. The caller spreads the hints.
    """
    keys = {(piece.conversation, piece.key) for piece in pieces if isinstance(piece, Saying)}
    with rows.opened() as log:
        locked, known = log.look({piece.conversation for piece in pieces}, keys)
        batch = Batch(locked, _entries(known), now)
        answers = [batch.add(piece) for piece in pieces]
        log.write(batch.lines, batch.changed.values())
    return Stored(answers, batch.hints)


def _entries(known: list[int]) -> dict[Key, Known]:
    """What repeats of a key are answered with: seldom any."""
    found = LogEntry.objects.filter(pk__in=known).select_related("conversation") if known else ()
    return {
        (entry.conversation_id, entry.key): Known(
            entry.author, entry.seq, frame_of(entry.conversation.ref, entry)
        )
        for entry in found
    }


def _entry(
    row: Conversation,
    now: datetime,
    key: UUID,
    author: Author,
    *,
    counselor: int | None = None,
    text: str = "",
    code: str = "",
    params: dict[str, str | None] | None = None,
) -> LogEntry:
    """The next entry of a locked row."""
    row.last_seq += 1
    return LogEntry(
        conversation_id=row.pk, seq=row.last_seq, key=key, author=author, at=now,
        counselor_id=counselor, text=text, code=code, params=params or {},
    )  # fmt: skip


def add(row: Conversation, now: datetime, key: UUID, text: str) -> None:
    """The visitor's first message, in the transaction that makes the conversation."""
    _store_one(row, _entry(row, now, key, Author.VISITOR, text=text))


def answer(row: Conversation, now: datetime, counselor: int, text: str) -> None:
    """The answer to a left question; the row is locked by the caller."""
    _store_one(row, _entry(row, now, uuid4(), Author.COUNSELOR, counselor=counselor, text=text))


def note(row: Conversation, now: datetime, code: str, **params: str | None) -> None:
    """A notice that both sides read, like who joined; the row is locked by the caller."""
    _store_one(row, _entry(row, now, uuid4(), Author.NOTICE, code=code, params=params))


def correct(row: Conversation, now: datetime, key: UUID, text: str, seq: int) -> None:
    """The counselor of a locked row says their line ``seq`` anew: both sides read it there."""
    params: dict[str, str | None] = {"seq": str(seq)}
    entry = _entry(row, now, key, Author.COUNSELOR, text=text, code="corrected", params=params)
    entry.counselor_id = row.counselor_id
    _store_one(row, entry)


def card(
    row: Conversation,
    now: datetime,
    key: UUID,
    counselor: int,
    text: str,
    params: dict[str, str | None],
) -> None:
    """A ready-made text of the counselor, with its title and link; the row is locked."""
    entry = _entry(row, now, key, Author.COUNSELOR, text=text, code="card", params=params)
    entry.counselor_id = counselor
    _store_one(row, entry)


def _store_one(row: Conversation, entry: LogEntry) -> None:
    entry.save(force_insert=True)
    row.save(update_fields=["last_seq"])
    frame = frame_of(row.ref, entry)
    events.after_commit(Hint(events.of_conversation(row.pk), "entry", entry.seq, frame))
