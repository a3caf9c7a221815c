from __future__ import annotations

from collections import Counter
from math import inf
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.demand import Demand
from routing.domain import Assign, OnDuty, Rules, Waiting
from routing.engine import Engine
from routing.matching import able
from routing.simulate import play
from routing.traffic import World, draw
from tests.routing_days import scenario


class Watched(Engine):
    """Keeps books of its own, beside the engine's."""

    def __init__(self, world: World) -> None:
        super().__init__(Rules(), world.handle_time, Demand(world.forecast))
        self.people: dict[int, Waiting] = {}
        self.staff: dict[int, OnDuty] = {}
        self.used: Counter[int] = Counter()

    def wait(self, person: Waiting, now: float) -> list[Assign]:
        self.people[person.id] = person
        return self._seen(super().wait(person, now))

    def on_duty(self, counselor: OnDuty, now: float) -> list[Assign]:
        self.staff[counselor.id], self.used[counselor.id] = counselor, 0
        return self._seen(super().on_duty(counselor, now))

    def talk_ended(self, counselor: int, now: float) -> list[Assign]:
        self.used[counselor] -= counselor in self.staff
        return self._seen(super().talk_ended(counselor, now))

    def off_duty(self, counselor: int) -> None:
        super().off_duty(counselor)
        del self.staff[counselor]

    def _seen(self, found: list[Assign]) -> list[Assign]:
        for choice in found:
            self.used[choice.counselor] += 1
            card = self.staff[choice.counselor]
            assert 1 <= self.used[card.id] <= card.slots
            assert able(self.people[choice.conversation], card, Rules(), inf)
        return found


days = st.builds(
    draw,
    st.builds(
        scenario, per_hour=st.integers(1, 60), at_the_door=st.floats(0.0, 0.5),
        silent_share=st.floats(0.0, 1.0),
    ),
    st.integers().map(Random),
    st.integers().map(Random),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(days)
def test_everybody_meets_one_fate_and_nobody_has_too_many_talks(day: World) -> None:
    desk = Watched(day)
    visits = play(day, desk)
    assert [visit.visitor for visit in visits] == list(day.visitors)
    for visit in visits:
        assert visit.lost or visit.answered
        assert visit.waiting_since is None
        assert 0 <= visit.waited <= visit.visitor.patience + 1e-6
        assert visit.lost == visit.gone


@settings(max_examples=15, deadline=None)
@given(days)
def test_a_day_ends_in_the_same_way_each_time(day: World) -> None:
    assert play(day, Watched(day)) == play(day, Watched(day))
