"""What people are told about their wait, beside how long it took: played with our own engine.

Only visitors who never lose patience are asked. Who gives up is never seen to wait to the end, and
counting only those who stay would flatter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from statistics import mean
from typing import Final

from routing.demand import Demand
from routing.domain import Assign, Rules, RunnerUp, Turn, Wait, Waiting
from routing.engine import Engine
from routing.estimate import Expectation, announced
from routing.places import Places
from routing.pool import Member
from routing.simulate import play
from routing.traffic import Visitor, World

PATIENT: Final = 0.06
"""The share of visitors who are given endless patience; more would change the queue itself."""
PATIENCE: Final = 4 * 3600.0
LATER: Final = 300.0
"""Whoever still waits after so many seconds is told a second time."""
RECENT: Final = 900.0
"""Seconds over which chat products average the waits that they show."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told at an instant, and what was known then."""

    at: float
    wait: Wait
    expected: Expectation
    recent: float
    """The mean wait of those answered lately."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody was told something, and waited for so many seconds from then on."""

    kind: str
    day: str
    visitor: Visitor
    told: Told
    waited: float
    later: bool
    """Told while waiting, not on arrival."""


def cases(kind: str, day: str, world: World, rules: Rules) -> Iterator[Case]:
    """What the visitors of a day were told; some of them, that nobody can say."""
    dice = Random(day)
    world = replace(world, visitors=tuple(_perhaps_patient(each, dice) for each in world.visitors))
    desk = Announcing(world, rules)
    for visit in play(world, desk):
        for number, told in enumerate(desk.told.get(visit.visitor.id, ())):
            waited = visit.visitor.at + visit.waited - told.at
            yield Case(kind, day, visit.visitor, told, waited, later=number > 0)


def _perhaps_patient(visitor: Visitor, dice: Random) -> Visitor:
    chosen = dice.random() < PATIENT
    return replace(visitor, patience=PATIENCE, silent=False) if chosen else visitor


class Announcing(Engine):
    """Tells those who have all the patience in the world how long it will take."""

    def __init__(self, world: World, rules: Rules) -> None:
        super().__init__(rules, world.handle_time, Demand(world.forecast))
        self._handle_time = world.handle_time
        self._ends = max(shift.ends for shift in world.shifts)
        self._patient = {each.id for each in world.visitors if each.patience >= PATIENCE}
        self._due: deque[Waiting] = deque()
        self._answered: deque[tuple[float, float]] = deque()
        self.told: dict[int, list[Told]] = {}

    def arrive(self, person: Waiting, now: float) -> list[Assign]:
        while self._due and now >= self._due[0].queued_at + LATER:
            self._tell(self._due.popleft(), now)
        found = super().arrive(person, now)
        if person.id in self._patient and not found:
            self._tell(person, now)
            self._due.append(person)
        return found

    def _assign(
        self, person: Waiting, member: Member, now: float, second: RunnerUp | None,
        turn: Turn | None = None,
    ) -> Assign:  # fmt: skip
        if not person.cut_off:
            self._answered.append((now, now - person.queued_at))
        return super()._assign(person, member, now, second, turn)

    def _tell(self, person: Waiting, now: float) -> None:
        if self._waiting(person.id) is None:
            return
        places, group = self._places_before(person), (person.subject, person.language)
        expected = places.expected(group, person.city)
        if expected is not None:
            told = Told(now, announced(expected, self._ends - now), expected, self._recent(now))
            self.told.setdefault(person.id, []).append(told)

    def _places_before(self, person: Waiting) -> Places:
        """Everybody whose turn comes before this person's, as production counts them."""
        staff = [
            replace(each.card, open_talks=each.open, accepting=each.accepting)
            for each in self.roster.members.values()
        ]
        places = Places(staff, self.rules, self._handle_time)
        for other, (pool, _) in self._places.items():
            waiting = self._waiting(other)
            if waiting is not None and _turn(waiting) < _turn(person):
                places.join(pool.group, present=True)
        return places

    def _recent(self, now: float) -> float:
        while self._answered and now - self._answered[0][0] > RECENT:
            self._answered.popleft()
        return mean(waited for _, waited in self._answered) if self._answered else 0.0


def _turn(person: Waiting) -> tuple[bool, float, int]:
    return (not person.cut_off, person.queued_at, person.id)
