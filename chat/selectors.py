"""Reading conversations: what each side may see, as frames' values. Nothing here writes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from msgspec import structs

from chat import companions, logbook, parting, protocol, sealing, vault
from chat.companions import Beside
from chat.keyring import keys_of
from chat.lifecycle import HAS_COUNSELOR, LIVE, REOPENABLE, WRITABLE_BY_COUNSELOR, Cause, State
from chat.models import Conversation, Guard, LeftQuestion, LogEntry, Move
from counselors.models import Counselor, Duty
from routing.reason import Reason, total

PREVIEW = 120


def known(hashes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """By the hash of a visitor's key: id and name on the wire of the conversation behind it."""
    rows = Conversation.objects.filter(visitor_hash__in=list(hashes))
    return {digest: (pk, ref) for digest, pk, ref in rows.values_list("visitor_hash", "pk", "ref")}


def by_ref(ref: str) -> int | None:
    """Id of the conversation with this name on the wire."""
    return Conversation.objects.filter(ref=ref).values_list("pk", flat=True).first()


def guarded_until(now: datetime) -> datetime | None:
    """Until when the guard stands at the doors; None: it does not."""
    rows = Guard.objects.filter(until__gt=now)
    found: datetime | None = rows.values_list("until", flat=True).first()
    return found


def visitor_status(conversation: int) -> protocol.Status | None:
    """The whole state as its visitor may see it; None when it was erased."""
    return visitor_statuses([conversation]).get(conversation)


def visitor_statuses(conversations: Iterable[int]) -> dict[int, protocol.Status]:
    """By id, the whole state as its visitor may see it; those that were erased are missing."""
    rows = Conversation.objects.select_related(
        "counselor__duty", "handed_by__duty", "question", "exit_answers"
    )
    return {row.pk: _status(row) for row in rows.filter(pk__in=list(conversations))}


def _status(row: Conversation) -> protocol.Status:
    shown = row.state in {State.OPEN, State.ON_HOLD, State.CLOSED} and row.opened_at is not None
    who = row.counselor if shown else None
    left: LeftQuestion | None = getattr(row, "question", None)
    return protocol.Status(
        version=row.version, state=_state(row), city=row.city_id, subject=row.subject_id,
        language=row.language_id, queued_at=row.queued_at.timestamp(),
        since=row.since.timestamp(), last_seq=row.last_seq, counselor_seen=row.counselor_seen,
        who=protocol.Who(who.alias, who.city_id) if who else None,
        counselor_online=who.duty.online if who else False,
        still_there_until=_seconds(row.still_there_until),
        language_hint=row.language_hint or None, closed_by=row.closed_by or None,
        handed_by=_may_stay_with(row), language_asked=row.language_asked or None,
        due=_seconds(left.due_at) if left else None,
        answered=left is not None and left.answered_at is not None, said=parting.said(row),
    )  # fmt: skip


def _may_stay_with(row: Conversation) -> str | None:
    """Alias of who handed the talk over, while the visitor may still decline that."""
    giver = row.handed_by
    asked = row.state in {State.WAITING, State.OFFERED} and not row.cut_off
    return giver.alias if asked and giver is not None and giver.duty.online else None


def _seconds(at: datetime | None) -> float | None:
    return at.timestamp() if at else None


def _state(row: Conversation) -> protocol.ConversationState:
    return _STATES[State(row.state)]


_STATES: dict[State, protocol.ConversationState] = {
    State.WAITING: "waiting",
    State.OFFERED: "offered",
    State.OPEN: "open",
    State.ON_HOLD: "on_hold",
    State.LEFT: "left",
    State.CLOSED: "closed",
}


def talks_of(counselor: int, now: datetime) -> dict[int, protocol.Talk]:
    """By id, the counselor's talks: offered, open, on hold, ended ones to be wrapped up; and those
    of colleagues that they look on."""
    own = _talks(at_the_desk(now), counselor=counselor)
    beside = companions.beside(counselor, [row.pk for row, _ in own])
    others = beside.looking_on - {row.pk for row, _ in own}
    looked = _talks(pk__in=others, state__in=sorted(LIVE)) if others else []
    return {
        **{row.pk: _talk(row, line, beside) for row, line in own},
        **{row.pk: _looked_on(row, line, beside) for row, line in looked},
    }


def at_the_desk(now: datetime) -> Q:
    """Which of a counselor's talks the desk shows: those that go on, and those to be wrapped up."""
    lately = now - timedelta(seconds=settings.MITI["MITI_KEEP_SECONDS"])
    ended = Q(state=State.CLOSED, wrapped_at=None, closed_at__gt=lately, opened_at__isnull=False)
    return Q(state__in=sorted(HAS_COUNSELOR)) | ended


def reopenable_by(counselor: int, now: datetime) -> tuple[protocol.Talk, ...]:
    """Talks that the counselor closed and wrapped up a moment ago, the oldest first, without what
    was said in them."""
    rows = Conversation.objects.select_related("handed_by", "counselor").filter(
        counselor=counselor, state=State.CLOSED, closed_by=Cause.COUNSELOR_CLOSED,
        wrapped_at__isnull=False, closed_at__gt=now - REOPENABLE,
    )  # fmt: skip
    return tuple(_talk(row, "", Beside()) for row in rows.order_by("closed_at", "pk"))


def _talks(*conditions: Q, **values: object) -> list[tuple[Conversation, str]]:
    """These conversations, in the order of their states, each with its last line."""
    rows = Conversation.objects.select_related("handed_by", "counselor")
    last = LogEntry.objects.filter(conversation=OuterRef("pk")).exclude(sealed=b"")
    newest = last.order_by("-seq")
    lines = rows.annotate(
        line=Subquery(newest.values("sealed")[:1]), line_seq=Subquery(newest.values("seq")[:1])
    )
    found = list(lines.filter(*conditions, **values).order_by("since", "pk"))
    keys = keys_of(row.pk for row in found if row.line or row.sealed_note)
    return [
        (row, logbook.text_of(keys, row.pk, row.line_seq, row.line) if row.line else "")
        for row in found
    ]


def _looked_on(row: Conversation, last_line: str, beside: Beside) -> protocol.Talk:
    """A talk of a colleague's: what they may act on is not shown."""
    has_it = row.counselor.alias if row.counselor and row.state != State.OFFERED else None
    talk = _talk(row, last_line, beside)
    return structs.replace(talk, looking_on=True, has_it=has_it, offer_until=None, why=None)


def _talk(row: Conversation, last_line: str, beside: Beside) -> protocol.Talk:
    return protocol.Talk(
        ref=row.ref, version=row.version, state=_state(row), city=row.city_id,
        subject=row.subject_id, language=row.language_id, page_language=row.page_language,
        queued_at=row.queued_at.timestamp(), since=row.since.timestamp(), last_seq=row.last_seq,
        counselor_seen=row.counselor_seen, visitor_seen=row.visitor_seen,
        visitor_online=row.visitor_online, cut_off=row.cut_off, preview=last_line[:PREVIEW],
        offer_until=_seconds(row.offer_until), why=why_of(row.reason),
        ends_at=_seconds(row.still_there_until) if row.state == State.ON_HOLD else None,
        closed_by=row.closed_by or None, language_hint=row.language_hint or None,
        language_confidence=row.language_confidence, language_asked=row.language_asked or None,
        handed_by=row.handed_by.alias if row.handed_by else None,
        note=_note(row), came_back=row.came_back,
        beside=beside.aliases.get(row.pk, ()), asides=beside.asides.get(row.pk, ()),
    )  # fmt: skip


def _note(row: Conversation) -> str:
    """For whoever has taken the talk over."""
    shown = row.sealed_note and row.state in WRITABLE_BY_COUNSELOR
    keys = keys_of([row.pk] if shown else ())
    return keys.read(row.pk, row.sealed_note, vault.of_note(row.pk)) if shown else ""


def why_of(reason: object) -> protocol.Why | None:
    """A stored ``routing.domain.Reason`` as it goes over the wire."""
    if not isinstance(reason, dict):
        return None
    why = Reason.from_dict(reason)
    more = total(why.runner_up.terms) - total(why.terms) if why.runner_up else None
    turn = why.turn.decided_by if why.turn else ""
    return protocol.Why(why.code, tuple(protocol.Term(*each) for each in why.terms), more, turn)


def why_gone(ref: str, counselor: int) -> str:
    """Why a talk is no longer this counselor's, in a word that the desk can explain."""
    row = Conversation.objects.filter(ref=ref).first()
    if row is None:
        return "erased"
    if row.state == State.CLOSED:
        return "done" if row.wrapped_at else "left"
    last = Move.objects.filter(conversation=row, counselor=counselor).order_by("-pk").first()
    handed_on = last is not None and last.cause == Cause.TRANSFERRED
    if last is None:
        return "stepped_aside"
    if row.counselor_id not in {None, counselor} and not handed_on:
        return "taken"
    return last.cause


def me(counselor: Counselor) -> protocol.Me:
    """The signed-in counselor for their own desk."""
    return protocol.Me(
        key=sealing.key_of(counselor.pk), alias=counselor.alias, city=counselor.city_id,
        subjects=tuple(counselor.subjects.values_list("pk", flat=True)),
        languages=tuple(counselor.language_skills.values_list("language_id", flat=True)),
    )  # fmt: skip


def duty_of(counselor: int, used: int) -> protocol.Duty:
    """The counselor's duty; ``used``: slots in use."""
    return duty_shown(Duty.objects.get(counselor=counselor), used)


def duty_shown(row: Duty, used: int) -> protocol.Duty:
    """The same, of a row that is there already."""
    ends_at = _seconds(row.ends_at)
    return protocol.Duty(_DUTIES[row.state], row.slots, used, row.why or None, ends_at)


_DUTIES: dict[str, protocol.DutyState] = {"off": "off", "on": "on", "paused": "paused"}
