"""Reading left questions: by code for whoever left them, as a list for those who answer."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chat import sealing
from chat.due import Ago
from chat.lifecycle import State
from chat.models import AnswerNotice, Author, Conversation, LeftQuestion, LogEntry

LATE: Final = Ago("MITI_ANSWER_DAYS", timedelta(days=1))
SOON: Final = Ago("MITI_KEEP_SECONDS")


def by_code(code: str) -> Conversation | None:
    """The conversation that this return code (as ``return_code.read`` gives it) opens."""
    return Conversation.objects.filter(question__code_hash=sealing.fingerprint(code)).first()


def written_since(conversation: int, seq: int) -> bool:
    """Whether the visitor wrote anything after this number."""
    rows = LogEntry.objects.filter(conversation=conversation, seq__gt=seq)
    return rows.filter(author=Author.VISITOR).exists()


def owed() -> QuerySet[LeftQuestion]:
    """Left questions that wait for an answer."""
    return LeftQuestion.objects.filter(
        answered_at=None, asked_at__isnull=False, conversation__state=State.LEFT
    )


def is_owed(conversation: int) -> bool:
    """Whether this one does."""
    return owed().filter(conversation=conversation).exists()


def is_notice_kept(conversation: int) -> bool:
    """Whether somebody is to be written to when the answer is there."""
    return AnswerNotice.objects.filter(conversation=conversation).exists()


def free_by_language() -> dict[str, int]:
    """By language, how many of them nobody answers yet."""
    free = owed().filter(owner=None).values_list("conversation__language")
    return dict(free.annotate(n=Count("pk")).values_list("conversation__language", "n"))


def asked_unnoticed() -> QuerySet[Conversation]:
    """Questions with words of the visitor that nobody owes an answer to: a crash in between."""
    words = LogEntry.objects.filter(conversation=OuterRef("pk"), author=Author.VISITOR)
    new = words.filter(seq__gt=OuterRef("question__answered_seq"))
    promised = Q(question__answered_at=None, question__asked_at__isnull=False)
    return Conversation.objects.filter(Exists(new), state=State.LEFT).exclude(promised)


def kept_too_long(
    late: datetime | Ago = LATE, soon: datetime | Ago = SOON
) -> QuerySet[LeftQuestion]:
    """Left questions whose time is up: owed or answered since ``late``, or empty since ``soon``."""
    never = Q(answered_at=None) & (Q(due_at__lte=late) | Q(due_at=None, asked_at__lte=late))
    over = Q(answered_at__lte=late) | never
    empty = Q(answered_at=None, asked_at=None, conversation__visitor_lease__lte=soon)
    return LeftQuestion.objects.filter(over | empty, conversation__state=State.LEFT)
