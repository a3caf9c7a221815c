"""The counselors on duty with running totals for every group, so that no decision counts."""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from itertools import count
from math import inf

from routing.demand import Demand
from routing.domain import Group, OnDuty, Rules
from routing.pool import Home, Member, Pool

_LONG_SHIFT = 3600.0
_NOT_LONGER = 60.0
_STEEPNESS = 2.6


class Roster:
    """Everybody on duty. Totals change with each talk; nothing grows with the desk."""

    def __init__(self, rules: Rules, work: float, demand: Demand) -> None:
        """`work`: mean seconds that a talk would last on its own."""
        self.rules, self.work = rules, work
        self.members: dict[int, Member] = {}
        self.pools: dict[Group, Pool] = {}
        self.homes: set[Home] = set()
        """Every city, with and without reserve, that anybody on duty belonged to."""
        self._demand = demand
        self._useful = rules.useful_slots
        self._shifts: Counter[float] = Counter()
        self._latest: list[float] = []
        self._moves = count()

    def pool(self, group: Group) -> Pool:
        """The pool of a group, made when it is first asked for."""
        found = self.pools.get(group)
        if found is None:
            found = self.pools[group] = Pool(group, self._demand.of(group))
        return found

    def put(self, counselor: OnDuty) -> Member:
        """Bring a counselor up to date, whether new on duty or changed."""
        self.remove(counselor.id)
        member = Member(counselor, self._skills(counselor), min(counselor.slots, self._useful))
        self.members[member.id] = member
        self.homes.add(member.home)
        self.move(member, counselor.open_talks, accepting=counselor.accepting)
        return member

    def remove(self, counselor: int) -> None:
        """The counselor is no longer on duty."""
        member = self.members.pop(counselor, None)
        if member is not None:
            self.move(member, member.open, accepting=False)

    def move(self, member: Member, talks: int, *, accepting: bool) -> None:
        """Set the open talks of a member, and keep all totals right."""
        before, used, rate = member.free, self._used(member), self.rate(member)
        if accepting != member.accepting:
            self._note_shift(member, 1 if accepting else -1)
        shelf, member.open, member.accepting = member.open, talks, accepting
        member.moved = next(self._moves)
        after = member.free
        more, busier = after - before, self._used(member) - used
        faster = self.rate(member) - rate
        for pool in member.skills:
            pool.free += more
            pool.busy += busier
            pool.rate += faster
            if before:
                pool.open[member.home][shelf].pop(member.id)
            if after:
                self._shelves(pool, member)[talks][member.id] = member

    def outlives(self, member: Member, now: float) -> float:
        """How likely one more talk outlives the member's shift and its allowed overrun."""
        left = inf if member.card.shift_ends_at is None else member.card.shift_ends_at - now
        if left > _LONG_SHIFT or self._last_shift() <= now + left + _NOT_LONGER:
            return 0.0
        talks = member.open + 1
        speed = self.rules.done_together(talks) / talks
        ratio = (left + self.rules.shift_overrun) * speed / self.work
        return float(1.0 / (1.0 + ratio**_STEEPNESS)) if ratio > 0 else 1.0

    def rate(self, member: Member) -> float:
        """The throughput of a member for whoever waits; 0 while paused."""
        return self.rules.done_together(member.open) if member.accepting else 0.0

    def _skills(self, counselor: OnDuty) -> dict[Pool, float]:
        subjects = [None, *sorted(counselor.subjects)]
        spoken = sorted(counselor.languages.items())
        return {self.pool((s, language)): level for s in subjects for language, level in spoken}

    def _used(self, member: Member) -> int:
        return member.open if member.accepting else 0

    def _shelves(self, pool: Pool, member: Member) -> list[dict[int, Member]]:
        found = pool.open.get(member.home)
        if found is None:
            found = pool.open[member.home] = [{} for _ in range(self._useful)]
        return found

    def _note_shift(self, member: Member, change: int) -> None:
        ends = inf if member.card.shift_ends_at is None else member.card.shift_ends_at
        self._shifts[ends] += change
        if change > 0:
            heappush(self._latest, -ends)

    def _last_shift(self) -> float:
        """When the last of the accepting members goes home."""
        while self._latest and not self._shifts[-self._latest[0]]:
            heappop(self._latest)
        return -self._latest[0] if self._latest else -inf
