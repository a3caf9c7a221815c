"""What a counselor does with a person who is offered or waits: accept, pass on, pick."""

from datetime import datetime

from django.db import transaction

from chat.actions import company, log
from chat.actions.moving import Outrun, locked, move
from chat.actions.queueing import back_to_queue, claim, not_again_soon
from chat.lifecycle import Cause, State
from chat.models import Conversation
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
    """Begin the talk that was offered; accepted before, by another tab or by a page that had no
    answer yet, it goes on. Raises :class:`Refusal` when the offer is over."""
    row = mine(conversation, counselor)
    if row.state != State.OPEN:
        begin(row, now)


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
