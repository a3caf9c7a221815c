"""What a counselor does with a person: accept, pass on, pick; and holding and waking a talk."""

from datetime import datetime

from django.db import transaction

from chat.actions import company, log
from chat.actions.moving import Outrun, locked, move
from chat.actions.queueing import back_to_queue, claim, lock_duty, not_again_soon
from chat.lifecycle import Cause, NotAllowed, State
from chat.models import Conversation
from chat.picture import used_slots
from chat.protocol import Refusal
from counselors import audit
from counselors.models import Act


def known(conversation: int) -> Conversation:
    """The row, locked; else :class:`Refusal` ``not_found``."""
    try:
        return locked(conversation)
    except Conversation.DoesNotExist:
        raise Refusal("not_found") from None


def mine(conversation: int, counselor: int) -> Conversation:
    """The row, locked, if it is this counselor's; else :class:`Refusal` ``taken``."""
    row = known(conversation)
    if row.counselor_id != counselor:
        raise Refusal("taken")
    return row


@transaction.atomic
def accept(conversation: int, counselor: int, now: datetime) -> None:
    """Begin the talk that was offered. Raises :class:`Refusal` when the offer is over."""
    begin(mine(conversation, counselor), now)


def begin(row: Conversation, now: datetime) -> None:
    """Open an offered talk (locked) with the counselor whom it names."""
    who = row.counselor
    if row.state != State.OFFERED or who is None:
        raise Refusal("taken" if row.state == State.WAITING else "wrong_state", state=row.state)
    try:
        move(row, Cause.ACCEPTED, now, opened_at=row.opened_at or now)
    except Outrun:
        raise Refusal("taken") from None
    audit.record_of(who.pk, Act.OPENED, row.ref, now, city=who.city_id)
    company.taken(row)
    # who was handed over has been told why somebody else comes
    asked = None if row.handed_by_id else row.city_id
    log.note(row, now, "joined", alias=who.alias, city=who.city_id, asked_city=asked)


@transaction.atomic
def decline(conversation: int, counselor: int, now: datetime) -> None:
    """Pass the offered person on: the place is kept, this counselor is not asked again soon."""
    row = mine(conversation, counselor)
    if row.state != State.OFFERED:
        raise Refusal("wrong_state", state=row.state)
    not_again_soon(row, counselor, now)
    back_to_queue(row, Cause.DECLINED, now)


@transaction.atomic
def pick(conversation: int, counselor: int, now: datetime) -> None:
    """Take somebody from the queue and begin at once: the same claim, then the same acceptance."""
    begin(claim(conversation, counselor, Cause.PICKED, None, now), now)


@transaction.atomic
def hold(conversation: int, now: datetime) -> None:
    """Put a silent talk on hold: its slot is free, its counselor stays named."""
    row = locked(conversation)
    move(row, Cause.INACTIVE, now)
    log.note(row, now, "held")


@transaction.atomic
def wake(conversation: int, now: datetime) -> None:
    """Somebody wrote in a talk on hold: the slot is claimed again, else it waits for one."""
    seen = Conversation.objects.filter(pk=conversation).first()
    if seen is None or seen.state != State.ON_HOLD or seen.counselor_id is None:
        return
    duty = lock_duty(seen.counselor_id)
    row = locked(conversation)
    free = used_slots([duty.counselor_id]).get(duty.counselor_id, 0) < duty.slots
    try:
        if free and duty.online:
            move(row, Cause.WOKEN, now)
            log.note(row, now, "woken")
        else:
            move(row, Cause.NO_SLOT, now, cut_off=True, previous_id=row.counselor_id)
            log.note(row, now, "cut_off")
    except NotAllowed:
        return  # somebody else woke it
