"""What other chat products do, as they describe it, behind the interface of our engine.

Hard rules are the same for all: language, subject, free slots, declines. What differs is which
free counselor a person is given to, and whose turn it is: mostly first come, first served.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from heapq import heappop, heappush
from math import inf

from routing.domain import Assign, OnDuty, Reason, Rules, Waiting
from routing.matching import able, free_slots

Key = Callable[[Waiting, OnDuty], tuple[float, ...]]
"""Smallest first."""

RULES = Rules()
WHY = Reason("any_city")


class Rival:
    """Somebody free with the smallest ``key``; for ``own_first`` seconds of the own city only.

    A free slot goes to whoever has the smallest ``turn``, those cut off in mid-talk before all.
    """

    def __init__(self, key: Key, own_first: float = 0.0, turn: Key | None = None) -> None:
        self._key, self._own_first, self._turn = key, own_first, turn or _longest_waiting
        self._staff: dict[int, OnDuty] = {}
        self._line: dict[int, Waiting] = {}
        self._ripening: list[tuple[float, int]] = []

    @property
    def next_ripening(self) -> float | None:
        return self._ripening[0][0] if self._ripening else None

    def arrive(self, person: Waiting, now: float) -> list[Assign]:
        return self.wait(person, now)

    def wait(self, person: Waiting, now: float) -> list[Assign]:
        self._line[person.id] = person
        if now < (shared := person.queued_at + self._own_first) < inf:
            heappush(self._ripening, (shared, person.id))
        return self._serve(person, now)

    def leave(self, person: int) -> None:
        self._line.pop(person, None)

    def on_duty(self, counselor: OnDuty, now: float) -> list[Assign]:
        self._staff[counselor.id] = counselor
        return self._fill(counselor.id, now)

    def pause(self, counselor: int) -> None:
        if counselor in self._staff:
            self._staff[counselor] = replace(self._staff[counselor], accepting=False)

    def off_duty(self, counselor: int) -> None:
        self._staff.pop(counselor, None)

    def talk_ended(self, counselor: int, now: float) -> list[Assign]:
        card = self._staff.get(counselor)
        if card is None:
            return []
        self._staff[counselor] = replace(card, open_talks=card.open_talks - 1)
        return self._fill(counselor, now)

    def ripen(self, now: float) -> list[Assign]:
        found = []
        while self._ripening and self._ripening[0][0] <= now:
            person = self._line.get(heappop(self._ripening)[1])
            found += self._serve(person, now) if person else []
        return found

    def _may(self, person: Waiting, card: OnDuty, now: float) -> bool:
        own = card.city == person.city or now >= person.queued_at + self._own_first
        free = card.accepting and free_slots(card, RULES) > 0
        return own and free and bool(able(person, card, RULES, now))

    def _serve(self, person: Waiting, now: float) -> list[Assign]:
        free = [card for card in self._staff.values() if self._may(person, card, now)]
        best = min(free, key=lambda card: self._key(person, card), default=None)
        return [self._assign(person, best.id, now)] if best else []

    def _fill(self, counselor: int, now: float) -> list[Assign]:
        card = self._staff[counselor]
        line = sorted(self._line.values(), key=lambda p: (not p.cut_off, self._turn(p, card)))
        return [
            self._assign(person, counselor, now)
            for person in line
            if self._may(person, self._staff[counselor], now)
        ]

    def _assign(self, person: Waiting, counselor: int, now: float) -> Assign:
        card = self._staff[counselor]
        del self._line[person.id]
        self._staff[counselor] = replace(card, open_talks=card.open_talks + 1, free_since=now)
        return Assign(person.id, counselor, WHY)


def _longest_waiting(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return person.queued_at, person.id


def _own_line_first(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return card.city != person.city, *_longest_waiting(person, card)


def _load(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return card.open_talks / card.slots, card.free_since


def _idle(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return (card.free_since,)


def _own_then_spare(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return card.city != person.city, card.open_talks - card.slots, card.free_since


def _own_then_load(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return card.city != person.city, *_load(person, card)


def _own_then_idle(person: Waiting, card: OnDuty) -> tuple[float, ...]:
    return card.city != person.city, *_idle(person, card)


RIVALS: dict[str, Callable[[], Rival]] = {
    "one inbox per city": lambda: Rival(_load, own_first=inf),
    "least loaded": lambda: Rival(_load),
    "longest idle": lambda: Rival(_idle),
    "own city, then most free slots": lambda: Rival(_own_then_spare),
    "own city 30 s, then all": lambda: Rival(_own_then_load, own_first=30.0),
    "own city 15 s, then the longest idle": lambda: Rival(_own_then_idle, own_first=15.0),
    "own city 30 s, own line first": lambda: Rival(_own_then_idle, 30.0, _own_line_first),
}
