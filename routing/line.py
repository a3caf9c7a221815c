"""One line of people who ask for exactly the same: first come, first served."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from routing.domain import Rules, Waiting

Key = tuple[str | None, str | None, frozenset[int], int | None]
"""Within one pool: the city and the subject asked for (which may have been widened since), who has
declined, and whom the talk is reserved for."""

_Entry = tuple[bool, float, int]


class Line:
    """The people of one class in the order of service: cut off in mid-talk, then by time.

    Who leaves is forgotten when it is that person's turn, so leaving costs nothing; a line
    in which nobody is served is swept now and then, so that it cannot grow for ever.
    """

    __slots__ = (
        "_declined_by", "_heap", "_overflow_after", "_people", "_price", "_reserved_for", "city",
        "key", "subject",
    )  # fmt: skip

    def __init__(self, key: Key, rules: Rules) -> None:
        self.key = key
        self.city, self.subject, self._declined_by, self._reserved_for = key
        self._price = rules.price_of_leaving(self.city)
        self._overflow_after = rules.of_city(self.city).overflow_after
        self._heap: list[_Entry] = []
        self._people: dict[int, Waiting] = {}

    def __len__(self) -> int:
        return len(self._people)

    def get(self, person: int) -> Waiting | None:
        """Somebody in this line, by id."""
        return self._people.get(person)

    def join(self, person: Waiting) -> None:
        """Put a person at the place that the person's age gives."""
        self._people[person.id] = person
        heappush(self._heap, _entry(person))

    def leave(self, person: int) -> None:
        """The person is served or gone."""
        del self._people[person]
        if len(self._heap) > 2 * len(self._people) + 16:
            self._heap = [_entry(each) for each in self._people.values()]
            heapify(self._heap)

    @property
    def first(self) -> Waiting:
        """Whose turn it is; the line must not be empty."""
        while self._heap[0][2] not in self._people:
            heappop(self._heap)
        return self._people[self._heap[0][2]]

    def may_go_to(self, counselor: int, city: str, now: float) -> bool:
        """Whether the first may be sent to a counselor: not after a no, not past a reserve, nor
        elsewhere too early."""
        if counselor in self._declined_by or self._reserved_for not in (None, counselor):
            return False
        if self.city in (None, city) or not self._overflow_after:
            return True
        first = self.first
        return first.cut_off or now >= first.queued_at + self._overflow_after

    @property
    def goes_anywhere(self) -> bool:
        """Whether anybody with the skills may take the first, at any time."""
        return not (self._declined_by or self._reserved_for is not None or self._overflow_after)

    def price_of(self, city: str) -> float:
        """What it costs these people, in seconds, to be served by this city."""
        return 0.0 if self.city in (None, city) else self._price


def _entry(person: Waiting) -> _Entry:
    return (not person.cut_off, person.queued_at, person.id)
