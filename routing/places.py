"""Where somebody stands among those who wait for the same counselors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from routing.domain import Group, OnDuty, Rules, Wait
from routing.estimate import STRETCH, Expectation, announced, expected_wait


class Places:
    """The people who stay waiting, joined one by one in the order of service."""

    def __init__(self, on_duty: Sequence[OnDuty], rules: Rules, handle_time: float) -> None:
        """`handle_time`: the mean seconds that a talk lasts."""
        self._patience = rules.patience
        self._rates = {c.id: _rate(c, rules, handle_time) for c in on_duty if c.accepting}
        self._on_duty = [c for c in on_duty if c.accepting]
        self._ahead: Counter[Group] = Counter()
        self._present: Counter[Group] = Counter()
        self._able = cache(self._find_able)
        self._share = cache(self._find_share)
        self._rate_of = cache(self._sum_of_rates)
        self._home = cache(self._find_home)

    def join(self, group: Group, *, present: bool) -> None:
        """Put one more person at the end."""
        self._ahead[group] += 1
        self._present[group] += present

    def place(self, group: Group) -> int:
        """The place of the next to join, from 1: who in front wants the same counselors?"""
        shares = ((self._share(other, group), n) for other, n in self._ahead.items())
        return 1 + sum(n for share, n in shares if share)

    def helpers(self, group: Group) -> frozenset[int]:
        """Who takes people now and can serve a group."""
        return self._able(group)

    def wait(self, group: Group, city: str | None, closes_in: float | None) -> Wait:
        """The range for the next to join; unknown while nobody able takes people."""
        expected = self.expected(group, city)
        return Wait() if expected is None else announced(expected, closes_in)

    def expected(self, group: Group, city: str | None) -> Expectation | None:
        """The expectation for the next to join; None while nobody able takes people."""
        rate = self._rate_of(self._able(group))
        if not rate:
            return None
        ahead = sum(self._share(other, group) * n for other, n in self._present.items())
        return expected_wait(ahead, rate, self._patience, self._home(group, city))

    def _find_able(self, group: Group) -> frozenset[int]:
        subject, language = group
        return frozenset(
            c.id
            for c in self._on_duty
            if language in c.languages and (subject is None or subject in c.subjects)
        )

    def _find_home(self, group: Group, city: str | None) -> float:
        """Which part of the slots of those who can serve us is of our own city."""
        able = [c for c in self._on_duty if c.id in self._able(group)]
        own = sum(c.slots for c in able if city in (None, c.city))
        return own / (sum(c.slots for c in able) or 1)

    def _find_share(self, other: Group, group: Group) -> float:
        """The part of the others' service that comes from counselors who could serve us."""
        if other == group:
            return 1.0
        theirs = self._able(other)
        rate = self._rate_of(theirs)
        return self._rate_of(theirs & self._able(group)) / rate if rate else 0.0

    def _sum_of_rates(self, counselors: frozenset[int]) -> float:
        return sum(self._rates[c] for c in sorted(counselors))


def _rate(counselor: OnDuty, rules: Rules, handle_time: float) -> float:
    """Talks that end per second; somebody still free is about to have one."""
    return rules.done_together(max(1, counselor.open_talks)) * STRETCH / handle_time
