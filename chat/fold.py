"""The third loop: a closed conversation becomes one coarse fact and is deleted."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from chat import logbook, masking, parting, remarks, sampling
from chat.actions import receipts
from chat.keyring import NOISE, keyring
from chat.lifecycle import State
from chat.models import Conversation, LeftQuestion
from transcripts import actions
from transcripts.facts import LEFT, LIVE, ClosedTalk, fact_of


def step(now: datetime) -> bool:
    """Fold the conversation that has been closed longest, if its time is up; True if one was.

    One transaction records the fact and deletes the conversation: the deletion is the "done"
    mark, so a crash neither loses nor doubles one.
    """
    due = now - timedelta(seconds=settings.MITI["MITI_KEEP_SECONDS"])
    with transaction.atomic():
        rows = Conversation.objects.select_for_update(skip_locked=_can_skip()).filter(
            state=State.CLOSED, closed_at__lte=due
        )
        row = rows.order_by("closed_at").first()
        if row is None:
            return False
        fact = fact_of(_closed(row))
        actions.record(fact)
        actions.record_words(fact, _words(row), settings.MITI["MITI_SMALLEST_COUNT"])
        today = timezone.localtime(now).date()
        sampling.perhaps(row, fact, today)
        remarks.keep(row, today)
        receipts.note("talk", 1, now)
        receipts.note("file", row.files.count(), now)
        conversation = row.pk
        row.delete()  # and its key with it: every copy of what was typed is noise from now on
    keyring().forget(conversation)
    return True


def _words(row: Conversation) -> frozenset[str]:
    """What its visitor said, as words without their sentences."""
    said = logbook.texts_of([row.pk]).get(row.pk, ())
    return masking.words_used([text for text in said if text != NOISE], row.language_id)


def oldest() -> date | None:
    """The day on which the oldest conversation began that is not a fact yet; its fact is not of an
    earlier day."""
    began: datetime | None = Conversation.objects.aggregate(at=Min("created_at"))["at"]
    return None if began is None else timezone.localtime(began).date()


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def _closed(row: Conversation) -> ClosedTalk:
    """The row as plain values, without key, text or person."""
    counts = row.entries.filter(code="").count()  # neither notices nor corrections
    left_at = row.moves.filter(target=State.LEFT).values_list("at", flat=True).first()
    written_at = row.entries.filter(code="answered").values_list("at", flat=True).first()
    asked_at, answered_at = first_answer(row.queued_at, row.opened_at, left_at, written_at)
    return ClosedTalk(
        queued_at=asked_at, opened_at=answered_at, closed_at=row.closed_at or row.since,
        city_asked=row.city_id, city_served=_served(row) if answered_at else None,
        subject_asked=row.subject_id, subject_closed=row.closed_subject_id,
        language=row.language_id, messages=counts, outcome=row.outcome or None,
        ended_by=row.closed_by, channel=LIVE if left_at is None else LEFT, depth=row.depth,
        said=parting.counted(row),
    )  # fmt: skip


def first_answer(
    queued_at: datetime, opened_at: datetime | None,
    left_at: datetime | None, written_at: datetime | None,
) -> tuple[datetime, datetime | None]:  # fmt: skip
    """When somebody asked, and when a counselor first answered, live or in writing.

    ``left_at``: when it first became a left question; from then on its answer is waited for, and
    whoever comes back live may have it before a written one.
    """
    if left_at is None or (opened_at is not None and opened_at <= left_at):
        return queued_at, opened_at
    return left_at, min((at for at in (opened_at, written_at) if at is not None), default=None)


def _served(row: Conversation) -> str | None:
    """The city of who answered, or last did."""
    question = LeftQuestion.objects.select_related("owner").filter(conversation=row).first()
    who = row.counselor or row.previous or (question.owner if question else None)
    return who.city_id if who else None
