"""Handing a talk over: it waits again with its own age, for one counselor or for other skills."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from chat import doors, picture, vault
from chat.actions import company, keys, log
from chat.actions.moving import Outrun, locked, move
from chat.actions.queueing import back_to_queue, has_place, lock_duty, not_again_soon
from chat.actions.talking import begin, mine
from chat.lifecycle import Cause, NotAllowed, State
from chat.models import Conversation, Pass
from chat.protocol import Refusal
from counselors import audit
from counselors.models import Act, Duty
from counselors.selectors import exists
from routing import matching


@dataclass(frozen=True, slots=True)
class Target:
    """One counselor (by id), or whoever suits a subject, a language, a city. None: as it is."""

    counselor: int | None = None
    subject: str | None = None
    language: str | None = None
    city: str | None = None


@transaction.atomic
def hand_over(conversation: int, giver: int, target: Target, note: str, now: datetime) -> None:
    """Give a talk of ``giver`` on to ``target``; ``note`` is for whoever takes it, nobody else.

    A counselor is asked alone for a while, free or not, here or not, passed this person on before
    or not; then it is anybody's. Raises :class:`Refusal` ``taken``, ``wrong_state``,
    ``malformed``, ``not_found`` or ``closed_now``.
    """
    row = mine(conversation, giver)
    told = _told(row, giver, target, now)
    sealed = keys.key_of(row.pk).seal(note, vault.of_note(row.pk)) if note else b""
    try:
        _wake(row, now)
        move(row, Cause.TRANSFERRED, now, **_changes(row, giver, target, now), sealed_note=sealed)
    except NotAllowed:
        raise Refusal("wrong_state", state=row.state) from None
    except Outrun:
        raise Refusal("taken") from None
    not_again_soon(row, giver, now)
    if target.counselor is not None:
        Pass.objects.filter(conversation=row, counselor=target.counselor).delete()
    company.stands_beside(row, giver, None, now)
    audit.record_of(giver, Act.TRANSFERRED, row.ref, now, city=row.city_id)
    log.note(row, now, "handed_on", **told)


STAYS: Final = frozenset({State.WAITING, State.OFFERED})


@transaction.atomic
def stay(conversation: int, now: datetime) -> None:
    """The visitor would rather go on with who handed them over, and that counselor has a place.

    Raises :class:`Refusal` ``wrong_state`` or ``full``.
    """
    giver = Conversation.objects.values_list("handed_by", flat=True).get(pk=conversation)
    duty = lock_duty(giver) if giver else None
    row = locked(conversation)
    if duty is None or row.state not in STAYS or row.handed_by_id != giver or row.cut_off:
        raise Refusal("wrong_state", state=row.state)
    if not duty.online or not has_place(duty):
        raise Refusal("full")
    if row.state == State.OFFERED:
        back_to_queue(row, Cause.DECLINED, now)
    forgotten: dict[str, Any] = {"handed_by_id": None, "sealed_note": b""}
    move(row, Cause.PICKED, now, counselor_id=giver, offer_until=now, **forgotten)
    begin(row, now)


def _wake(row: Conversation, now: datetime) -> None:
    """A talk on hold goes on for as long as this transaction: nobody can be one slot short of it.

    Only while the visitor is there: the queue would ask them, and soon let them go.
    """
    if row.state == State.ON_HOLD and row.visitor_online:
        move(row, Cause.WOKEN, now)


def _changes(row: Conversation, giver: int, target: Target, now: datetime) -> dict[str, Any]:
    """The columns that make the talk wait for the target; whoever had it before has no claim."""
    seconds = settings.MITI["MITI_RESERVE_SECONDS"]
    changes: dict[str, Any] = {
        "handed_by_id": giver,
        "cut_off": False,
        "previous_id": None,
        "reserved_for_id": target.counselor,
        "reserved_until": now + timedelta(seconds=seconds) if target.counselor else None,
        "subject_id": target.subject or row.subject_id,
        "city_id": target.city or row.city_id,
    }
    if target.language:
        changes |= {"language_id": target.language}
        changes |= {"language_hint": "", "language_confidence": None}
    return changes


def _told(row: Conversation, giver: int, target: Target, now: datetime) -> dict[str, str]:
    """What the visitor hears of the target, which is checked on the way."""
    skills = {"subject": target.subject, "language": target.language, "city": target.city}
    given = {f"to_{name}": value for name, value in skills.items() if value}
    if target.counselor is not None and not given:
        return {"alias": _alias_of(row, giver, target.counselor, now)}
    if target.counselor is not None or not given:
        raise Refusal("malformed")
    if not exists(target.city, target.subject, target.language or row.language_id):
        raise Refusal("not_found")
    if target.city and (door := doors.door_of(target.city, now)).state != "open":
        raise Refusal("closed_now", opens=door.opens_at)
    return given


def _alias_of(row: Conversation, giver: int, counselor: int, now: datetime) -> str:
    """The alias of somebody else who has the skills for this talk."""
    duties = Duty.objects.filter(counselor=counselor).exclude(counselor=giver)
    duty = duties.select_related("counselor").first()
    if duty is None:
        raise Refusal("not_found")
    (colleague,) = picture.on_duty([duty], now)
    person = picture.waiting_of(row, now)
    if not matching.able(person, colleague, picture.rules(), now.timestamp()):
        raise Refusal("not_found")
    return duty.counselor.alias
