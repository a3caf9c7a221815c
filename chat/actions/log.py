"""Adding to a conversation's log: many messages in one transaction, numbered under the row lock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from chat import events, vault
from chat.actions import keys, rows
from chat.actions.batch import Answer, Batch, Done, Known, Piece, Saying, Seeing, Stored
from chat.actions.rows import Key
from chat.events import Hint
from chat.logbook import frame_of, with_texts
from chat.models import Author, Conversation, LogEntry

__all__ = ["Answer", "Done", "Piece", "Saying", "Seeing", "Stored", "add", "note", "store"]


def store(pieces: Sequence[Piece], now: datetime) -> Stored:
    """Store ``pieces`` (at least one) in order in one transaction; one answer for each.

    Known keys are answered with the stored entry. A piece that is not allowed is answered with a
    :class:`Refusal` and does not disturb its neighbours. The caller spreads the hints.
    """
    said = {(piece.conversation, piece.key) for piece in pieces if isinstance(piece, Saying)}
    sealing = keys.to_write(conversation for conversation, _ in said)
    with rows.opened() as log:
        locked, known = log.look({piece.conversation for piece in pieces}, said)
        for gone in {conversation for conversation, _ in said} - sealing.keys():
            locked.pop(gone, None)
        batch = Batch(locked, _entries(known), now, sealing)
        answers = [batch.add(piece) for piece in pieces]
        log.write(batch.lines, batch.changed.values())
    return Stored(answers, batch.hints)


def _entries(known: list[int]) -> dict[Key, Known]:
    """What repeats of a key are answered with: seldom any."""
    found = LogEntry.objects.filter(pk__in=known).select_related("conversation") if known else ()
    return {
        (entry.conversation_id, entry.key): Known(
            entry.author, entry.seq, frame_of(entry.conversation.ref, entry, text)
        )
        for entry, text in with_texts(list(found))
    }


def _store_one(
    row: Conversation,
    now: datetime,
    key: UUID,
    author: Author,
    *,
    counselor: int | None = None,
    text: str = "",
    code: str = "",
    params: dict[str, str | None] | None = None,
) -> None:
    """Store the next entry of a locked row, and tell whoever shows it."""
    row.last_seq = seq = row.last_seq + 1
    entry = LogEntry(
        conversation_id=row.pk, seq=seq, key=key, author=author, at=now,
        counselor_id=counselor, code=code, params=params or {},
        sealed=keys.key_of(row.pk).seal(text, vault.of_entry(row.pk, seq)) if text else b"",
    )  # fmt: skip
    entry.save(force_insert=True)
    row.save(update_fields=["last_seq"])
    frame = frame_of(row.ref, entry, text)
    events.after_commit(Hint(events.of_conversation(row.pk), "entry", seq, frame))


def add(row: Conversation, now: datetime, key: UUID, text: str) -> None:
    """The visitor's first message, in the transaction that makes the conversation."""
    _store_one(row, now, key, Author.VISITOR, text=text)


def answer(row: Conversation, now: datetime, counselor: int, text: str) -> None:
    """The answer to a left question; the row is locked by the caller."""
    _store_one(row, now, uuid4(), Author.COUNSELOR, counselor=counselor, text=text)


def note(row: Conversation, now: datetime, code: str, **params: str | None) -> None:
    """A notice that both sides read, like who joined; the row is locked by the caller."""
    _store_one(row, now, uuid4(), Author.NOTICE, code=code, params=params)


def correct(row: Conversation, now: datetime, key: UUID, text: str, seq: int) -> None:
    """The counselor of a locked row says their line ``seq`` anew: both sides read it there."""
    params: dict[str, str | None] = {"seq": str(seq)}
    _store_one(
        row, now, key, Author.COUNSELOR,
        counselor=row.counselor_id, text=text, code="corrected", params=params,
    )  # fmt: skip


def file(row: Conversation, now: datetime, key: UUID, params: dict[str, str | None]) -> None:
    """A file that the visitor of a locked row sent: what it is, and its name on the wire."""
    _store_one(row, now, key, Author.VISITOR, code="file", params=params)


def card(
    row: Conversation,
    now: datetime,
    key: UUID,
    counselor: int,
    text: str,
    params: dict[str, str | None],
) -> None:
    """A ready-made text of the counselor, with its title and link; the row is locked."""
    _store_one(
        row, now, key, Author.COUNSELOR, counselor=counselor, text=text, code="card", params=params
    )
