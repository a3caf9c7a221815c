"""The two comparisons: of counselors for a person, and of people for a counselor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import exp, inf
from typing import Final

from routing.domain import Waiting
from routing.line import Line
from routing.matching import cost, price_of_place, shared_from
from routing.pool import REACH, Home, Member, Pool
from routing.reason import Terms, total
from routing.roster import Roster

LOOK: Final = 8
"""So many of one city and load are compared, the longest free first: more would change little."""

_AWAY: Final = 4.0
"""With a queue in several cities leaving one counts more: slots of its own come free there too."""

_NEVER: Final = 1e-9
"""Talks per second, below which nobody else comes free; what rounding leaves of a zero."""

_Rank = tuple[float, int]
"""What a counselor costs, and the counselor's last move on the roster: the smallest is best."""


@dataclass(slots=True)
class Ranking:
    """The two best of those compared so far; of equal ones the longest free."""

    best: Member | None = None
    second: Member | None = None
    _best: _Rank = (inf, 0)
    _second: _Rank = (inf, 0)

    @property
    def limit(self) -> float:
        """Whoever costs more is out of the question."""
        return self._second[0]

    def admits(self, member: Member, seconds: float) -> bool:
        """Whether a member who costs so much would be better than the second."""
        return (seconds, member.moved) < self._second

    def enter(self, member: Member, seconds: float) -> None:
        """Compare one more."""
        rank = (seconds, member.moved)
        if rank < self._best:
            self.second, self._second = self.best, self._best
            self.best, self._best = member, rank
        elif rank < self._second and member is not self.best:
            self.second, self._second = member, rank


class Choice:
    """Compares on a roster with the weights of the rules; `talk` is the mean length of one."""

    def __init__(self, roster: Roster, talk: float) -> None:
        self._roster, self._rules, self._talk = roster, roster.rules, talk
        rules = roster.rules
        self._load = tuple(rules.load_cost(n) for n in range(rules.useful_slots))
        self._homes: dict[str | None, list[tuple[float, Home]]] = {}

    def counselors(self, person: Waiting, pool: Pool, now: float) -> Ranking:
        """Rule 1: the two free counselors who cost least for a person of this pool."""
        found = Ranking()
        self._enter_previous(found, person, pool, now)
        shared = now >= shared_from(person, self._rules)
        for talks, load in enumerate(self._load):
            for away, home in self._homes_from(person.city):
                if load + away > found.limit:
                    break
                shelves = pool.open.get(home)
                if shelves and shelves[talks] and (shared or home[0] == person.city):
                    self._enter_shelf(found, person, pool, shelves[talks], load + away, now)
        return found

    def _enter_shelf(
        self, found: Ranking, person: Waiting, pool: Pool, shelf: dict[int, Member],
        base: float, now: float,
    ) -> None:  # fmt: skip
        """Compare the longest free of one city and load; `base` is what they all cost."""
        members = (m for m in shelf.values() if not person.keeps_away(m.id))
        for member in islice(members, LOOK):
            seconds = base + self._missing(member.skills[pool])
            if found.admits(member, seconds):
                more = self.scarcity(member, now) + self.shift(member, now)
                found.enter(member, seconds + more)

    def _enter_previous(self, found: Ranking, person: Waiting, pool: Pool, now: float) -> None:
        """The counselor of the interrupted talk, wherever on the shelves."""
        member = self._roster.members.get(person.previous or -1)
        if member is None or not member.free or pool not in member.skills:
            return
        if self._may_come(person, member, now):
            found.enter(member, total(self.terms(person, member, now)))

    def _homes_from(self, city: str | None) -> list[tuple[float, Home]]:
        """All homes on the roster with their price for this city's visitors, cheapest first."""
        found = self._homes.get(city)
        if found is None or len(found) != len(self._roster.homes):
            found = sorted((self._price_of(city, home), home) for home in self._roster.homes)
            self._homes[city] = found
        return found

    def _price_of(self, city: str | None, home: Home) -> float:
        reserve = self._rules.reserve_price if home[1] else 0.0
        return price_of_place(city, home[0], self._rules) + reserve

    def scarcity(self, member: Member, now: float) -> float:
        """What taking one slot of a member costs those who will need the skills."""
        talk, lost = self._talk, 0.0
        for pool in member.skills:
            if pool.free <= REACH:
                lost += pool.price(now, talk)
        price, most = self._rules.scarcity_price * lost, self._rules.scarcity_limit
        return most * (1.0 - exp(-price / most))

    def shift(self, member: Member, now: float) -> float:
        """What it costs that the talk may have to be handed over at the end of the shift."""
        return self._rules.shift_price * self._roster.outlives(member, now)

    def terms(self, person: Waiting, member: Member, now: float) -> Terms:
        """The whole cost of a choice, term by term; zeros left out."""
        others = (("scarcity", self.scarcity(member, now)), ("shift", self.shift(member, now)))
        own = cost(person, member.card, self._rules, member.open)
        return own + tuple(term for term in others if term[1])

    def people(
        self, member: Member, now: float, looking: Waiting | None = None
    ) -> list[tuple[Pool, Line]]:
        """Rule 2: of the lines whose first may come to a member the two with the next turns.

        If somebody is `looking`, who found the member, only that one and those for whom nobody
        else is free: the others need not have the last slot that somebody waits for.
        """
        city = member.city
        ranked: list[tuple[bool, float, int, Pool, Line]] = []
        for pool, level in member.skills.items():
            if not pool.lines:
                continue
            missing = self._missing(level)
            others_free = looking is not None and pool.free > member.free
            for line in pool.lines.values():
                if line.may_go_to(member.id, city, now):
                    first = line.first
                    if others_free and first is not looking and self._has_choice(line, pool, now):
                        continue
                    worth = self._rescue_but(member, pool, line) - missing
                    turn = now - first.queued_at + worth - _AWAY * line.price_of(city)
                    ranked.append((first.cut_off, turn, -first.id, pool, line))
        ranked.sort(reverse=True)
        return [(pool, line) for _, _, _, pool, line in ranked[:2]]

    def _has_choice(self, line: Line, pool: Pool, now: float) -> bool:
        """Whether the first of a line may go to more than one of several free counselors."""
        return line.goes_anywhere or self.counselors(line.first, pool, now).second is not None

    def turn(self, pool: Pool, line: Line, member: Member, now: float) -> Terms:
        """What speaks for the first of a line in rule 2, term by term; zeros left out."""
        terms = (
            ("waited", now - line.first.queued_at),
            ("rescue", self._rescue_but(member, pool, line)),
            ("other_city", -_AWAY * line.price_of(member.city)),
            ("proficiency", -self._missing(member.skills[pool])),
        )
        return tuple(term for term in terms if term[1])

    def _may_come(self, person: Waiting, member: Member, now: float) -> bool:
        """Nobody is sent to a counselor who declined, past a reserve, or elsewhere too early."""
        if person.keeps_away(member.id):
            return False
        return member.city == person.city or now >= shared_from(person, self._rules)

    def _missing(self, level: float) -> float:
        return self._rules.proficiency_price * (1.0 - level)

    def urgency(self, person: Waiting, pool: Pool, now: float) -> tuple[bool, float]:
        """How much somebody needs a slot, whosever it is; the largest comes first."""
        return person.cut_off, now - person.queued_at + self._rescue(pool, 0.0)

    def _rescue_but(self, member: Member, pool: Pool, line: Line) -> float:
        """How long until anybody but a member comes free for a line.

        Anybody who knows its subject, if the member does: that others may help by now must not
        cost those who waited longest the turn before the rest of their class.
        """
        if line.subject != pool.group[0]:
            asked = self._roster.pool((line.subject, pool.group[1]))
            pool = asked if asked in member.skills else pool
        return self._rescue(pool, self._roster.rate(member))

    def _rescue(self, pool: Pool, own: float) -> float:
        """How long until a slot comes free, but for a member whose throughput is `own`."""
        rate = (pool.rate - own) / self._roster.work
        limit = self._rules.rescue_limit
        return self._rules.rescue_weight * (min(limit, 1.0 / rate) if rate > _NEVER else limit)
