"""What the sweep finds: people who went away without a word, and offers nobody answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from chat import doors, due, left_questions
from chat.actions import closing, holding, questions
from chat.actions.moving import Outrun, locked, touch
from chat.actions.presence import counselor_away, counselor_lost, duty_over
from chat.actions.queueing import back_to_queue, lock_duty, pause_unanswered
from chat.due import NOW, Ago, Due
from chat.lifecycle import HAS_COUNSELOR, Cause, NotAllowed, State
from chat.models import COUNTED_ON, Author, Conversation, LogEntry
from chat.protocol import Refusal
from counselors.models import Duty, DutyState

Chore = partial[None]
"""What is to be done; its first argument is the conversation or the counselor it is about."""
CLOSING_GRACE = timedelta(minutes=15)
"""After closing time, how long people who are still waiting may yet be taken."""


def chores(now: datetime) -> list[Chore]:
    """Everything that is due at ``now``, in one question to the database; each chore looks again
    under its own locks."""
    found = zip(_kinds(), _due().found(now), strict=True)
    return [chore for kind, who in found for chore in kind.of(who, now)]


@transaction.atomic
def _no_answer(conversation: int, now: datetime) -> None:
    """The offer goes on to the next; whoever did not answer is paused."""
    seen = Conversation.objects.filter(pk=conversation, state=State.OFFERED).first()
    if seen is None or seen.counselor_id is None:
        return
    duty = lock_duty(seen.counselor_id)
    row = locked(conversation)
    over = row.offer_until is not None and row.offer_until <= now
    if row.state == State.OFFERED and row.counselor_id == duty.counselor_id and over:
        pause_unanswered(duty)
        back_to_queue(row, Cause.NO_ANSWER, now)


@transaction.atomic
def _ask_still_there(conversation: int, now: datetime) -> None:
    """Nobody is offered a visitor who may have gone; they are asked first."""
    row = locked(conversation)
    if row.state != State.WAITING or row.visitor_lease > now or row.still_there_until:
        return
    seconds = settings.MITI["MITI_STILL_THERE_SECONDS"]
    row.still_there_until = now + timedelta(seconds=seconds)
    row.visitor_online = False
    touch(row, "still_there_until", "visitor_online")


@transaction.atomic
def _end(conversation: int, cause: Cause, now: datetime) -> None:
    """Nobody answered "still there?", nor kept what is on hold, in time."""
    row = locked(conversation)
    if row.still_there_until is None or row.still_there_until > now:
        return
    if cause is Cause.VISITOR_AWAY and row.came_back:
        questions.keep(row, Cause.STILL_ASKED, now)  # what they asked before is still owed
    else:
        closing.end(row, cause, now)


def _after_closing(waiting: list[int], now: datetime) -> list[Chore]:
    """A quarter of an hour after closing, those still waiting keep their question in writing; those
    who were cut off or handed over meanwhile have as long from then on."""
    if not waiting:
        return []  # the doors need not be looked at
    served = doors.open_cities(now) | doors.open_cities(now - CLOSING_GRACE)
    rows = Conversation.objects.filter(pk__in=waiting).order_by("pk")
    return [
        partial(questions.leave_question, each, Cause.CLOSING_TIME, now)
        for each, city in rows.values_list("pk", "city_id")
        if not _served_by(city, served)
    ]


def _served_by(city: str | None, open_cities: frozenset[str]) -> bool:
    return bool(open_cities) if city is None else city in open_cities


@transaction.atomic
def _offline(conversation: int, now: datetime) -> None:
    """The counselor sees that the visitor is away, and an offer that comes back goes to nobody
    else before they were asked."""
    row = locked(conversation)
    if row.visitor_online and row.visitor_lease <= now:
        row.visitor_online = False
        touch(row, "visitor_online")


@transaction.atomic
def _hold(conversation: int, now: datetime) -> None:
    """Whoever is back meanwhile talks on, and so does a counselor who has just taken it up."""
    row, long = locked(conversation), timedelta(seconds=settings.MITI["MITI_HOLD_SECONDS"])
    if max(row.visitor_lease, row.since) <= now - long:
        holding.hold(conversation, now)


def is_about_counselor(chore: Chore) -> bool:
    """Whether a chore is about a counselor; about a conversation otherwise."""
    return chore.func in {counselor_away, counselor_lost, duty_over}


def done(chore: Chore) -> bool:
    """Do one chore; somebody else may have been faster, which is no error."""
    try:
        chore()
    except (Outrun, NotAllowed, Refusal, Conversation.DoesNotExist):
        return False
    return True


# --- when each chore is due --------------------------------------------------------------------


class _Kind(NamedTuple):
    """``rows``: the ids of those it is about; ``of``: what is to be done about them."""

    rows: due.Rows
    of: Callable[[list[int], datetime], list[Chore]]


@cache
def _due() -> Due:
    return Due([each.rows for each in _kinds()])


@cache
def _kinds() -> tuple[_Kind, ...]:
    here, grace, hold = Duty.objects.all(), Ago("MITI_GRACE_SECONDS"), Ago("MITI_HOLD_SECONDS")
    on_duty = here.exclude(state=DutyState.OFF)
    away = {"visitor_lease__lte": NOW, "visitor_online": True}
    late, unasked = Ago(unit=CLOSING_GRACE), {"still_there_until": None}
    long = {"since__lte": Ago("MITI_HOLD_EXPIRES_SECONDS"), **unasked}
    return (
        _Kind(_talks(State.OFFERED, offer_until__lte=NOW), _each(_no_answer)),
        _Kind(_who(here.filter(lease_until__lte=NOW, online=True)), _each(counselor_away)),
        _Kind(_who(on_duty.filter(lease_until__lte=grace)), _each(counselor_lost)),
        _Kind(_holders_off_duty(grace), _each(counselor_lost)),
        _Kind(_who(on_duty.filter(ends_at__lte=NOW)), _each(duty_over)),
        _Kind(_talks(State.WAITING, visitor_lease__lte=NOW, **unasked), _each(_ask_still_there)),
        _Kind(_talks(State.WAITING, still_there_until__lte=NOW), _each(_end, Cause.VISITOR_AWAY)),
        _Kind(_talks(State.WAITING, since__lte=late), _after_closing),
        _Kind(_talks(*HAS_COUNSELOR, **away), _each(_offline)),
        _Kind(_talks(State.OPEN, visitor_lease__lte=hold, since__lte=hold), _each(_hold)),
        _Kind(_talks(State.ON_HOLD, **long), _each(holding.warn)),
        _Kind(_talks(State.ON_HOLD, still_there_until__lte=NOW), _each(_end, Cause.EXPIRED)),
        _Kind(_written_on_hold(), _each(holding.wake)),
        _Kind(left_questions.asked_unnoticed().values("pk"), _each(questions.asked_back)),
        _Kind(left_questions.kept_too_long().values("pk"), _each(questions.forget)),
    )  # fmt: skip


def _each(do: Callable[..., None], *how: object) -> Callable[[list[int], datetime], list[Chore]]:
    return lambda ids, now: [partial(do, each, *how, now) for each in ids]


def _talks(*states: State, **conditions: object) -> due.Rows:
    return Conversation.objects.filter(state__in=sorted(states), **conditions).values("pk")


def _who(duties: QuerySet[Duty]) -> due.Rows:
    return duties.values("counselor_id")


def _holders_off_duty(grace: Ago) -> due.Rows:
    """Counselors who went off duty with people who count on them, and then went away."""
    held = Conversation.objects.filter(COUNTED_ON, counselor=OuterRef("counselor"))
    gone = Duty.objects.filter(Exists(held), state=DutyState.OFF, lease_until__lte=grace)
    return _who(gone)


def _written_on_hold() -> due.Rows:
    """Written in while nobody looked (a crash between the two)."""
    newer = LogEntry.objects.filter(conversation=OuterRef("pk"), at__gt=OuterRef("since"))
    said = newer.exclude(author=Author.NOTICE).exclude(code="corrected")
    held = Conversation.objects.filter(Exists(said))
    return held.filter(state=State.ON_HOLD).values("pk")
