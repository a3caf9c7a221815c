"""Scarcity-priced least-load routing, kept up to date event by event.

Two rules. Somebody comes: the free counselor who costs least. A slot comes free: the person
who would otherwise wait longest. Nobody able stays idle while somebody waits. The cost of a
decision grows neither with the people on duty nor with those in the queue: people stand in
lines of their kind, counselors on shelves of one city and load, and every total that a price
needs is kept running.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from routing.choice import Choice, Ranking
from routing.demand import Demand
from routing.domain import Assign, OnDuty, Reason, Rules, RunnerUp, Turn, Waiting
from routing.estimate import STRETCH
from routing.line import Line
from routing.matching import shared_from, subject_asked, widened_from
from routing.pool import Member, Pool
from routing.roster import Roster


@dataclass(frozen=True, slots=True)
class Found:
    """The counselors that were found for a person."""

    person: Waiting
    ranking: Ranking


class Engine:
    """The desk between events. Each method takes the present instant (UTC epoch seconds).

    What it assigns it counts as open at once: report `talk_ended` for an offer that fails.
    """

    def __init__(self, rules: Rules, handle_time: float, demand: Demand | None = None) -> None:
        """`handle_time`: the mean seconds that a talk lasts."""
        self.rules = rules
        self.roster = Roster(rules, handle_time / STRETCH, demand or Demand())
        self._choice = Choice(self.roster, handle_time)
        self._places: dict[int, tuple[Pool, Line]] = {}
        self._ripening: list[tuple[float, int]] = []

    def arrive(self, person: Waiting, now: float) -> list[Assign]:
        """Somebody new: counted as demand, then served or put in line."""
        self.roster.pool((person.subject, person.language)).arrivals.arrived(now)
        return self.wait(person, now)

    def wait(self, person: Waiting, now: float) -> list[Assign]:
        """Somebody waits who is known already: cut off, declined, or back at the page."""
        self.line_up(person, now)
        return self._serve(person, now)

    def leave(self, person: int) -> None:
        """Somebody waits no longer; unknown people are nobody's harm."""
        pool, line = self._places.pop(person, (None, None))
        if pool is not None and line is not None:
            line.leave(person)
            if not line:
                del pool.lines[line.key]

    def on_duty(self, counselor: OnDuty, now: float) -> list[Assign]:
        """A counselor signed in, paused, came back, changed skills or slots."""
        return self._fill(self.roster.put(counselor), now)

    def pause(self, counselor: int) -> None:
        """A counselor takes nobody more; open talks go on."""
        member = self.roster.members.get(counselor)
        if member is not None:
            self.roster.move(member, member.open, accepting=False)

    def off_duty(self, counselor: int) -> None:
        """A counselor signed out or was lost; whoever was cut off waits by `wait`."""
        self.roster.remove(counselor)

    def talk_ended(self, counselor: int, now: float) -> list[Assign]:
        """One talk of a counselor is over, or an offer was not taken."""
        member = self.roster.members.get(counselor)
        if member is None:
            return []
        self.roster.move(member, member.open - 1, accepting=member.accepting)
        return self._fill(member, now)

    @property
    def next_ripening(self) -> float | None:
        """When a city's own rules next widen somebody's choice: call `ripen` then."""
        return self._ripening[0][0] if self._ripening else None

    def ripen(self, now: float) -> list[Assign]:
        """Serve those whom from now on other cities, or other subjects, may help."""
        found = []
        while self._ripening and self._ripening[0][0] <= now:
            person = self._waiting(heappop(self._ripening)[1])
            if person is not None:
                self.leave(person.id)
                found += self.wait(person, now)
        return found

    def line_up(self, person: Waiting, now: float) -> None:
        """Put somebody in line without serving anybody yet."""
        pool = self.roster.pool((subject_asked(person, self.rules, now), person.language))
        key = (person.city, person.subject, person.declined_by, person.reserved_for)
        line = pool.lines.get(key)
        if line is None:
            line = pool.lines[key] = Line(key, self.rules)
        line.join(person)
        self._places[person.id] = (pool, line)
        for instant in self._widenings(person):
            if now < instant < inf:
                heappush(self._ripening, (instant, person.id))

    def drain(self, now: float) -> list[Assign]:
        """Fill every slot that can be filled, for a desk that was put together at once.

        The most urgent person finds the best counselor, who then takes whose turn it is among
        those without a choice. With one person or one counselor this is rule 1 or rule 2.
        """
        found: list[Assign] = []
        stuck: set[Line] = set()
        while (next_up := self._most_urgent(stuck, now)) is not None:
            pool, line = next_up
            ranking = self._choice.counselors(line.first, pool, now)
            if ranking.best is None:
                stuck.add(line)
            else:
                found += self._next_for(ranking.best, now, Found(line.first, ranking))
        return found

    def _most_urgent(self, stuck: set[Line], now: float) -> tuple[Pool, Line] | None:
        lines = (
            (pool, line)
            for pool in self.roster.pools.values()
            if pool.free
            for line in pool.lines.values()
            if line not in stuck
        )
        return max(
            lines, key=lambda at: self._choice.urgency(at[1].first, at[0], now), default=None
        )

    def _serve(self, person: Waiting, now: float) -> list[Assign]:
        """Rule 1."""
        ranking = self._choice.counselors(person, self._places[person.id][0], now)
        if ranking.best is None:
            return []
        second = self._second(person, ranking, now)
        return [self._assign(person, ranking.best, now, second)]

    def _second(self, person: Waiting, ranking: Ranking, now: float) -> RunnerUp | None:
        if ranking.second is None:
            return None
        return RunnerUp(ranking.second.id, self._choice.terms(person, ranking.second, now))

    def _fill(self, member: Member, now: float) -> list[Assign]:
        found: list[Assign] = []
        while member.free and (more := self._next_for(member, now)):
            found += more
        return found

    def _next_for(self, member: Member, now: float, found: Found | None = None) -> list[Assign]:
        """Rule 2; `found` is who was looking when the member was found."""
        lines = self._choice.people(member, now, found.person if found else None)
        if not lines:
            return []
        if found and self._makes_room(found, lines, now):
            del lines[0]
        (pool, line), *others = lines
        person = line.first
        same = found is not None and found.person is person
        second = self._second(person, found.ranking, now) if found and same else None
        turn = self._turn(pool, line, others, member, now)
        return [self._assign(person, member, now, second, turn)]

    def _makes_room(self, found: Found, lines: list[tuple[Pool, Line]], now: float) -> bool:
        """Whether who was looking leaves the member to the next, who has nobody else.

        There must be another slot to go to, which is not all that somebody else has.
        """
        second = found.ranking.second
        if second is None or len(lines) == 1 or lines[0][1].first is not found.person:
            return False
        return len(self._choice.people(second, now, found.person)) == 1

    def _turn(
        self, pool: Pool, line: Line, others: list[tuple[Pool, Line]], member: Member, now: float
    ) -> Turn | None:
        """Why the first of this line and not of the next, if there was one."""
        if not others:
            return None
        after = others[0][1].first
        terms = self._choice.turn(pool, line, member, now)
        others_terms = self._choice.turn(*others[0], member, now)
        return Turn(terms, after.id, others_terms, line.first.cut_off and not after.cut_off)

    def _assign(
        self, person: Waiting, member: Member, now: float, second: RunnerUp | None,
        turn: Turn | None = None,
    ) -> Assign:  # fmt: skip
        terms = self._choice.terms(person, member, now)
        self.leave(person.id)
        self.roster.move(member, member.open + 1, accepting=member.accepting)
        return Assign(person.id, member.id, Reason(why(person, member.card), terms, second, turn))

    def _waiting(self, person: int) -> Waiting | None:
        at = self._places.get(person)
        return at and at[1].get(person)

    def _widenings(self, person: Waiting) -> tuple[float, ...]:
        widened = widened_from(person, self.rules) if person.subject else -inf
        return shared_from(person, self.rules), widened


def why(person: Waiting, counselor: OnDuty) -> str:
    """The code of an assignment: what it means for the visitor."""
    if counselor.id == person.reserved_for:
        return "asked_for"
    if counselor.id == person.previous:
        return "returning"
    if person.city is None:
        return "any_city"
    return "own_city" if person.city == counselor.city else "other_city"
