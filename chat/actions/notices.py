"""The notice by e-mail that an answer is there: an address given, used once, and deleted.

The answer and "now a notice is due" are stored together, and sending is claimed like any work: a
mail server that is away delays a notice and loses none. Between the server's yes and the deletion
a crash would have it sent once more, after the pause: rather twice "your answer is there" than
never, and a mail cannot be taken back or asked for.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from chat import left_questions, vault
from chat.actions import keys, receipts
from chat.actions.moving import locked
from chat.keyring import NOISE, keys_of
from chat.models import AnswerNotice
from chat.protocol import Refusal

LONGEST: Final = 254
"""Signs of an address, by RFC 5321."""
PAUSES: Final = tuple(timedelta(minutes=each) for each in (2, 10, 60, 6 * 60, 12 * 60, 24 * 60))
"""After each try that nothing came of; after the last one the address is deleted all the same."""


class NoAddress(Exception):
    """What was typed is no e-mail address."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One that is to be sent now, by nobody else until ``until``."""

    conversation: int
    address: str
    language: str
    page_language: str
    page: str
    until: datetime
    last: bool


def offered() -> bool:
    """Whether this service can send mails at all."""
    return bool(settings.MITI["MITI_EMAIL_URL"])


@transaction.atomic
def keep(conversation: int, typed: str, page: str, now: datetime) -> None:
    """Write to this address when the answer is there, in the place of an earlier one.

    Raises :class:`NoAddress`, or :class:`Refusal` ``wrong_state`` when no answer is waited for.
    """
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise NoAddress from None
    if len(address) > LONGEST:
        raise NoAddress
    row = locked(conversation)
    if not (offered() and left_questions.is_owed(row.pk)):
        raise Refusal("wrong_state", state=row.state)
    given = {
        "sealed": keys.key_of(row.pk).seal(address, vault.of_notice(row.pk)), "page": page,
        "given_at": now, "due_at": None, "tries": 0,
    }  # fmt: skip
    AnswerNotice.objects.update_or_create(conversation=row, defaults=given)


def forget(conversation: int) -> None:
    """The address is not wanted any more, or not needed."""
    AnswerNotice.objects.filter(conversation=conversation).delete()


def answered(conversation: int, now: datetime) -> None:
    """The answer is stored, in this transaction: the notice is due."""
    AnswerNotice.objects.filter(conversation=conversation).update(due_at=now)


def claim(now: datetime) -> Notice | None:
    """The notice that has been due longest, for whoever is first to ask."""
    while True:
        due = AnswerNotice.objects.filter(due_at__lte=now).select_related("conversation")
        row = due.order_by("due_at", "pk").first()
        if row is None:
            return None
        same = AnswerNotice.objects.filter(pk=row.pk, due_at=row.due_at, tries=row.tries)
        if row.tries >= len(PAUSES):  # a crash in the middle of the last try
            _lost(same, now)
            continue
        until = now + PAUSES[row.tries]
        if not same.update(due_at=until, tries=row.tries + 1):
            continue
        address = keys_of([row.pk]).read(row.pk, bytes(row.sealed), vault.of_notice(row.pk))
        talk, last = row.conversation, row.tries + 1 == len(PAUSES)
        found = Notice(row.pk, address, talk.language_id, talk.page_language, row.page, until, last)
        if address not in {"", NOISE}:
            return found
        lost(found, now)


def sent(notice: Notice) -> None:
    """It was used once, so it is deleted."""
    _claimed(notice).delete()


def lost(notice: Notice, now: datetime) -> None:
    """It will never arrive: deleted, and counted."""
    _lost(_claimed(notice), now)


@transaction.atomic
def forget_before(moment: datetime, now: datetime) -> None:
    """Delete those that were given by then, used or not."""
    gone, _ = AnswerNotice.objects.filter(given_at__lte=moment).delete()
    receipts.note("notice", gone, now)


@transaction.atomic
def _lost(rows: QuerySet[AnswerNotice], now: datetime) -> None:
    gone, _ = rows.delete()
    receipts.note("notice_lost", gone, now)


def _claimed(notice: Notice) -> QuerySet[AnswerNotice]:
    """Unless the address was given anew meanwhile."""
    return AnswerNotice.objects.filter(pk=notice.conversation, due_at=notice.until)
