"""What a visitor says of the service at the end: whether to ask, and what was answered."""

from dataclasses import asdict, fields

from chat import vault
from chat.keyring import keys_of
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
    given = asdict(counted(row)) | {"remark": remark(row)}
    return shapes.convert({name: value or None for name, value in given.items()}, Said)


def counted(row: Conversation) -> facts.ExitAnswers:
    """The same for the statistics, which take no remark."""
    given = _given(row)
    names = (each.name for each in fields(facts.ExitAnswers))
    return facts.ExitAnswers(**{name: getattr(given, name, facts.NOT_SAID) for name in names})


def remark(row: Conversation) -> str:
    """What else was said, if anything."""
    given = _given(row)
    if given is None or not given.sealed_remark:
        return ""
    return keys_of([row.pk]).read(row.pk, given.sealed_remark, vault.of_parting(row.pk))


def _given(row: Conversation) -> ExitAnswers | None:
    return getattr(row, "exit_answers", None)
