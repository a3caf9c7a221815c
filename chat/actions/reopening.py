"""A talk that was closed too soon goes on, with the same counselor."""

from datetime import datetime

from django.db import transaction

from chat.actions import log
from chat.actions.moving import locked, move
from chat.actions.queueing import has_place, lease, lock_duty
from chat.lifecycle import REOPENABLE, Cause, State
from chat.protocol import Refusal


@transaction.atomic
def reopen(conversation: int, counselor: int, now: datetime) -> None:
    """Open a talk again that this counselor closed; its slot is claimed, its wrap-up forgotten.

    Raises :class:`Refusal`: ``taken``, ``wrong_state`` (not closed, or not by them), ``too_late``
    or ``full``.
    """
    duty = lock_duty(counselor)
    row = locked(conversation)
    if row.counselor_id != counselor:
        raise Refusal("taken")
    if row.state != State.CLOSED or row.closed_by != Cause.COUNSELOR_CLOSED or not row.closed_at:
        raise Refusal("wrong_state", state=row.state)
    if row.closed_at + REOPENABLE < now:
        raise Refusal("too_late")
    if not has_place(duty):
        raise Refusal("full")
    move(
        row, Cause.REOPENED, now, closed_at=None, closed_by="", wrapped_at=None, outcome="",
        depth="", closed_subject_id=None, visitor_lease=lease(now),
    )  # fmt: skip
    log.note(row, now, "reopened")
