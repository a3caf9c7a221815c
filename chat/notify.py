"""The loop that sends the notices of answers: one mail a step, outside of every transaction.

A log line says what kind of error there was and no more: the errors of mail servers name
addresses.
"""

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from chat.actions import notices
from chat.actions.notices import Notice
from chat.words.notice import MAIL

log = logging.getLogger("miti.notify")
PERMANENT = 500
"""From this reply code of SMTP on, trying again changes nothing."""


def step(now: datetime) -> bool:
    """Send the notice that has been due longest; True if one was due."""
    notice = notices.claim(now)
    if notice is None:
        return False
    try:
        _mail(notice).send()
    except (OSError, SMTPException) as error:
        never = notice.last or _is_refused(error)
        log.warning("a notice was not sent: %s%s", type(error).__name__, ", given up" * never)
        if never:
            notices.lost(notice, now)
    else:
        notices.sent(notice)
    return True


def _is_refused(error: Exception) -> bool:
    """The server knows of no such address; one that is full or busy says so with a lower code."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= PERMANENT for code, _ in error.recipients.values())


def _mail(notice: Notice) -> EmailMessage:
    """Plain text, in the question's language if pages are in it; nothing of the talk, no code."""
    pages = {code for code, _ in settings.LANGUAGES}
    language = notice.language if notice.language in pages else notice.page_language
    with override(language):
        return EmailMessage(
            str(MAIL["subject"]), str(MAIL["body"]).format(page=notice.page), to=[notice.address],
            # RFC 3834: no out-of-office note answers this
            headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
        )  # fmt: skip
