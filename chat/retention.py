"""What is kept and for how long: one table, which the loops enforce and everybody may read.

Limits can be shortened (``miti settings``), never lengthened. Conversations and left questions go
by loops of their own within seconds; the sweep here goes over everything once an hour, and would
take those too. What goes leaves a receipt (:mod:`chat.purged`): how many, of which kind, when.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import afterwards, fold, left_questions
from chat.actions import filing, guarding, notices, questions, receipts
from chat.lifecycle import State
from chat.models import AnswerNotice, Conversation, LeftQuestion, Purged, SentFile
from chat.words import Word
from counselors import audit, sessions
from counselors.sign_in import attempts, mail_files

GRACE: Final = timedelta(hours=2)
"""So late the hourly sweep may be before that is a fault."""
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing. ``oldest``: since when the oldest of them is kept, if there is any;
    ``purge``: let go of everything that is kept since that instant or longer, and note it."""

    key: str
    what: Word
    limit: Callable[[], timedelta]
    oldest: Callable[[], datetime | None]
    purge: Callable[[datetime, datetime], None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Of one kind: how long it is kept, how many went today and in seven days, the oldest left."""

    key: str
    what: str
    limit: timedelta
    today: int
    week: int
    oldest: datetime | None
    late: bool


def sweep(now: datetime) -> bool:
    """Let go of everything whose time is up; never more to do at once."""
    for each in KEPT:
        each.purge(now - each.limit(), now)
    return False


def report(now: datetime) -> list[Receipt]:
    """One receipt for every kind, as things are."""
    today = timezone.localtime(now).date()
    gone = {since: _gone(since) for since in (today, today - WEEK)}
    return [
        Receipt(
            each.key, str(each.what), limit := each.limit(), gone[today].get(each.key, 0),
            gone[today - WEEK].get(each.key, 0), oldest := each.oldest(),
            late=oldest is not None and oldest + limit + GRACE < now,
        )
        for each in KEPT
    ]  # fmt: skip


def lost_notices(now: datetime) -> int:
    """How many notices of an answer were given up in seven days."""
    return _gone(timezone.localtime(now).date() - WEEK).get("notice_lost", 0)


def _gone(since: date) -> dict[str, int]:
    rows = Purged.objects.filter(day__gte=since).values_list("kind")
    return dict(rows.annotate(all=Sum("many")).order_by())


# --- the kinds ----------------------------------------------------------------------------------


def _days(setting: str) -> Callable[[], timedelta]:
    return lambda: timedelta(days=settings.MITI[setting])


def _oldest_talk() -> datetime | None:
    found: datetime | None = Conversation.objects.filter(state=State.CLOSED).aggregate(
        at=Min("closed_at")
    )["at"]
    return found


def _fold(before: datetime, now: datetime) -> None:
    while fold.step(now):
        pass


def _oldest_question() -> datetime | None:
    """A promise that is not due yet is no age."""
    since = Coalesce("answered_at", "due_at", "asked_at", "conversation__visitor_lease")
    rows = LeftQuestion.objects.filter(conversation__state=State.LEFT)
    found: datetime | None = rows.aggregate(at=Min(since))["at"]
    return found


def _end_questions(before: datetime, now: datetime) -> None:
    soon = left_questions.SOON.at(now)
    for each in left_questions.kept_too_long(before, soon).values_list("pk", flat=True):
        questions.forget(each, now)


def _oldest_file() -> datetime | None:
    found: datetime | None = SentFile.objects.aggregate(at=Min("at"))["at"]
    return found


def _oldest_notice() -> datetime | None:
    found: datetime | None = AnswerNotice.objects.aggregate(at=Min("given_at"))["at"]
    return found


@transaction.atomic
def _forget_trail(before: datetime, now: datetime) -> None:
    receipts.note("audit", audit.forget_before(before), now)


@transaction.atomic
def _forget_sessions(before: datetime, now: datetime) -> None:
    receipts.note("session", sessions.forget_ended(before), now)


@transaction.atomic
def _forget_attempts(before: datetime, now: datetime) -> None:
    receipts.note("attempt", attempts.forget_before(before), now)


@transaction.atomic
def _forget_mails(before: datetime, now: datetime) -> None:
    receipts.note("mail", mail_files.forget_before(before), now)


KEPT: Final = (
    Kept(
        "talk", _("Conversations that have ended"),
        lambda: timedelta(seconds=settings.MITI["MITI_KEEP_SECONDS"]), _oldest_talk, _fold,
    ),
    Kept(
        "question", _("Left questions, once answered or due"),
        _days("MITI_ANSWER_DAYS"), _oldest_question, _end_questions,
    ),
    Kept(
        "file", _("Files that an adviser asked for, even while the conversation goes on"),
        lambda: timedelta(seconds=settings.MITI["MITI_FILE_SECONDS"]), _oldest_file,
        filing.forget_before,
    ),
    Kept(
        "notice", _("E-mail addresses for the notice of an answer, if none was sent before"),
        _days("MITI_ANSWER_DAYS"), _oldest_notice, notices.forget_before,
    ),
    Kept(
        "fact", _("Facts without text or person, for the statistics"),
        _days("MITI_FACT_DAYS"), afterwards.oldest_fact, afterwards.forget_facts,
    ),
    Kept(
        "word", _("Words that many say, once their month is over"),
        lambda: _days("MITI_SETTLE_DAYS")() + WEEK,  # published before, unless nobody publishes
        afterwards.oldest_words, afterwards.forget_words,
    ),
    Kept(
        "few_remarks", _("Remarks at the end that too few wrote, once their month is over"),
        lambda: afterwards.SETTLES, afterwards.oldest_remark, afterwards.settle_remarks,
    ),
    Kept(
        "remark", _("Remarks at the end, masked, once their month is over"),
        _days("MITI_REMARK_DAYS"), afterwards.oldest_told_remark, afterwards.forget_remarks,
    ),
    Kept(
        "sample", _("Review samples: masked talks for training"), _days("MITI_SAMPLE_DAYS"),
        afterwards.oldest_sample, afterwards.forget_samples,
    ),
    Kept(
        "audit", _("Lines of the audit trail"), _days("MITI_AUDIT_DAYS"), audit.oldest,
        _forget_trail,
    ),
    Kept(
        "knock", _("Proofs of work, shown while the guard was on, once they have expired"),
        timedelta, guarding.oldest_knock, guarding.forget_knocks,
    ),
    Kept(
        "session", _("Sessions of the staff, once they have run out"), timedelta, sessions.oldest,
        _forget_sessions,
    ),
    Kept(
        "attempt", _("Wrong sign-ins"), attempts.kept_for, attempts.oldest,
        _forget_attempts,
    ),
    Kept(
        "mail", _("Mails in files, where none are sent"), _days("MITI_MAIL_DAYS"),
        mail_files.oldest, _forget_mails,
    ),
)  # fmt: skip
