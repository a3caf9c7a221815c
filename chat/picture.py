"""The desk as routing sees it: rows become plain values, for one decision or for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import Count

from chat.background import Background, Card, Memory, cards_of, read
from chat.lifecycle import HOLDS_SLOT, State
from chat.models import Conversation, Pass
from counselors.models import Duty, DutyState
from routing.domain import OnDuty, Rules, Snapshot, Waiting
from routing.rules import load_rules


@cache
def rules() -> Rules:
    """The rules of ``config/routing.toml``; read once in a process."""
    return load_rules(settings.CONFIG_DIR / "routing.toml")


class Camera:
    """Takes pictures of the same desk, one after the other; used by one thread at a time."""

    def __init__(self) -> None:
        self._memory = Memory()

    def take(self, now: datetime) -> Snapshot:
        """Everybody waiting and everybody on duty: four queries, whatever their number."""
        duties = _duties()
        known = self._memory.at(now, [row.counselor_id for row in duties])
        return _snapshot(duties, known, now)

    def forget(self) -> None:
        """Look at everything anew: a claim was refused for what only this knows differently."""
        self._memory.forget()


def anybody_waits() -> bool:
    """Whether there is anything to decide."""
    return Conversation.objects.filter(state=State.WAITING).exists()


def snapshot(now: datetime) -> Snapshot:
    """The desk at ``now``, with nothing remembered from before."""
    return _snapshot(_duties(), read(now), now)


def staff(now: datetime) -> tuple[OnDuty, ...]:
    """Everybody on duty."""
    return on_duty(_duties(), now)


def _duties() -> list[Duty]:
    return list(Duty.objects.exclude(state=DutyState.OFF))


def _snapshot(duties: Iterable[Duty], known: Background, now: datetime) -> Snapshot:
    used = used_slots(None)
    there = tuple(
        _counselor(row, known.cards[row.counselor_id], used, now, known)
        for row in duties
        if row.counselor_id in known.cards
    )
    return Snapshot(_waiting(known, now), there, known.talk, known.arrivals)


def _waiting(known: Background, now: datetime) -> tuple[Waiting, ...]:
    rows = list(Conversation.objects.filter(state=State.WAITING).order_by("queued_at", "pk"))
    passes = _passes(now) if rows else {}
    nobody = frozenset[int]()
    return tuple(
        waiting_of(row, now, passes.get(row.pk, nobody), known.closes_at(row.city_id))
        for row in rows
    )


def _passes(now: datetime) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Pass.objects.filter(until__gt=now, conversation__state=State.WAITING)
    for conversation, counselor in rows.values_list("conversation_id", "counselor_id"):
        found[conversation].add(counselor)
    return {conversation: frozenset(them) for conversation, them in found.items()}


def person(conversation: int, now: datetime) -> Waiting:
    """Somebody as they would wait now; raises ``Conversation.DoesNotExist``."""
    return waiting_of(Conversation.objects.get(pk=conversation), now)


def waiting_of(
    row: Conversation,
    now: datetime,
    passed: frozenset[int] = frozenset(),
    closes_at: float | None = None,
) -> Waiting:
    """One row of the queue as a value; handed over or come back counts as cut off."""
    reserved = row.reserved_until is not None and row.reserved_until > now
    return Waiting(
        id=row.pk, city=row.city_id, subject=row.subject_id, language=row.language_id,
        queued_at=row.queued_at.timestamp(), previous=row.previous_id,
        cut_off=row.cut_off or row.came_back or row.handed_by_id is not None,
        present=row.visitor_online and row.still_there_until is None, declined_by=passed,
        closes_at=closes_at, reserved_for=row.reserved_for_id if reserved else None,
        needs_since=_needs_since(row, now).timestamp(),
    )  # fmt: skip


def _needs_since(row: Conversation, now: datetime) -> datetime:
    """When somebody began to wait for what they need now: a talk has met what they needed before.

    An offer that fails makes a second wait begin anew: later than it did, and never earlier.
    """
    if row.opened_at is None:
        return row.queued_at
    return row.since if row.state == State.WAITING else now


def on_duty(duties: Iterable[Duty], now: datetime) -> tuple[OnDuty, ...]:
    """Counselors as values, with their skills and how many slots they use."""
    rows = tuple(duties)
    people = [row.counselor_id for row in rows]
    cards, used = cards_of(people), used_slots(people)
    return tuple(_counselor(row, cards[row.counselor_id], used, now) for row in rows)


def used_slots(counselors: Collection[int] | None) -> dict[int, int]:
    """By counselor, how many conversations use a slot of theirs (None: of everybody's).

    Counted, never remembered.
    """
    rows = Conversation.objects.filter(counselor__isnull=False, state__in=sorted(HOLDS_SLOT))
    if counselors is not None:
        rows = rows.filter(counselor__in=counselors)
    many = rows.values_list("counselor_id").annotate(n=Count("pk"))
    return dict(many.values_list("counselor_id", "n"))


def _counselor(
    row: Duty, card: Card, used: Mapping[int, int], now: datetime, known: Background | None = None
) -> OnDuty:
    who = row.counselor_id
    return OnDuty(
        id=who, city=card.city, subjects=card.subjects, languages=card.languages,
        slots=row.slots, open_talks=used.get(who, 0), free_since=row.free_since.timestamp(),
        accepting=accepting(row, now), reserve=card.reserve,
        shift_ends_at=_shift_end(row, card, now, known),
    )  # fmt: skip


def _shift_end(row: Duty, card: Card, now: datetime, known: Background | None) -> float | None:
    """When the counselor means to go: as planned, else at closing, which may have been just now."""
    if row.ends_at is not None:
        return row.ends_at.timestamp()
    door = known.doors.get(card.city) if known else None
    if door is None:
        return None
    return door.closes_at if door.state == "open" else now.timestamp()


def accepting(row: Duty, now: datetime) -> bool:
    """On duty, and the lease has not run out."""
    return row.state == DutyState.ON and row.lease_until is not None and row.lease_until > now
