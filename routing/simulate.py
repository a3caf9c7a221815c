"""A day at the desk, played event by event: production's engine, or any other rule, decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Any, Final, Protocol

from routing.demand import Demand
from routing.domain import Assign, OnDuty, Rules, Waiting
from routing.engine import Engine
from routing.traffic import Shift, Visitor, World

NOTICED_AFTER: Final = 120.0
"""A silent leaver who waits is noticed after so many seconds."""
EMPTY_TALK: Final = 150.0
"""What it costs the counselor who is given one before that."""
REPEATING: Final = 120.0
"""Seconds of work that are done again after a talk was cut off."""

OVERRUN: Final = Rules().shift_overrun

Answer = Iterable[Assign]


class Desk(Protocol):
    """What decides; `routing.engine.Engine` is one."""

    @property
    def next_ripening(self) -> float | None: ...
    def arrive(self, person: Waiting, now: float) -> list[Assign]: ...
    def wait(self, person: Waiting, now: float) -> list[Assign]: ...
    def leave(self, person: int) -> None: ...
    def on_duty(self, counselor: OnDuty, now: float) -> list[Assign]: ...
    def pause(self, counselor: int) -> None: ...
    def off_duty(self, counselor: int) -> None: ...
    def talk_ended(self, counselor: int, now: float) -> list[Assign]: ...
    def ripen(self, now: float) -> list[Assign]: ...


@dataclass(slots=True)
class Visit:
    """What became of a visitor."""

    visitor: Visitor
    waited: float = inf
    """Seconds until the first answer, or until the visitor gave up; endless if neither came."""
    lost: bool = False
    """Left without an answer, or after being cut off."""
    waited_again: float = 0.0
    cut_off: int = 0
    other_city: bool = False
    proficiency: float = 1.0
    waiting_since: float | None = None
    gone: bool = False
    left_to_do: float = 0.0

    @property
    def answered(self) -> bool:
        """A counselor came while the visitor was there."""
        return self.waited < inf and not (self.lost and not self.cut_off)


@dataclass(slots=True)
class _Post:
    """A counselor at work on several talks at once."""

    shift: Shift
    talks: dict[int, float] = field(default_factory=dict)
    """Seconds of work left, by visitor."""
    at: float = 0.0
    turn: int = 0
    """Grows with every change, so that an outdated end of a talk is recognised."""


def play(world: World, desk: Desk, overrun: float = OVERRUN) -> list[Visit]:
    """Play a world to its end and say what became of everybody, in order of arrival."""
    return _Play(world, desk, overrun).run()


def our_desk(world: World, rules: Rules) -> Engine:
    """The engine of production, with what a desk with some past knows."""
    return Engine(rules, world.handle_time, Demand(world.forecast))


class _Play:
    """The clock, the people and who talks to whom. Every step answers with what was decided."""

    def __init__(self, world: World, desk: Desk, overrun: float) -> None:
        self._desk, self._stretch, self._overrun = desk, world.stretch, overrun
        self._events: list[tuple[float, int, Callable[..., Answer], tuple[Any, ...]]] = []
        self._order = count()
        self._now, self._woken = 0.0, -inf
        self._posts: dict[int, _Post] = {}
        self._visits = {each.id: Visit(each, left_to_do=each.work) for each in world.visitors}
        for shift in world.shifts:
            self._plan(shift)
        for visit in self._visits.values():
            self._at(visit.visitor.at, self._arrive, visit)

    def run(self) -> list[Visit]:
        while self._events:
            self._now, _, action, arguments = heappop(self._events)
            for choice in action(*arguments):
                self._begin(choice)
            self._wake()
        return list(self._visits.values())

    def _at(self, instant: float, action: Callable[..., Answer], *arguments: Any) -> None:
        if instant < inf:
            heappush(self._events, (instant, next(self._order), action, arguments))

    def _wake(self) -> None:
        """Ask the desk again when its rules next widen somebody's choice."""
        due = self._desk.next_ripening
        if due is not None and due != self._woken:
            self._woken = due
            self._at(max(due, self._now), lambda: self._desk.ripen(self._now))

    def _plan(self, shift: Shift) -> None:
        post = _Post(shift)
        self._at(shift.starts, self._come, post)
        self._at(shift.ends, self._end_shift, post)
        self._at(shift.ends + self._overrun, self._hand_over, post)
        for lost, back in shift.lost:
            self._at(lost, self._lose, post)
            if back < shift.ends:
                self._at(back, self._come, post)

    def _come(self, post: _Post) -> Answer:
        card = replace(post.shift.counselor, free_since=self._now)
        self._posts[card.id] = post
        return self._desk.on_duty(card, self._now)

    def _end_shift(self, post: _Post) -> Answer:
        self._desk.pause(post.shift.counselor.id)
        return ()

    def _hand_over(self, post: _Post) -> Answer:
        """What outlasts a shift by too much goes to those who stay, if anybody does."""
        if any(other.shift.ends > self._now for other in self._posts.values()):
            return self._lose(post)
        return ()

    def _lose(self, post: _Post) -> Answer:
        """Whoever was in talk waits again, in front."""
        counselor = post.shift.counselor.id
        if self._posts.pop(counselor, None) is None:
            return ()
        self._advance(post)
        self._desk.off_duty(counselor)
        cut_off, post.talks = post.talks, {}
        post.turn += 1
        return [
            choice
            for visitor, left in cut_off.items()
            for choice in self._return(self._visits[visitor], left, counselor)
        ]

    def _return(self, visit: Visit, left: float, counselor: int) -> Answer:
        if visit.gone:
            return ()
        visit.cut_off += 1
        visit.left_to_do = left + REPEATING
        self._queue(visit, visit.visitor.patience_again)
        return self._desk.wait(_waiting(visit, counselor), self._now)

    def _arrive(self, visit: Visit) -> Answer:
        self._queue(visit, visit.visitor.patience)
        return self._desk.arrive(_waiting(visit), self._now)

    def _queue(self, visit: Visit, patience: float) -> None:
        visit.waiting_since = self._now
        self._at(self._now + patience, self._give_up, visit, self._now)

    def _give_up(self, visit: Visit, since: float) -> Answer:
        """Patience is over, if this was the same wait; some say so by closing the page."""
        if visit.waiting_since != since:
            return ()
        visit.lost = visit.gone = True
        self._count_wait(visit)
        noticed = self._now + (NOTICED_AFTER if visit.visitor.silent else 0.0)
        self._at(noticed, self._notice, visit)
        return ()

    def _notice(self, visit: Visit) -> Answer:
        self._desk.leave(visit.visitor.id)
        return ()

    def _count_wait(self, visit: Visit) -> None:
        assert visit.waiting_since is not None
        waited, visit.waiting_since = self._now - visit.waiting_since, None
        if visit.cut_off:
            visit.waited_again += waited
        else:
            visit.waited = waited

    def _begin(self, choice: Assign) -> None:
        visit, post = self._visits[choice.conversation], self._posts[choice.counselor]
        if not visit.gone:
            card = post.shift.counselor
            self._count_wait(visit)
            visit.other_city = visit.other_city or card.city != visit.visitor.city
            visit.proficiency = card.languages[visit.visitor.language]
        self._advance(post)
        post.talks[visit.visitor.id] = EMPTY_TALK if visit.gone else visit.left_to_do
        self._foresee(post)

    def _advance(self, post: _Post) -> None:
        """Bring the talks of a counselor up to now: side by side each goes slower."""
        if post.talks:
            worked = (self._now - post.at) / self._slowness(post)
            for visitor in post.talks:
                post.talks[visitor] -= worked
        post.at = self._now

    def _foresee(self, post: _Post) -> None:
        """Plan the next end of a talk, which any change before then makes void."""
        post.turn += 1
        if post.talks:
            left = max(0.0, min(post.talks.values()))
            self._at(self._now + left * self._slowness(post), self._end, post, post.turn)

    def _slowness(self, post: _Post) -> float:
        return self._stretch[min(len(post.talks), len(self._stretch)) - 1]

    def _end(self, post: _Post, turn: int) -> Answer:
        if post.turn != turn:
            return ()
        self._advance(post)
        del post.talks[min(post.talks, key=lambda visitor: post.talks[visitor])]
        self._foresee(post)
        return self._desk.talk_ended(post.shift.counselor.id, self._now)


def _waiting(visit: Visit, previous: int | None = None) -> Waiting:
    who = visit.visitor
    return Waiting(
        who.id, who.city, who.subject, who.language, queued_at=who.at,
        cut_off=previous is not None, previous=previous, needs_since=visit.waiting_since,
    )  # fmt: skip
