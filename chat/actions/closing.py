"""How conversations end: by either side, by silence, and for good."""

from datetime import datetime

from django.db import transaction

from chat import events, protocol
from chat.actions import log, notices
from chat.actions.moving import locked, move, touch
from chat.actions.talking import mine
from chat.events import Hint
from chat.lifecycle import Cause, State, may
from chat.models import Conversation
from chat.protocol import Refusal
from counselors import audit
from counselors.models import Act


@transaction.atomic
def leave(conversation: int, now: datetime) -> None:
    """The visitor ends it, whatever its state; leaving twice is no error."""
    row = locked(conversation)
    if row.state != State.CLOSED:
        end(row, Cause.VISITOR_LEFT, now)


def end(row: Conversation, cause: Cause, now: datetime) -> None:
    """Close a locked conversation by ``cause``, with a line in its log that says so."""
    log.note(row, now, "closed", by=cause)
    notices.forget(row.pk)
    move(row, cause, now, closed_by=cause)


@transaction.atomic
def close(
    conversation: int,
    counselor: int,
    subject: str | None,
    outcome: str | None,
    now: datetime,
    depth: str | None = None,
) -> None:
    """The counselor ends the talk, wraps it up, or both at once (subject and outcome given)."""
    row = mine(conversation, counselor)
    if may(State(row.state), Cause.COUNSELOR_CLOSED):
        end(row, Cause.COUNSELOR_CLOSED, now)
    if row.state != State.CLOSED:
        raise Refusal("wrong_state", state=row.state)
    if outcome is not None and row.wrapped_at is None:
        row.closed_subject_id, row.outcome, row.wrapped_at = subject, outcome, now
        row.depth = depth or ""
        touch(row, "closed_subject_id", "outcome", "depth", "wrapped_at")


@transaction.atomic
def block(conversation: int, counselor: int, reason: str, now: datetime) -> None:
    """The counselor ends a talk for abuse, wrapped up as such; the trail keeps ``reason``."""
    row = mine(conversation, counselor)
    if not may(State(row.state), Cause.BLOCKED):
        raise Refusal("wrong_state", state=row.state)
    audit.record_of(counselor, Act.BLOCKED, row.ref, now, city=row.city_id, detail=reason)
    end(row, Cause.BLOCKED, now)
    row.outcome, row.wrapped_at = "abuse", now
    touch(row, "outcome", "wrapped_at")


@transaction.atomic
def erase(conversation: int, now: datetime) -> None:
    """Delete the conversation with everything in it, now; nothing is kept, not even a fact."""
    row = locked(conversation)
    ref, counselor = row.ref, row.counselor_id
    if row.state != State.CLOSED:
        end(row, Cause.VISITOR_LEFT, now)  # frees the slot and tells everybody first
    row.delete()
    gone = protocol.dump(protocol.Erased(ref))
    events.after_commit(
        Hint(events.of_conversation(conversation), "erased", frame=gone),
        *([Hint(events.of_counselor(counselor))] if counselor else []),
        Hint(events.QUEUE),
    )
