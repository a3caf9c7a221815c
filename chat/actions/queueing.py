"""Into the queue and out of it: arriving, and the one guarded claim."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from chat import picture
from chat.actions import log
from chat.actions.moving import Outrun, announce, locked, move
from chat.lifecycle import WRITABLE_BY_COUNSELOR, Cause, State
from chat.models import Conversation, Move, Pass
from chat.protocol import Refusal
from counselors.models import Duty, DutyState
from routing import matching
from routing.domain import Reason


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a visitor chose. ``visitor_hash``: SHA-256 (hex) of the key. None: any / don't know."""

    visitor_hash: str
    page_language: str
    city: str | None
    subject: str | None
    language: str
    key: UUID | None = None
    text: str = ""


def lease(now: datetime) -> datetime:
    """Until when somebody who was heard from at ``now`` counts as present."""
    return now + timedelta(seconds=settings.MITI["MITI_LEASE_SECONDS"])


def arrive(arrival: Arrival, now: datetime) -> Conversation:
    """Enter the queue. The same visitor key again: the conversation that exists.

    Raises :class:`Refusal` ``not_found`` when a chosen city, subject or language does not exist.
    """
    known = Conversation.objects.filter(visitor_hash=arrival.visitor_hash)
    try:
        return known.first() or _enter(arrival, now)
    except IntegrityError:
        row = known.first()  # the same visitor in two tabs at once
        if row is None:
            raise Refusal("not_found") from None
        return row


@transaction.atomic
def _enter(arrival: Arrival, now: datetime) -> Conversation:
    row = Conversation.objects.create(
        ref=secrets.token_urlsafe(12), visitor_hash=arrival.visitor_hash, state=State.WAITING,
        created_at=now, queued_at=now, since=now, city_id=arrival.city,
        subject_id=arrival.subject, language_id=arrival.language,
        page_language=arrival.page_language, visitor_lease=lease(now),
    )  # fmt: skip
    Move.objects.create(conversation=row, at=now, source="", target=State.WAITING, cause="")
    if arrival.key is not None and arrival.text:
        log.add(row, now, arrival.key, arrival.text)
    announce(row)
    return row


def claim(
    conversation: int, counselor: int, cause: Cause, reason: Reason | None, now: datetime
) -> Conversation:
    """Give a waiting conversation to a counselor: the only way to get one.

    One transaction locks the counselor's duty row, counts the used slots, asks the hard rules
    again with fresh values and compares-and-sets the conversation, so that two processes may
    always try. Raises :class:`Refusal`: ``taken``, ``full``, ``not_allowed`` or ``not_found``.
    """
    try:
        return _claim(conversation, counselor, cause, reason, now)
    except Outrun:
        raise Refusal("taken") from None
    except Conversation.DoesNotExist:
        raise Refusal("not_found") from None


@transaction.atomic
def _claim(
    conversation: int, counselor: int, cause: Cause, reason: Reason | None, now: datetime
) -> Conversation:
    duty = lock_duty(counselor)
    row = locked(conversation)
    if row.state != State.WAITING:
        raise Refusal("taken")
    _check(duty, row, cause, now)
    seconds = settings.MITI["MITI_OFFER_SECONDS"]
    until = now + timedelta(seconds=seconds)
    why = reason.as_dict() if reason else None
    move(row, cause, now, counselor_id=counselor, offer_until=until, reason=why)
    return row


def lock_duty(counselor: int) -> Duty:
    """The counselor's duty row, locked; raises :class:`Refusal` when there is none."""
    row = Duty.objects.select_for_update(of=("self",)).select_related("counselor")
    duty = row.filter(counselor=counselor).first()
    if duty is None:
        raise Refusal("not_allowed")
    return duty


def has_place(duty: Duty) -> bool:
    """Whether one more talk may go on with this counselor, whose duty row is locked."""
    used = picture.used_slots([duty.counselor_id])
    return used.get(duty.counselor_id, 0) < duty.slots


def _check(duty: Duty, row: Conversation, cause: Cause, now: datetime) -> None:
    """The hard rules, with the values of this transaction. A pick may undo one's own pass."""
    picked = cause is Cause.PICKED
    passed = frozenset[int]()
    if not picked:
        them = Pass.objects.filter(conversation=row, until__gt=now)
        passed = frozenset(them.values_list("counselor_id", flat=True))
    (counselor,) = picture.on_duty([duty], now)
    person = picture.waiting_of(row, now, passed)
    if not picked and not person.present:
        raise Refusal("taken")
    verdict = matching.may_take(person, counselor, picture.rules(), now.timestamp())
    allowed_anyway = picked and verdict.code == "own_city_first"
    if not verdict and not allowed_anyway:
        raise Refusal("full" if verdict.code == "slots" else "not_allowed", why=verdict.code)


def back_to_queue(row: Conversation, cause: Cause, now: datetime) -> None:
    """Return an offered or cut-off conversation (locked) to its original place.

    An offer that comes back makes everybody's what was handed over to one counselor.
    """
    if row.state in WRITABLE_BY_COUNSELOR:
        move(row, cause, now, cut_off=True, previous_id=row.counselor_id)
        log.note(row, now, "cut_off")
    else:
        move(row, cause, now, reserved_for_id=None, reserved_until=None)


def not_again_soon(row: Conversation, counselor: int, now: datetime) -> None:
    """Whoever passed this person on is not offered them again for a while."""
    until = now + timedelta(seconds=settings.MITI["MITI_PASS_SECONDS"])
    Pass.objects.update_or_create(
        conversation=row, counselor_id=counselor, defaults={"until": until}
    )


def pause_unanswered(duty: Duty) -> None:
    """Whoever did not answer an offer is paused, and is told why (the row is locked)."""
    if duty.state == DutyState.ON:
        duty.state, duty.why = DutyState.PAUSED, "no_answer"
        duty.save(update_fields=["state", "why"])
