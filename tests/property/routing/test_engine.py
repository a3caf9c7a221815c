"""Whatever happens in whatever order, the desk keeps its promises and its books."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from routing.domain import Assign, OnDuty, Rules, Waiting
from routing.engine import Engine
from routing.matching import free_slots, may_take
from tests.property.routing import desks

HANDLE_TIME = 900.0
_SOME = st.integers(0, 99)


class Desk(RuleBasedStateMachine):
    """The engine beside a plain list of who waits and who talks."""

    @initialize(rules=desks.rules)
    def opens(self, rules: Rules) -> None:
        self.weights, self.now = rules, desks.NOW
        self.engine = Engine(rules, HANDLE_TIME)
        self.waiting: dict[int, Waiting] = {}
        self.team: dict[int, OnDuty] = {}
        self.talks: list[tuple[Waiting, int]] = []
        self.numbers = 0

    @rule(person=desks.waiting())
    def somebody_arrives(self, person: Waiting) -> None:
        self.numbers += 1
        new = replace(person, id=self.numbers, queued_at=self.now, cut_off=False, needs_since=None)
        self.waiting[new.id] = new
        self.happened(self.engine.arrive(new, self.now))

    @rule(which=_SOME)
    def somebody_leaves(self, which: int) -> None:
        if self.waiting:
            gone = sorted(self.waiting)[which % len(self.waiting)]
            del self.waiting[gone]
            self.engine.leave(gone)

    @rule(number=st.integers(1, 4), card=desks.on_duty())
    def somebody_signs_in_or_changes(self, number: int, card: OnDuty) -> None:
        talks = sum(counselor == number for _, counselor in self.talks)
        self.team[number] = replace(card, id=number, open_talks=talks)
        self.happened(self.engine.on_duty(self.team[number], self.now))

    @rule(which=_SOME)
    def a_talk_ends(self, which: int) -> None:
        if self.talks:
            _, counselor = self.talks.pop(which % len(self.talks))
            self.change(counselor, -1)
            self.happened(self.engine.talk_ended(counselor, self.now))

    @rule(which=_SOME)
    def an_offer_is_declined(self, which: int) -> None:
        if self.talks:
            person, counselor = self.talks.pop(which % len(self.talks))
            self.change(counselor, -1)
            again = replace(person, declined_by=person.declined_by | {counselor})
            self.waiting[again.id] = again
            freed = self.engine.talk_ended(counselor, self.now)
            self.happened(freed + self.engine.wait(again, self.now))

    @rule(which=_SOME, to=st.integers(1, 4))
    def a_talk_is_handed_over(self, which: int, to: int) -> None:
        if self.talks:
            person, counselor = self.talks.pop(which % len(self.talks))
            self.change(counselor, -1)
            passed = person.declined_by | {counselor}
            again = replace(
                person, cut_off=True, declined_by=passed, reserved_for=to, needs_since=self.now
            )
            self.waiting[again.id] = again
            freed = self.engine.talk_ended(counselor, self.now)
            self.happened(freed + self.engine.wait(again, self.now))

    @rule()
    def what_was_kept_for_one_becomes_everybodys(self) -> None:
        for person in [each for each in self.waiting.values() if each.reserved_for]:
            self.engine.leave(person.id)
            again = self.waiting[person.id] = replace(person, reserved_for=None)
            self.happened(self.engine.wait(again, self.now))

    @rule(number=st.integers(1, 4))
    def somebody_is_lost(self, number: int) -> None:
        self.team.pop(number, None)
        self.engine.off_duty(number)
        cut = [person for person, counselor in self.talks if counselor == number]
        self.talks = [talk for talk in self.talks if talk[1] != number]
        for person in cut:
            again = replace(person, cut_off=True, previous=number, needs_since=self.now)
            self.waiting[again.id] = again
            self.happened(self.engine.wait(again, self.now))

    @rule(seconds=st.sampled_from([1, 29, 60, 400]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds
        self.happened(self.engine.ripen(self.now))

    def happened(self, choices: list[Assign]) -> None:
        for choice in choices:
            person = self.waiting.pop(choice.conversation)
            assert may_take(person, self.team[choice.counselor], self.weights, self.now)
            self.talks.append((person, choice.counselor))
            self.change(choice.counselor, 1)

    def change(self, counselor: int, by: int) -> None:
        if counselor in self.team:
            card = self.team[counselor]
            self.team[counselor] = replace(card, open_talks=card.open_talks + by)

    @invariant()
    def nobody_waits_while_somebody_eligible_is_free(self) -> None:
        for person in self.waiting.values():
            for counselor in self.team.values():
                assert not may_take(person, counselor, self.weights, self.now)

    @invariant()
    def every_total_agrees_with_a_recount(self) -> None:
        for (subject, language), pool in self.engine.roster.pools.items():
            able: list[OnDuty] = [
                card
                for card in self.team.values()
                if card.accepting and language in card.languages
                and (subject is None or subject in card.subjects)
            ]  # fmt: skip
            assert pool.free == sum(free_slots(card, self.weights) for card in able)
            assert pool.busy == sum(card.open_talks for card in able)
            done = sum(self.weights.done_together(card.open_talks) for card in able)
            assert abs(pool.rate - done) < 1e-9

    @invariant()
    def everybody_who_waits_stands_in_one_line(self) -> None:
        pools = self.engine.roster.pools.values()
        assert sum(len(line) for pool in pools for line in pool.lines.values()) == len(self.waiting)
        assert all(line for pool in pools for line in pool.lines.values())


Desk.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestDesk = Desk.TestCase
