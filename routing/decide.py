"""Who is served now, who waits on, and who is told that nobody can help today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from routing.demand import Demand, Forecast
from routing.domain import Decision, Divert, Hold, Reason, Rules, Snapshot, Waiting
from routing.engine import Engine
from routing.matching import able, ready, subject_asked
from routing.places import Places
from routing.roster import Roster

NOBODY_CAN = frozenset({"nobody_on_duty", "no_language", "no_subject"})
"""The codes of a Divert."""

_Class = tuple[str | None, str | None, str, bool, frozenset[int], int | None]


def decide(snapshot: Snapshot, rules: Rules, now: float) -> tuple[Decision, ...]:
    """One decision for everybody who waits, in the order of service.

    No eligible slot stays free while somebody present waits. Among people of one kind those
    cut off in mid-talk come first, then the longest waiting. `now` is in UTC epoch seconds.
    Production decides on a snapshot; simulation and benchmark keep the same engine running.
    """
    line = sorted(snapshot.waiting, key=_order)
    engine = _engine(snapshot, line, rules, now)
    assigned = {choice.conversation: choice for choice in engine.drain(now)}
    rest = _Remaining(engine.roster, snapshot.handle_time, now)
    return tuple(assigned.get(person.id) or rest.answer(person) for person in line)


def _engine(snapshot: Snapshot, line: Sequence[Waiting], rules: Rules, now: float) -> Engine:
    """The engine as if it had seen all this come: the longest free and waiting first."""
    demand = Demand([Forecast(inf, snapshot.arrivals)], since=now)
    engine = Engine(rules, snapshot.handle_time, demand)
    for counselor in sorted(snapshot.on_duty, key=lambda c: (c.free_since, c.id)):
        engine.roster.put(counselor)
    for person in line:
        if person.present:
            engine.line_up(person, now)
    return engine


def _order(person: Waiting) -> tuple[bool, float, int]:
    return (not person.cut_off, person.queued_at, person.id)


def class_of(person: Waiting) -> _Class:
    """Within one class the first in line can be served if anybody can."""
    return (
        person.city, person.subject, person.language, person.cut_off, person.declined_by,
        person.reserved_for,
    )  # fmt: skip


class _Remaining:
    """Answers those who were not assigned, in the order of service."""

    def __init__(self, roster: Roster, handle_time: float, now: float) -> None:
        self._rules, self._now = roster.rules, now
        members = sorted(roster.members.items())
        self._on_duty = tuple(replace(m.card, open_talks=m.open) for _, m in members)
        self._places = Places(self._on_duty, roster.rules, handle_time)
        self._known: dict[_Class, str] = {}

    def answer(self, person: Waiting) -> Hold | Divert:
        """Hold, or Divert when nobody on duty can ever take the person."""
        code = self._code(person) if person.present else "away"
        reason = Reason(code)
        return Divert(person.id, reason) if code in NOBODY_CAN else self._hold(person, reason)

    def _hold(self, person: Waiting, reason: Reason) -> Hold:
        group = (subject_asked(person, self._rules, self._now), person.language)
        closes_in = None if person.closes_at is None else person.closes_at - self._now
        wait = self._places.wait(group, person.city, closes_in)
        helpers = self._places.helpers(group)
        held = Hold(person.id, self._places.place(group), wait, reason, helpers)
        self._places.join(group, present=person.present)
        return held

    def _code(self, person: Waiting) -> str:
        key = class_of(person)
        if key not in self._known:
            self._known[key] = self._find_code(person)
        return self._known[key]

    def _find_code(self, person: Waiting) -> str:
        rules, now = self._rules, self._now
        speakers = [c for c in self._on_duty if person.language in c.languages]
        helpers = [c for c in speakers if able(person, c, rules, now)]
        if helpers or (speakers and rules.of_city(person.city).widen_subject_after is not None):
            return _holding({ready(person, c, rules, now).code for c in helpers})
        if not self._on_duty:
            return "nobody_on_duty"
        return "no_subject" if speakers else "no_language"


def _holding(obstacles: set[str]) -> str:
    """The obstacle that will fall first, among those of everybody able to help."""
    return next(
        (code for obstacle, code in _FIRST_TO_FALL if obstacle in obstacles), "no_free_slot"
    )


_FIRST_TO_FALL = (
    ("own_city_first", "own_city_first"),
    ("slots", "no_free_slot"),
    ("reserved", "reserved"),
    ("already_declined", "declined"),
    ("not_accepting", "paused"),
)
