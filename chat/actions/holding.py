"""A talk on hold: its place is free meanwhile, and is claimed again before the talk goes on."""

from datetime import datetime

from django.db import transaction

from chat.actions import log
from chat.actions.moving import locked, move
from chat.actions.queueing import has_place, lock_duty
from chat.actions.talking import mine
from chat.lifecycle import Cause, NotAllowed, State
from chat.models import Conversation
from chat.protocol import Refusal
from counselors.models import Duty


@transaction.atomic
def hold(conversation: int, now: datetime) -> None:
    """Put a silent talk on hold: its slot is free, its counselor stays named."""
    row = locked(conversation)
    move(row, Cause.INACTIVE, now)
    log.note(row, now, "held")


@transaction.atomic
def set_aside(conversation: int, counselor: int, now: datetime) -> None:
    """Put one's own talk on hold, to turn to somebody else meanwhile; the visitor is told by whom.

    Raises :class:`Refusal` ``taken`` or ``wrong_state``.
    """
    row = mine(conversation, counselor)
    try:
        move(row, Cause.SET_ASIDE, now)
    except NotAllowed:
        raise Refusal("wrong_state", state=row.state) from None
    log.note(row, now, "held", alias=row.counselor.alias if row.counselor else None)


@transaction.atomic
def go_on(conversation: int, counselor: int, now: datetime) -> None:
    """Take up one's own talk on hold; nothing happens when it goes on already.

    Raises :class:`Refusal` ``taken``, ``wrong_state`` or ``full``: then it stays on hold.
    """
    duty = lock_duty(counselor)
    row = mine(conversation, counselor)
    if row.state == State.OPEN:
        return
    if row.state != State.ON_HOLD:
        raise Refusal("wrong_state", state=row.state)
    if not _woken(row, duty, now):
        raise Refusal("full")


@transaction.atomic
def wake(conversation: int, now: datetime) -> None:
    """Somebody wrote in a talk on hold: the slot is claimed again, else it waits for one."""
    seen = Conversation.objects.filter(pk=conversation).first()
    if seen is None or seen.state != State.ON_HOLD or seen.counselor_id is None:
        return
    duty = lock_duty(seen.counselor_id)
    row = locked(conversation)
    if row.state != State.ON_HOLD or row.counselor_id != duty.counselor_id:
        return  # somebody else woke it
    if not duty.online or not _woken(row, duty, now):
        move(row, Cause.NO_SLOT, now, cut_off=True, previous_id=duty.counselor_id)
        log.note(row, now, "no_slot" if duty.online else "cut_off")


def _woken(row: Conversation, duty: Duty, now: datetime) -> bool:
    """The one way out of hold into a talk: with a free slot of its counselor, whose duty is locked
    as the row is. False, and nothing done: there is none."""
    if not has_place(duty):
        return False
    move(row, Cause.WOKEN, now)
    log.note(row, now, "woken")
    return True
