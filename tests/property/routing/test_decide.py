"""What must be true of every decision on every desk."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from routing.decide import class_of, decide
from routing.domain import Assign, Divert, Hold, OnDuty, Rules, Snapshot
from routing.estimate import LADDER
from routing.matching import able, free_slots, may_take, widened_from
from routing.reason import Reason
from tests.property.routing.desks import NOW, rules, snapshots


def _after(snapshot: Snapshot, choices: list[Assign]) -> list[OnDuty]:
    taken = Counter(choice.counselor for choice in choices)
    return [replace(c, open_talks=c.open_talks + taken[c.id]) for c in snapshot.on_duty]


def _assigned(snapshot: Snapshot, rules: Rules) -> list[Assign]:
    return [d for d in decide(snapshot, rules, NOW) if isinstance(d, Assign)]


@given(snapshots(), rules)
def test_everybody_who_waits_gets_exactly_one_decision(snapshot: Snapshot, rules: Rules) -> None:
    answered = [decision.conversation for decision in decide(snapshot, rules, NOW)]
    assert sorted(answered) == sorted(person.id for person in snapshot.waiting)


@given(snapshots(), rules)
def test_nobody_gets_more_talks_than_slots(snapshot: Snapshot, rules: Rules) -> None:
    taken = Counter(choice.counselor for choice in _assigned(snapshot, rules))
    for counselor in snapshot.on_duty:
        assert taken[counselor.id] <= free_slots(counselor, rules)


@given(snapshots(), rules)
def test_nobody_present_waits_while_somebody_eligible_is_free(
    snapshot: Snapshot, rules: Rules
) -> None:
    choices = _assigned(snapshot, rules)
    served = {choice.conversation for choice in choices}
    still = [p for p in snapshot.waiting if p.present and p.id not in served]
    desk = _after(snapshot, choices)
    assert not [(p.id, c.id) for p in still for c in desk if may_take(p, c, rules, NOW)]


@given(snapshots(), rules)
def test_every_assignment_is_one_that_may_be_made(snapshot: Snapshot, rules: Rules) -> None:
    people = {p.id: p for p in snapshot.waiting}
    team = {c.id: c for c in snapshot.on_duty}
    for choice in _assigned(snapshot, rules):
        person = people[choice.conversation]
        assert person.present
        assert choice.counselor not in person.declined_by
        assert person.reserved_for in {None, choice.counselor}
        assert may_take(person, team[choice.counselor], rules, NOW)


@given(snapshots(), rules)
def test_inside_a_class_the_longest_waiting_is_served_first(
    snapshot: Snapshot, rules: Rules
) -> None:
    """But for whom anybody may help already: for a second wait that began earlier."""
    served = {choice.conversation for choice in _assigned(snapshot, rules)}
    present = [p for p in snapshot.waiting if p.present]
    for person in present:
        for other in present:
            widened = widened_from(other, rules) <= NOW < widened_from(person, rules)
            same = class_of(person) == class_of(other) and not widened
            if same and person.queued_at < other.queued_at:
                assert person.id in served or other.id not in served


@given(snapshots(), rules, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    snapshot: Snapshot, rules: Rules, random: Random
) -> None:
    waiting, on_duty = list(snapshot.waiting), list(snapshot.on_duty)
    random.shuffle(waiting)
    random.shuffle(on_duty)
    shuffled = Snapshot(tuple(waiting), tuple(on_duty), snapshot.handle_time)
    assert decide(shuffled, rules, NOW) == decide(snapshot, rules, NOW)


@given(snapshots(), rules)
def test_a_person_is_diverted_only_if_nobody_on_duty_is_able(
    snapshot: Snapshot, rules: Rules
) -> None:
    people = {p.id: p for p in snapshot.waiting}
    for decision in decide(snapshot, rules, NOW):
        if isinstance(decision, Divert):
            person = people[decision.conversation]
            assert not any(able(person, c, rules, NOW) for c in snapshot.on_duty)


@given(snapshots(), rules)
def test_a_held_person_is_told_a_place_and_an_honest_range(
    snapshot: Snapshot, rules: Rules
) -> None:
    people = {p.id: p for p in snapshot.waiting}
    held = [d for d in decide(snapshot, rules, NOW) if isinstance(d, Hold)]
    for decision in held:
        wait, closes_at = decision.wait, people[decision.conversation].closes_at
        assert 1 <= decision.place <= len(held)
        if wait.low is not None and wait.high is not None:
            assert wait.low < wait.high
            assert wait.low in LADDER
            assert wait.high in LADDER or wait.past_closing
            assert closes_at is None or NOW + wait.high <= closes_at


@given(snapshots(), rules)
def test_every_reason_can_be_said_and_stored(snapshot: Snapshot, rules: Rules) -> None:
    for decision in decide(snapshot, rules, NOW):
        assert decision.reason.sentence.endswith(".")
        assert Reason.from_dict(decision.reason.as_dict()) == decision.reason


@given(snapshots(), rules)
def test_a_reserve_gets_nobody_whom_somebody_else_is_free_for(
    snapshot: Snapshot, rules: Rules
) -> None:
    people = {p.id: p for p in snapshot.waiting}
    choices = _assigned(snapshot, rules)
    others = [c for c in _after(snapshot, choices) if not c.reserve]
    reserves = {c.id for c in snapshot.on_duty if c.reserve}
    for choice in choices:
        if choice.counselor in reserves:
            person = people[choice.conversation]
            assert not [c.id for c in others if may_take(person, c, rules, NOW)]
