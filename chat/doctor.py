"""Proves on live data what the tests prove on made-up data, and offers repairs.

Every promise that the house makes about conversations is one check here: a query or a pure look
that finds the conversations or people for whom it does not hold. Findings name ids only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from chat import dispatch, fold, logbook, picture, sweep
from chat.actions import silence
from chat.actions.presence import return_offers
from chat.actions.queueing import back_to_queue, lock_duty
from chat.keyring import NOISE
from chat.lifecycle import HAS_COUNSELOR, Cause, State, may
from chat.models import Conversation, LogEntry, Move
from counselors.models import Duty
from counselors.models.people import MAX_SLOTS
from routing.decide import decide
from routing.domain import Assign

LATE: Final = timedelta(seconds=30)
"""How late a loop may be before that is a finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise that does not hold. ``about``: ids of the conversations or counselors."""

    check: str
    says: str
    about: tuple[int, ...]
    repairable: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A promise: its name, what is wrong when ids are found, how to find them, how to mend it."""

    name: str
    says: str
    find: Callable[[datetime], Iterable[int]]
    mend: Callable[[list[int], datetime], None] | None = None


def examine(now: datetime) -> list[Finding]:
    """Every promise that does not hold at ``now``; nothing is changed."""
    found = ((check, tuple(sorted(set(check.find(now))))) for check in CHECKS)
    return [
        Finding(check.name, check.says, about, check.mend is not None)
        for check, about in found
        if about
    ]


def repair(now: datetime) -> list[Finding]:
    """Mend what can be mended, then examine again: what is left needs a person."""
    for check in CHECKS:
        about = sorted(set(check.find(now)))
        if about and check.mend is not None:
            check.mend(about, now)
    return examine(now)


def _over_limit(now: datetime) -> Iterable[int]:
    """A lowered number of slots is no fault: talks begun before it stay. More than anybody may have
    is one, however they came: by an offer, out of hold, opened again."""
    offers = Conversation.objects.filter(state=State.OFFERED)
    offered = set(offers.values_list("counselor_id", flat=True))
    used = picture.used_slots(None)
    duties = Duty.objects.filter(counselor__in=used).values_list("counselor_id", "slots")
    return [who for who, slots in duties if used[who] > (slots if who in offered else MAX_SLOTS)]


def _idle_beside_waiting(now: datetime) -> Iterable[int]:
    """People who could be served at once and have been waiting for longer than a tick."""
    decisions = decide(picture.snapshot(now), picture.rules(), now.timestamp())
    chosen = [each.conversation for each in decisions if isinstance(each, Assign)]
    old = Conversation.objects.filter(pk__in=chosen, since__lte=now - LATE)
    return old.values_list("pk", flat=True)


def _broken_logs(now: datetime) -> Iterable[int]:
    counted = Conversation.objects.annotate(n=Count("entries"), top=Max("entries__seq"))
    wrong = ~Q(n=F("last_seq")) | Q(n__gt=0) & ~Q(top=F("last_seq"))
    return counted.filter(wrong).values_list("pk", flat=True)


def _unexplained_states(now: datetime) -> Iterable[int]:
    last = Move.objects.filter(conversation=OuterRef("pk")).order_by("-pk").values("target")[:1]
    rows = Conversation.objects.annotate(told=Subquery(last))
    return rows.exclude(state=F("told")).values_list("pk", flat=True)


def _owned_by_nobody_real(now: datetime) -> Iterable[int]:
    """Held by somebody without a duty row, or whose account is closed."""
    rows = Conversation.objects.filter(state__in=sorted(HAS_COUNSELOR))
    gone = Q(counselor__duty__isnull=True) | Q(counselor__user__is_active=False)
    return rows.filter(gone).values_list("pk", flat=True)


def _overdue(now: datetime) -> list[silence.Chore]:
    """What the sweep should have done some time ago, whatever kind of chore it is."""
    return silence.chores(now - LATE)


def _sweep_is_late(now: datetime) -> Iterable[int]:
    return [each.args[0] for each in _overdue(now) if not silence.is_about_counselor(each)]


def _late_answers(now: datetime) -> Iterable[int]:
    late = Q(question__answered_at=None, question__due_at__lte=now)
    return _left(late)


def _left_without_promise(now: datetime) -> Iterable[int]:
    return _left(Q(question=None))


def _left(condition: Q) -> Iterable[int]:
    return Conversation.objects.filter(condition, state=State.LEFT).values_list("pk", flat=True)


def _lost_counselors(now: datetime) -> Iterable[int]:
    return [each.args[0] for each in _overdue(now) if silence.is_about_counselor(each)]


def _lost_places(now: datetime) -> Iterable[int]:
    """The order inside a class is that of arrival, whatever happened since; but for those who left
    a question and came back, once."""
    moved = Conversation.objects.exclude(queued_at=F("created_at"))
    return moved.exclude(moves__cause=Cause.CAME_BACK).values_list("pk", flat=True)


def _unreadable(now: datetime) -> Iterable[int]:
    """Something was typed, and no key opens it: the newest line of each log is tried."""
    newest = LogEntry.objects.filter(conversation=OuterRef("conversation")).exclude(sealed=b"")
    lines = LogEntry.objects.filter(pk=Subquery(newest.order_by("-seq").values("pk")[:1]))
    said = logbook.with_texts(list(lines))
    return [entry.conversation_id for entry, text in said if text == NOISE]


def _fold_is_late(now: datetime) -> Iterable[int]:
    kept = timedelta(seconds=settings.MITI["MITI_KEEP_SECONDS"])
    late = Conversation.objects.filter(state=State.CLOSED, closed_at__lte=now - kept - 2 * LATE)
    return late.values_list("pk", flat=True)


@transaction.atomic
def _return_offers(about: list[int], now: datetime) -> None:
    for counselor in about:
        lock_duty(counselor)
        return_offers(counselor, Cause.COUNSELOR_LOST, now)


@transaction.atomic
def _back_to_queue(about: list[int], now: datetime) -> None:
    rows = Conversation.objects.select_for_update().filter(pk__in=about)
    for row in rows.order_by("pk"):
        if may(State(row.state), Cause.COUNSELOR_LOST):
            back_to_queue(row, Cause.COUNSELOR_LOST, now)


def _give_places_back(about: list[int], now: datetime) -> None:
    Conversation.objects.filter(pk__in=about).update(queued_at=F("created_at"))


def _run_sweep(about: list[int], now: datetime) -> None:
    while sweep.step(now):
        pass


def _run_dispatch(about: list[int], now: datetime) -> None:
    dispatcher = dispatch.Dispatcher()
    while dispatcher.step(now):
        pass


def _run_fold(about: list[int], now: datetime) -> None:
    while fold.step(now):
        pass


CHECKS: Final = (
    Check("slots", "has more at once than there are slots", _over_limit, _return_offers),
    Check("log", "the log has a gap, or its last number is wrong", _broken_logs),
    Check("moves", "the state is not the one of the last move", _unexplained_states),
    Check(
        "owner",
        "held by somebody who cannot answer any more",
        _owned_by_nobody_real,
        _back_to_queue,
    ),
    Check("sweep", "overdue: nobody runs the sweep (`miti work`)", _sweep_is_late, _run_sweep),
    Check("answer", "the promised answer is overdue: somebody must write it", _late_answers),
    Check("question", "left, and nobody knows of it", _left_without_promise),
    Check(
        "lost",
        "away or past the planned end, and still on duty or counted on",
        _lost_counselors,
        _run_sweep,
    ),
    Check("place", "the place is not the one of the arrival", _lost_places, _give_places_back),
    Check("idle", "waits although somebody is free", _idle_beside_waiting, _run_dispatch),
    Check("key", "what was typed cannot be read: was MITI_MASTER_KEY changed?", _unreadable),
    Check("fold", "closed and kept too long (`miti work`)", _fold_is_late, _run_fold),
)
