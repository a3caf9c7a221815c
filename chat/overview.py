"""The queue and the board: who waits, who is free, as each person may see it.

One look at the database serves everybody in a process who looks at the same moment; what each of
them sees of it are pure functions of that look.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from chat import announced, doors, left_questions, logbook, picture, protocol, selectors
from chat.lifecycle import HAS_COUNSELOR, State
from chat.models import COUNTED_ON, Conversation
from chat.picture import Camera
from routing import matching
from routing.announce import Announcement
from routing.coverage import share_kept
from routing.decide import decide
from routing.domain import Divert, Hold, OnDuty, Snapshot, Wait, Waiting

Key = tuple[str | None, str]
"""City (None: any) and language."""
JUST: Final = 60.0
"""Seconds for which somebody has just come."""


@dataclass(frozen=True)
class Look:
    """Everything that queue, places and board are made of, at one moment (``at``: UTC seconds)."""

    at: float
    seen: Snapshot
    refs: Mapping[int, str]
    texts: Mapping[int, tuple[str, ...]]
    places: Mapping[int, Hold | Divert]
    talks: Mapping[Key, int]
    open_cities: frozenset[str]
    handed_on: frozenset[int] = frozenset()
    came_back: frozenset[int] = frozenset()
    ranges_held: float | None = None
    left: Mapping[str, int] = field(default_factory=dict)
    """By language, the left questions that nobody answers yet."""
    guarded_until: float | None = None

    def left_for(self, languages: Iterable[str]) -> int:
        """How many of these questions somebody could answer who speaks these languages."""
        return sum(self.left.get(each, 0) for each in languages)


def look(now: datetime, camera: Camera | None = None) -> Look:
    """Read it all, once; with a ``camera`` that has looked before it takes less."""
    seen = (camera or Camera()).take(now)
    waiting = [each.id for each in seen.waiting]
    there = Conversation.objects.filter(pk__in=waiting)
    rows = list(there.values_list("pk", "ref", "handed_by", "came_back"))
    guarded = selectors.guarded_until(now)
    return Look(
        at=now.timestamp(), seen=seen, refs={pk: ref for pk, ref, *_ in rows},
        texts=logbook.texts_of(waiting), places=_places(seen, now), talks=_talks(),
        open_cities=doors.open_cities(now), handed_on=frozenset(pk for pk, _, by, _ in rows if by),
        came_back=frozenset(pk for pk, *_, back in rows if back),
        ranges_held=share_kept(announced.told_waits()), left=left_questions.free_by_language(),
        guarded_until=None if guarded is None else guarded.timestamp(),
    )  # fmt: skip


def _places(seen: Snapshot, now: datetime) -> dict[int, Hold | Divert]:
    """Where everybody stands whom nobody is being called for."""
    decisions = decide(seen, picture.rules(), now.timestamp())
    return {each.conversation: each for each in decisions if isinstance(each, Hold | Divert)}


def waiters_for(counselor: int, now: Look) -> tuple[protocol.Waiter, ...]:
    """Everybody waiting in the order of service, with what they wrote and why (not) mine.

    What they wrote is shown only to those who could help them.
    """
    me = next((each for each in now.seen.on_duty if each.id == counselor), None)
    line = sorted(now.seen.waiting, key=lambda each: (not each.cut_off, each.queued_at, each.id))
    return tuple(_waiter(each, me, now) for each in line if each.id in now.refs)


class Queues:
    """The queue as each desk sees it: put together and encoded once for all who see the same."""

    def __init__(self, now: Look) -> None:
        self.look = now
        self._on_duty = {each.id: each for each in now.seen.on_duty}
        self._named = _named(now.seen.waiting)
        self._frames: dict[_Eyes | None, bytes] = {}

    def frame(self, counselor: int) -> bytes:
        """The queue that this counselor sees, as its frame."""
        me = self._on_duty.get(counselor)
        eyes = None if me is None else _eyes(me, counselor if counselor in self._named else None)
        found = self._frames.get(eyes)
        if found is None:
            waiters = waiters_for(counselor, self.look)
            found = self._frames[eyes] = protocol.dump(protocol.Queue(waiters))
        return found


_Eyes = tuple[object, ...]
"""Everything about a counselor that can make a difference to the queue that is seen."""


def _eyes(me: OnDuty, named: int | None) -> _Eyes:
    return (
        named, me.city, me.subjects, tuple(sorted(me.languages.items())), me.slots, me.open_talks,
        me.accepting, me.reserve,
    )  # fmt: skip


def _named(waiting: Iterable[Waiting]) -> frozenset[int | None]:
    """Counselors with whom anybody who waits has a history of their own."""
    return frozenset(
        who
        for each in waiting
        for who in (*each.declined_by, each.previous, each.reserved_for)
    )  # fmt: skip


def _waiter(each: Waiting, me: OnDuty | None, now: Look) -> protocol.Waiter:
    why, takeable = _why(each, me, now.at)
    able = me is not None and bool(matching.able(each, me, picture.rules(), now.at))
    return protocol.Waiter(
        ref=now.refs[each.id], city=each.city, subject=each.subject, language=each.language,
        queued_at=each.queued_at, present=each.present, cut_off=each.cut_off,
        texts=now.texts.get(each.id, ()) if able else (), takeable=takeable, why=why,
        handed_on=each.id in now.handed_on, came_back=each.id in now.came_back,
    )  # fmt: skip


def _why(each: Waiting, me: OnDuty | None, now: float) -> tuple[protocol.Why, bool]:
    """Why (not) mine: the hard test, and for those I may take what the choice would cost."""
    if me is None:
        return protocol.Why("off_duty"), False
    verdict = matching.may_take(each, me, picture.rules(), now)
    if not verdict:
        return protocol.Why(verdict.code), verdict.code in _MAY_PICK_ANYWAY
    terms = matching.cost(each, me, picture.rules())
    return protocol.Why("yes", tuple(protocol.Term(*term) for term in terms)), True


_MAY_PICK_ANYWAY = frozenset({"already_declined", "own_city_first"})


def told(what: Announcement) -> protocol.Place:
    """An announcement as its frame; ``why`` is the reason of a worse place or a longer wait too."""
    wait = protocol.Wait(what.wait.low, what.wait.high, what.wait.past_closing)
    return protocol.Place(what.place, wait, what.why)


def heard(frame: bytes, at: float) -> Announcement | None:
    """The announcement in a frame of :func:`told`, made ``at``; None for any other frame."""
    place = protocol.place_in(frame)
    if place is None:
        return None
    wait = Wait(place.wait.low, place.wait.high, place.wait.past_closing)
    return Announcement(place.place, wait, place.why or "", at)


def board(now: Look) -> protocol.Board:
    """The live table: one row for every city and language that anybody waits in or serves.

    In the totals each counselor counts once, in however many rows they stand.
    """
    since: dict[Key, list[float]] = defaultdict(list)
    for each in now.seen.waiting:
        since[each.city, each.language].append(each.queued_at)
    served = {(each.city, code) for each in now.seen.on_duty for code in each.languages}
    keys = sorted(
        {*since, *now.talks, *served}, key=lambda key: (key[0] is None, key[0] or "", key[1])
    )
    longest = min((each.queued_at for each in now.seen.waiting), default=None)
    return protocol.Board(
        now=now.at, rows=tuple(_row(key, since[key], now) for key in keys),
        waiting=len(now.seen.waiting), longest_since=longest, in_talk=sum(now.talks.values()),
        free_slots=_free(list(now.seen.on_duty)), on_duty=len(now.seen.on_duty),
        ranges_held=now.ranges_held, guarded_until=now.guarded_until,
        just_came=sum(each.queued_at > now.at - JUST for each in now.seen.waiting),
    )  # fmt: skip


def _row(key: Key, since: list[float], now: Look) -> protocol.BoardRow:
    city, language = key
    there = [
        each
        for each in now.seen.on_duty
        if language in each.languages and city in {None, each.city}
    ]
    return protocol.BoardRow(
        city=city, language=language, waiting=len(since), longest_since=min(since, default=None),
        in_talk=now.talks.get(key, 0), free_slots=_free(there), on_duty=len(there),
        open=bool(now.open_cities) if city is None else city in now.open_cities,
    )  # fmt: skip


def _talks() -> Counter[Key]:
    rows = Conversation.objects.filter(state__in=sorted(HAS_COUNSELOR))
    return Counter(rows.exclude(state=State.OFFERED).values_list("city_id", "language_id"))


def open_talks(counselor: int) -> int:
    """How many people count on this counselor."""
    return Conversation.objects.filter(COUNTED_ON, counselor=counselor).count()


def _free(counselors: list[OnDuty]) -> int:
    rules = picture.rules()
    return sum(matching.free_slots(each, rules) for each in counselors if each.accepting)
