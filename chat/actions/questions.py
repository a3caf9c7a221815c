"""Left questions: left, promised, taken, answered, asked back, and brought back live."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chat import doors, events, left_questions
from chat.actions import closing, log, queueing, receipts
from chat.actions.moving import locked, move, touch
from chat.actions.queueing import Arrival, lease
from chat.left_questions import LATE, SOON
from chat.lifecycle import Cause, NotAllowed, State
from chat.models import Conversation, LeftQuestion, ToldWait
from chat.protocol import Refusal
from chat.return_code import BITS, code_of
from chat.sealing import fingerprint


@transaction.atomic
def ask(arrival: Arrival, now: datetime) -> Conversation:
    """Leave a question without waiting. The same visitor key again: the conversation that exists.

    Raises :class:`Refusal` ``not_found`` when a chosen city, subject or language does not exist.
    """
    row = queueing.arrive(arrival, now)
    if row.state == State.WAITING and row.created_at == now:
        keep(row, Cause.QUESTION_LEFT, now)
    return row


@transaction.atomic
def leave_question(conversation: int, cause: Cause, now: datetime) -> None:
    """Whoever waits does not any more: what they wrote is answered in writing.

    Raises :class:`Refusal` ``wrong_state`` when somebody has begun to talk with them.
    """
    row = locked(conversation)
    try:
        keep(row, cause, now)
    except NotAllowed:
        raise Refusal("wrong_state", state=row.state) from None


def keep(row: Conversation, cause: Cause, now: datetime) -> None:
    """A locked, waiting conversation becomes a left question; an older promise stands. A hand-over
    that nobody took up is over, and so is its note: whoever comes back is asked nothing about it.
    """
    move(row, cause, now, came_back=False, handed_by_id=None, sealed_note=b"")
    question, _ = LeftQuestion.objects.get_or_create(conversation=row)
    _promise(row, question, now)
    log.note(row, now, "question_left", by=cause)


def _promise(row: Conversation, question: LeftQuestion, now: datetime) -> bool:
    """From now on an answer is owed, if the visitor wrote anything that has none.

    False when it was owed before, or is not now.
    """
    if question.asked_at is not None and question.answered_at is None:
        return False
    if not left_questions.written_since(row.pk, question.answered_seq):
        return False
    question.asked_at, question.answered_at = now, None
    question.due_at = doors.answer_due(row.city_id, now)
    question.save(update_fields=["asked_at", "answered_at", "due_at"])
    return True


def ask_back(conversation: int, key: UUID, text: str, now: datetime) -> None:
    """The visitor writes about a left question from a page without a socket; a repeat of ``key``
    is one line.

    Raises :class:`Refusal` ``not_found``, or ``wrong_state`` where somebody waits, talks or has
    ended: there this page is not enough.
    """
    row = Conversation.objects.filter(pk=conversation).first()
    if row is not None and row.state != State.LEFT:
        raise Refusal("wrong_state", state=row.state)
    stored = log.store([log.Saying(conversation, None, key, text)], now)
    events.after_commit(*stored.hints)
    if isinstance(stored.answers[0], Refusal):
        raise stored.answers[0]
    asked_back(conversation, now)


@transaction.atomic
def asked_back(conversation: int, now: datetime) -> None:
    """The visitor wrote about a left question: an answer is owed, once for all that has none."""
    row = locked(conversation)
    question = LeftQuestion.objects.filter(conversation=row).first()
    if row.state == State.LEFT and question is not None and _promise(row, question, now):
        touch(row)


@transaction.atomic
def come_back(conversation: int, now: datetime) -> None:
    """The visitor is here and wants to talk: first in the queue, with all that was written.

    Raises :class:`Refusal` ``wrong_state`` or ``closed_now``.
    """
    row = locked(conversation)
    door = doors.door_of(row.city_id, now)
    if door.state == "closed":
        raise Refusal("closed_now", opens=door.opens_at)
    here = {"visitor_online": True, "visitor_lease": lease(now), "queued_at": now}
    try:
        owner = LeftQuestion.objects.get(conversation=row).owner_id
        move(row, Cause.CAME_BACK, now, came_back=True, previous_id=owner, **here)
    except (NotAllowed, LeftQuestion.DoesNotExist):
        raise Refusal("wrong_state", state=row.state) from None
    ToldWait.objects.filter(conversation=row).delete()  # it was about another wait
    log.note(row, now, "came_back")


def new_code(conversation: int) -> str:
    """A fresh return code; one that was given before opens nothing any more."""
    code = code_of(secrets.randbits(BITS))
    rows = LeftQuestion.objects.filter(conversation=conversation)
    if not rows.update(code_hash=fingerprint(code)):
        raise Refusal("wrong_state")
    return code


@transaction.atomic
def forget(conversation: int, now: datetime) -> None:
    """A left question was kept long enough: it ends, answered or not."""
    row = locked(conversation)
    over = left_questions.kept_too_long(LATE.at(now), SOON.at(now))
    question = over.filter(pk=conversation).first()
    if question is not None:
        cause = Cause.ANSWERED if question.answered_at else Cause.EXPIRED
        closing.end(row, cause, now)
        receipts.note("question", 1, now)
