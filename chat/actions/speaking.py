"""In which language a talk goes on: seen by the service, asked by the counselor, and decided by
the visitor alone."""

from datetime import datetime

from django.db import transaction

from chat.actions import log
from chat.actions.moving import locked, touch
from chat.actions.queueing import back_to_queue
from chat.actions.talking import mine
from chat.lifecycle import WRITABLE_BY_COUNSELOR, Cause, State
from chat.models import Conversation
from chat.protocol import Refusal
from counselors.models import LanguageSkill


@transaction.atomic
def hint(conversation: int, language: str, confidence: float) -> None:
    """Remember that the visitor seems to write in another language than the chosen one."""
    row = locked(conversation)
    if row.state != State.CLOSED and row.language_hint != language:
        row.language_hint, row.language_confidence = language, confidence or None
        touch(row, "language_hint", "language_confidence")


@transaction.atomic
def ask(conversation: int, counselor: int, language: str) -> None:
    """Ask the visitor of a talk of ``counselor`` to go on in ``language``; twice is no error.

    It is over with the answer, or when the talk ends or goes to somebody else. Raises
    :class:`Refusal`: ``not_found``, ``taken``, or ``wrong_state`` (no talk, in that language
    already, or another question is open).
    """
    row = mine(conversation, counselor)
    if row.language_asked == language:
        return
    talking = State(row.state) in WRITABLE_BY_COUNSELOR
    if not talking or row.language_asked or row.language_id == language:
        raise Refusal("wrong_state", state=row.state)
    row.language_asked = language
    touch(row, "language_asked")


@transaction.atomic
def use(conversation: int, language: str, now: datetime) -> None:
    """Change the language of the talk, as the visitor wishes; the place is kept, and a counselor
    who is there reads of it. An offer to somebody who does not speak it is taken back."""
    row = locked(conversation)
    if row.state == State.CLOSED:
        raise Refusal("wrong_state", state=row.state)
    if row.language_id != language:
        _tell(row, now, "language_changed", to_language=language)
    row.language_id, row.language_asked = language, ""
    row.language_hint, row.language_confidence = "", None
    touch(row, "language_id", "language_asked", "language_hint", "language_confidence")
    speaks = LanguageSkill.objects.filter(counselor=row.counselor_id, language=language)
    if row.state == State.OFFERED and not speaks.exists():
        back_to_queue(row, Cause.DECLINED, now)


@transaction.atomic
def keep(conversation: int, asked: str, now: datetime) -> None:
    """The visitor would rather not go on in the language ``asked``; when that is not asked any
    more, nothing is left to refuse."""
    row = locked(conversation)
    if not asked or row.language_asked != asked:
        return
    _tell(row, now, "language_kept", to_language=asked, language=row.language_id)
    row.language_asked = ""
    touch(row, "language_asked")


def _tell(row: Conversation, now: datetime, code: str, **languages: str) -> None:
    if State(row.state) in WRITABLE_BY_COUNSELOR:  # else nobody is there to read of it
        log.note(row, now, code, **languages)
