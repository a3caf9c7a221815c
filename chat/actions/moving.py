"""One move of one conversation: checked by the table of states, claimed by compare-and-set."""

from datetime import datetime
from typing import Any

from django.db import transaction

from chat import events
from chat.events import Hint
from chat.lifecycle import HAS_COUNSELOR, HOLDS_SLOT, WRITABLE_BY_COUNSELOR, Cause, State, after
from chat.models import Conversation, Move
from counselors.models import Duty


class Outrun(Exception):
    """Somebody else moved this conversation first; look again."""


def locked(conversation: int) -> Conversation:
    """The row, locked until the end of the transaction; raises ``Conversation.DoesNotExist``."""
    return Conversation.objects.select_for_update().get(pk=conversation)


def move(row: Conversation, cause: Cause, now: datetime, **changes: Any) -> None:
    """Move ``row`` (as read) by ``cause``; ``changes`` are other columns set in the same update.

    Raises :class:`chat.lifecycle.NotAllowed`, or :class:`Outrun` if the row has changed since it
    was read. The hints go to everybody who sees this conversation before or after the move.
    """
    source, target = State(row.state), after(State(row.state), cause)
    before = row.counselor_id
    values = {**_shape_of(target, now), **changes}
    values |= {"state": target, "since": now, "version": row.version + 1}
    same = Conversation.objects.filter(pk=row.pk, state=source, version=row.version)
    if not same.update(**values):
        raise Outrun
    for name, value in values.items():
        setattr(row, name, value)
    counselor = row.counselor_id or before
    Move.objects.create(
        conversation=row, at=now, source=source, target=target, cause=cause,
        counselor_id=counselor, reason=changes.get("reason"),
    )  # fmt: skip
    if before is not None and source in HOLDS_SLOT and target not in HOLDS_SLOT:
        _freed(before, now)
    announce(row, before, row.counselor_id)


def _freed(counselor: int, now: datetime) -> None:
    """Remember since when this counselor is free, after the commit: a duty row is never locked
    after a conversation, or two processes could wait for each other."""
    duties = Duty.objects.filter(counselor_id=counselor)
    transaction.on_commit(lambda: duties.update(free_since=now), robust=True)


def _shape_of(target: State, now: datetime) -> dict[str, Any]:
    """Columns that follow from the state alone, as the database's constraints demand."""
    # who moves on is not asked any more whether they are there; who comes back is asked anew
    values: dict[str, Any] = {"still_there_until": None}
    if target is not State.OFFERED:
        values["offer_until"] = None
    if target not in WRITABLE_BY_COUNSELOR:
        values["language_asked"] = ""  # nobody is there who asked
    if target not in {State.WAITING, State.OFFERED}:
        values |= {"reserved_for_id": None, "reserved_until": None}
    if target is State.CLOSED:
        values |= {"closed_at": now, "sealed_note": b""}
    elif target not in HAS_COUNSELOR:
        values["counselor_id"] = None
    return values


def announce(row: Conversation, *counselors: int | None) -> None:
    """Tell everybody who shows this conversation that it changed, once it is committed."""
    topics = {events.of_counselor(each) for each in counselors if each is not None}
    events.after_commit(
        Hint(events.of_conversation(row.pk), seq=row.version),
        *(Hint(topic) for topic in sorted(topics)),
        Hint(events.QUEUE),
    )


def touch(row: Conversation, *names: str) -> None:
    """Store the named columns of a locked row as a new version, and announce it."""
    row.version += 1
    row.save(update_fields=[*names, "version"])
    announce(row, row.counselor_id)
