"""What a visitor says of the service at the end: whether to ask, and what was answered."""

from chat.lifecycle import Cause, State
from chat.models import Conversation, ExitAnswers
from chat.protocol import Said
from counselors import shapes
from transcripts import facts


def said(row: Conversation) -> Said | None:
    """What was answered so far; None: it goes on, or nobody was helped whom one could ask."""
    left = getattr(row, "question", None)
    helped = row.opened_at is not None or (left is not None and left.answered_seq > 0)
    if row.state != State.CLOSED or not helped or row.closed_by == Cause.BLOCKED:
        return None
    given = _given(row)
    return shapes.convert({name: value or None for name, value in given.items()}, Said)


def counted(row: Conversation) -> facts.ExitAnswers:
    """The same for the statistics."""
    return facts.ExitAnswers(**_given(row))


def _given(row: Conversation) -> dict[str, str]:
    given: ExitAnswers | None = getattr(row, "exit_answers", None)
    return {name: getattr(given, name, "") for name in Said.__struct_fields__}
