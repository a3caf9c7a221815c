"""Leases: who is here. Renewed in batches by heartbeats; nobody is here by default."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from chat import events, picture
from chat.actions.moving import touch
from chat.actions.queueing import back_to_queue, lease, lock_duty
from chat.events import Hint
from chat.lifecycle import HAS_COUNSELOR, Cause, State
from chat.models import COUNTED_ON, Conversation
from chat.protocol import Refusal
from counselors.models import Counselor, Duty, DutyState
from counselors.models.people import MAX_SLOTS

SOON = timedelta(seconds=8)
"""After the last socket closed: long enough for a reload, short enough for nobody to notice."""
A_DAY = timedelta(days=1)
"""No duty is planned to end later than this."""


@transaction.atomic
def visitors_are_here(conversations: Collection[int], now: datetime) -> None:
    """Renew the leases of these visitors; those who were away are announced as back."""
    live = Conversation.objects.filter(pk__in=conversations).exclude(state=State.CLOSED)
    rows = list(live.select_for_update().order_by("pk"))
    live.filter(pk__in=[row.pk for row in rows]).update(visitor_lease=lease(now))
    for row in rows:
        asked = row.still_there_until is not None and row.state != State.ON_HOLD
        if asked:
            row.still_there_until = None  # of a talk on hold only somebody's word is an answer
        if asked or not row.visitor_online:
            row.visitor_online = True
            touch(row, "visitor_online", "still_there_until")


@transaction.atomic
def counselors_are_here(counselors: Collection[int], now: datetime) -> None:
    """Renew the leases of these counselors; those who were away are announced as back."""
    duties = Duty.objects.filter(counselor__in=counselors)
    rows = list(duties.select_for_update().order_by("counselor_id"))
    duties.update(lease_until=lease(now), online=True)
    back = [row.counselor_id for row in rows if not row.online]
    _tell_talks(_lock_talks(back))
    for each in back:
        _tell_staff(each)


@transaction.atomic
def visitors_went(conversations: Collection[int], now: datetime) -> None:
    """These visitors' last sockets closed: away soon, unless another one renews the lease."""
    rows = Conversation.objects.filter(pk__in=conversations, visitor_lease__gt=now + SOON)
    live = rows.exclude(state=State.CLOSED)
    here = list(live.select_for_update().order_by("pk").values_list("pk", flat=True))
    Conversation.objects.filter(pk__in=here).update(visitor_lease=now + SOON)


@transaction.atomic
def counselors_went(counselors: Collection[int], now: datetime) -> None:
    """These counselors' last sockets closed: away soon, unless another one renews the lease."""
    rows = Duty.objects.filter(counselor__in=counselors, lease_until__gt=now + SOON)
    here = list(rows.select_for_update().order_by("counselor_id").values_list("pk", flat=True))
    Duty.objects.filter(pk__in=here).update(lease_until=now + SOON)


def counselor_dismissed(counselor: int, now: datetime) -> None:
    """They signed out: nobody is told for a moment longer that they are here."""
    Duty.objects.filter(counselor=counselor, lease_until__gt=now).update(lease_until=now)
    counselor_away(counselor, now)


@transaction.atomic
def set_duty(
    counselor: int, state: DutyState, slots: int, now: datetime, ends_at: float | None = None
) -> None:
    """Go on duty, pause, go off duty, change slots or planned end.

    Offers not yet accepted go on to others, unless there is a slot for them. Open talks stay with
    the counselor whatever the state, and above a lowered number of slots. ``ends_at``: UTC
    seconds, at most a day from now; None: when the city closes. Raises :class:`Refusal`
    ``malformed``.
    """
    if not 1 <= slots <= MAX_SLOTS:
        raise Refusal("malformed")
    planned = None if ends_at is None else _planned(ends_at, now)
    duty = lock_duty(counselor)
    if state == DutyState.ON and duty.state != DutyState.ON:
        duty.free_since = now
    duty.state, duty.slots, duty.why, duty.online = state, slots, "", True
    duty.ends_at = None if state == DutyState.OFF else planned
    duty.lease_until = lease(now)
    duty.save()
    if state != DutyState.ON or picture.used_slots([counselor]).get(counselor, 0) > slots:
        return_offers(counselor, Cause.DECLINED, now)
    _tell_staff(counselor)


def _planned(ends_at: float, now: datetime) -> datetime | None:
    """The instant; one that is over is none, for the page may have been a moment late."""
    if ends_at > (now + A_DAY).timestamp():
        raise Refusal("malformed")
    return datetime.fromtimestamp(ends_at, UTC) if ends_at > now.timestamp() else None


def ensure_duty(counselor: Counselor, now: datetime) -> None:
    """A counselor who opens the desk has a duty row and is present; the state stays as it was."""
    Duty.objects.get_or_create(
        counselor=counselor,
        defaults={"slots": counselor.slots, "free_since": now},
    )
    counselors_are_here([counselor.pk], now)


def return_offers(counselor: int, cause: Cause, now: datetime) -> None:
    """Offers not yet accepted go back to the queue (the duty row is locked by the caller)."""
    _return_offers(_lock_talks([counselor]), cause, now)


def _return_offers(rows: Iterable[Conversation], cause: Cause, now: datetime) -> None:
    for row in rows:
        if row.state == State.OFFERED:
            back_to_queue(row, cause, now)


def _lock_talks(counselors: Collection[int]) -> list[Conversation]:
    """Everything these counselors hold, locked at once in order of id.

    Never in two goes: whoever locks in between would wait for us, and we for them.
    """
    held = Conversation.objects.filter(counselor__in=counselors, state__in=sorted(HAS_COUNSELOR))
    return list(held.select_for_update().order_by("pk"))


def _tell_talks(rows: Iterable[Conversation]) -> None:
    """Everybody in these talks sees whether the counselor is online: a new version."""
    for row in rows:
        if row.state in {State.OPEN, State.ON_HOLD}:
            touch(row)


def _tell_staff(counselor: int) -> None:
    """This counselor's desks and everybody who counts free slots look again."""
    events.after_commit(Hint(events.of_counselor(counselor)), Hint(events.QUEUE))


@transaction.atomic
def counselor_away(counselor: int, now: datetime) -> None:
    """The lease has run out: offers go on at once, and the visitors of open talks see it."""
    duty = lock_duty(counselor)
    if not duty.online or duty.lease_until is None or duty.lease_until > now:
        return
    duty.online = False
    duty.save(update_fields=["online"])
    held = _lock_talks([counselor])
    _return_offers(held, Cause.COUNSELOR_LOST, now)
    _tell_talks(held)
    _tell_staff(counselor)


@transaction.atomic
def counselor_gone(counselor: int, now: datetime) -> None:
    """Somebody who may not answer any more: all they hold goes back to the queue, the duty ends."""
    try:
        duty = lock_duty(counselor)
    except Refusal:
        return  # they never came to a desk
    for row in _lock_talks([counselor]):
        back_to_queue(row, Cause.COUNSELOR_LOST, now)
    duty.state, duty.why, duty.online, duty.lease_until = DutyState.OFF, "", False, None
    duty.save(update_fields=["state", "why", "online", "lease_until"])
    _tell_staff(counselor)


@transaction.atomic
def counselor_lost(counselor: int, now: datetime) -> None:
    """Away for longer than the grace period: whoever counts on them goes back to the queue, and the
    duty ends."""
    duty = lock_duty(counselor)
    grace = timedelta(seconds=settings.MITI["MITI_GRACE_SECONDS"])
    if duty.lease_until is None or duty.lease_until + grace > now:
        return
    rows = Conversation.objects.select_for_update().filter(COUNTED_ON, counselor=counselor)
    for row in rows.order_by("pk"):
        back_to_queue(row, Cause.COUNSELOR_LOST, now)
    duty.state, duty.why, duty.ends_at = DutyState.OFF, "lost", None
    duty.save(update_fields=["state", "why", "ends_at"])
    _tell_staff(counselor)


@transaction.atomic
def duty_over(counselor: int, now: datetime) -> None:
    """The planned end of a duty: nobody new comes, and the open talks stay with the counselor."""
    duty = lock_duty(counselor)
    if duty.state == DutyState.OFF or duty.ends_at is None or duty.ends_at > now:
        return
    duty.state, duty.why, duty.ends_at = DutyState.OFF, "planned_end", None
    duty.save(update_fields=["state", "why", "ends_at"])
    return_offers(counselor, Cause.DECLINED, now)
    _tell_staff(counselor)
