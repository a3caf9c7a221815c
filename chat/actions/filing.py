"""Files in a talk: asked for by its counselor, sent by its visitor, gone in time."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from chat import vault
from chat.actions import keys, log, receipts
from chat.actions.holding import wake
from chat.actions.talking import known, mine
from chat.cleaning import Clean
from chat.file_request import ASKED, MOST, SENT
from chat.files import left
from chat.lifecycle import WRITABLE_BY_COUNSELOR, State
from chat.models import Conversation, LogEntry, SentFile
from chat.protocol import Refusal

MOST_OF_A_TALK: Final = 12
"""Files in one talk, however often somebody asks."""


@transaction.atomic
def ask(conversation: int, counselor: int, now: datetime) -> None:
    """Ask the visitor of a talk of ``counselor`` for a file; asked already, it stays so.

    Raises :class:`Refusal`: ``not_allowed`` where files are off, ``not_found``, ``taken``,
    ``wrong_state``, or ``too_many`` once the talk is full of them.
    """
    if not settings.MITI["MITI_FILES"]:
        raise Refusal("not_allowed")
    row = mine(conversation, counselor)
    if row.state not in WRITABLE_BY_COUNSELOR or row.counselor is None:
        raise Refusal("wrong_state", state=row.state)
    if row.files.count() >= MOST_OF_A_TALK:
        raise Refusal("too_many", limit=MOST_OF_A_TALK)
    if left(row) < MOST:
        log.note(row, now, ASKED, alias=row.counselor.alias)


def take(conversation: int, key: UUID, clean: Clean, now: datetime) -> None:
    """Keep what the visitor sent, and write it into the log; a repeat of ``key`` keeps nothing.

    Raises :class:`Refusal` as :func:`may_send`.
    """
    with transaction.atomic():
        row = known(conversation)
        if not _is_new(row, key):
            return
        _store(row, key, clean, now)
    if row.state == State.ON_HOLD:
        wake(conversation, now)


def may_send(conversation: int, key: UUID) -> bool:
    """Whether it is worth reading: False for a repeat, which is stored already.

    Raises :class:`Refusal`: ``not_found``, ``wrong_state`` where nobody is there to read it, or
    ``not_allowed`` when nobody asked, or everything that was asked for has come.
    """
    with transaction.atomic():
        return _is_new(known(conversation), key)


def _is_new(row: Conversation, key: UUID) -> bool:
    before = LogEntry.objects.filter(conversation=row, key=key).values_list("code", flat=True)
    if SENT in before:
        return False
    if before:
        raise Refusal("not_allowed")  # the key of something else in this log
    if row.state not in WRITABLE_BY_COUNSELOR:
        raise Refusal("wrong_state", state=row.state)
    if not settings.MITI["MITI_FILES"] or not left(row):
        raise Refusal("not_allowed")
    if row.files.count() >= MOST_OF_A_TALK:
        raise Refusal("too_many", limit=MOST_OF_A_TALK)
    return True


def _store(row: Conversation, key: UUID, clean: Clean, now: datetime) -> None:
    ref = token_urlsafe(12)
    sealed = keys.key_of(row.pk).seal_bytes(clean.data, vault.of_file(row.pk, ref))
    SentFile.objects.create(conversation=row, ref=ref, at=now, kind=clean.kind, sealed=sealed)
    holds = {"pages": clean.pages, "width": clean.width, "height": clean.height}
    says = {name: str(value) for name, value in holds.items() if value}
    size = str(len(clean.data))
    log.file(row, now, key, {"file": ref, "kind": clean.kind, "size": size, **says})


@transaction.atomic
def forget_before(before: datetime, now: datetime) -> None:
    """Delete the files that were sent until then; the log still says that there was one."""
    _, gone = SentFile.objects.filter(at__lte=before).delete()
    receipts.note("file", gone.get(SentFile._meta.label, 0), now)  # noqa: SLF001 - Django's name
