"""Answering left questions: taken, drafted, read by a colleague, sent.

Each act is one guarded update that says whose the question has to be: the slower of two loses.
"""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from chat import events, left_questions, masking, vault
from chat.actions import keys, log, notices
from chat.actions.moving import locked, touch
from chat.events import Hint
from chat.keyring import keys_of
from chat.logbook import with_texts
from chat.models import Author, Conversation, LeftQuestion, Reading
from chat.protocol import Refusal
from counselors.models import Counselor

NOT_READ: Final[dict[str, Any]] = {"reading": "", "reader": None, "sealed_remark": b""}


class WroteMore(Exception):
    """The visitor has written something that the answer does not know."""


def take(conversation: int, counselor: int, owner: int | None) -> None:
    """Answer this question from now on, in place of ``owner`` (None: of nobody).

    Raises :class:`Refusal` ``taken`` when it is somebody else's by now, or needs no answer.
    """
    _changed(_owed(conversation).filter(owner=owner), owner_id=counselor)
    _ring()


def put_back(conversation: int, counselor: int) -> None:
    """Leave it to the others; what is drafted stays for them."""
    _changed(_owed(conversation, counselor), owner=None)
    _ring()


def put_all_back(counselor: int) -> None:
    """The same for all questions of somebody who may not answer any more."""
    if left_questions.owed().filter(owner=counselor).update(owner=None):
        _ring()


def save_draft(conversation: int, counselor: int, text: str) -> None:
    """Keep what is written so far; a colleague who has read it has read something else."""
    mine = _owed(conversation, counselor)
    before = mine.values_list("sealed_draft", flat=True).first()
    place = vault.of_draft(conversation)
    if before is not None and keys_of([conversation]).read(conversation, before, place) == text:
        return
    _changed(mine, sealed_draft=_sealed(conversation, text, place), **NOT_READ)


def ask_reading(conversation: int, counselor: int) -> None:
    """Have a colleague read the draft before it is sent."""
    mine = _owed(conversation, counselor)
    asked = {**NOT_READ, "reading": Reading.ASKED}
    _changed(mine.exclude(sealed_draft=b""), **asked)


def has_read(conversation: int, reader: int, remark: str) -> None:
    """A colleague has read the draft, and may say what they think; the first one counts."""
    asked = _owed(conversation).filter(reading=Reading.ASKED).exclude(owner=reader)
    sealed = _sealed(conversation, remark, vault.of_remark(conversation))
    _changed(asked, reading=Reading.DONE, reader_id=reader, sealed_remark=sealed)


@transaction.atomic
def send(conversation: int, who: Counselor, text: str, seen: int, now: datetime) -> None:
    """Answer; ``seen``: the last number of the log that the answer knows.

    Raises :class:`WroteMore`, or :class:`Refusal` ``taken``.
    """
    row = locked(conversation)
    if left_questions.written_since(conversation, seen):
        raise WroteMore
    _changed(_owed(conversation, who.pk), answered_at=now, sealed_draft=b"", **NOT_READ)
    log.note(row, now, "answered", alias=who.alias, city=who.city_id)
    log.answer(row, now, who.pk, text)
    LeftQuestion.objects.filter(pk=row.pk).update(answered_seq=row.last_seq)
    notices.answered(row.pk, now)
    _mask(row)
    touch(row)


def _mask(row: Conversation) -> None:
    """What the visitor wrote is answered: it is kept on without what could identify anybody."""
    entries = row.entries.filter(author=Author.VISITOR).order_by("seq")
    said = list(with_texts(list(entries)))
    kept = masking.masked([text for _, text in said], row.language_id)
    for (entry, before), after in zip(said, kept, strict=True):
        if after != before:
            place = vault.of_entry(row.pk, entry.seq)
            entry.sealed = keys.key_of(row.pk).seal(after, place)
            entry.save(update_fields=["sealed"])


def _sealed(conversation: int, text: str, place: bytes) -> bytes:
    """Nothing needs no key; of a conversation that has gone meanwhile nothing is kept."""
    key = keys.to_write([conversation]).get(conversation) if text else None
    return key.seal(text, place) if key else b""


def _owed(conversation: int, owner: int | None = None) -> QuerySet[LeftQuestion]:
    rows = left_questions.owed().filter(conversation=conversation)
    return rows if owner is None else rows.filter(owner=owner)


def _ring() -> None:
    """Every desk says how many questions are nobody's."""
    events.after_commit(Hint(events.QUEUE))


def _changed(rows: QuerySet[LeftQuestion], **values: Any) -> None:
    """Update exactly this question, or raise: somebody was faster."""
    if not rows.update(**values):
        raise Refusal("taken")
