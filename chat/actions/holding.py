"""A talk on hold: its place is free meanwhile, and is claimed again before the talk goes on.

It does not last for ever, and never ends without a warning that either side can answer.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from chat.actions import log
from chat.actions.moving import locked, move, touch
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
    One that is on hold already is kept there.

    Nobody keeps more people waiting like that than they have slots. Raises :class:`Refusal`
    ``taken``, ``wrong_state`` or ``too_many``.
    """
    duty = lock_duty(counselor)
    row = mine(conversation, counselor)
    if row.state == State.ON_HOLD:
        _kept(row, now)
        return
    waits = Conversation.objects.filter(counselor=counselor, state=State.ON_HOLD)
    if row.state == State.OPEN and waits.filter(visitor_online=True).count() >= duty.slots:
        raise Refusal("too_many", limit=duty.slots)
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
def warn(conversation: int, now: datetime) -> None:
    """On hold for so long that it ends soon: both sides are told until when they can keep it."""
    row = locked(conversation)
    long = timedelta(seconds=settings.MITI["MITI_HOLD_EXPIRES_SECONDS"])
    if row.state != State.ON_HOLD or row.still_there_until or row.since + long > now:
        return
    row.still_there_until = now + timedelta(seconds=settings.MITI["MITI_HOLD_WARNING_SECONDS"])
    touch(row, "still_there_until")


@transaction.atomic
def keep(conversation: int, now: datetime) -> None:
    """The visitor is still there: a talk on hold does not end yet. Else nothing happens."""
    row = locked(conversation)
    if row.state == State.ON_HOLD:
        _kept(row, now)


def _kept(row: Conversation, now: datetime) -> None:
    row.since, row.still_there_until = now, None
    touch(row, "since", "still_there_until")


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
