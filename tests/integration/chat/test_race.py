"""Many processes at the same desk: nobody is taken twice, nobody gets too many."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import uuid4

import pytest
from pytest_django import Settings

from chat import fold, picture, sweep
from chat.actions import answers, closing, holding, log, presence, silence, talking
from chat.actions import questions as leaving
from chat.actions.log import Saying, Seeing
from chat.dispatch import Dispatcher
from chat.lifecycle import HOLDS_SLOT, Cause, State
from chat.logbook import with_texts
from chat.models import Conversation, LeftQuestion, LogEntry, Move
from chat.protocol import Refusal
from counselors.models import Counselor, Duty
from tests import chat_people as people
from tests.chat_people import NOW, dispatch, later, on_duty, talk, visitor
from tests.integration.chat.racing import race
from transcripts.models import Fact

PROCESSES = 5
SLOTS = {"Alice": 2, "Bram": 3, "Noor": 1}


@pytest.fixture
def desk(transactional_db: None, settings: Settings) -> list[Counselor]:
    """Three counselors with six slots, all of whom can help everybody; no doorbell is needed."""
    settings.REDIS_URL = ""
    people.open_house()
    return [
        on_duty(people.counselor(name, "brussels", {"fr": 1.0}, ("working",)), slots=slots)
        for name, slots in SLOTS.items()
    ]


def tried(action: Callable[..., object], *args: object) -> bool:
    """False when somebody else was faster, for which the wire has a word."""
    try:
        action(*args)
    except Refusal:
        return False
    return True


def ids(state: State) -> list[int]:
    return list(Conversation.objects.filter(state=state).values_list("pk", flat=True))


def most_at_once() -> Counter[int]:
    """By counselor, the most slots that were ever in use, from the moves in their order."""
    used: Counter[int] = Counter()
    most: Counter[int] = Counter()
    for move in Move.objects.order_by("pk"):
        if move.counselor_id is None:
            continue
        used[move.counselor_id] += (move.target in HOLDS_SLOT) - (move.source in HOLDS_SLOT)
        most[move.counselor_id] = max(most[move.counselor_id], used[move.counselor_id])
    return most


def dispatch_and_pick(counselors: list[int], seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(6):
        Dispatcher().step(NOW)
        waiting = ids(State.WAITING)
        if waiting:
            tried(talking.pick, dice.choice(waiting), dice.choice(counselors), NOW)


def test_more_people_than_slots_fill_every_slot_once(desk: list[Counselor]) -> None:
    for _ in range(20):
        visitor()
    staff = [each.pk for each in desk]
    assert race([partial(dispatch_and_pick, staff, seed) for seed in range(PROCESSES)]) == []

    dispatch()
    held = Conversation.objects.filter(state__in=HOLDS_SLOT)
    used = Counter(held.values_list("counselor_id", flat=True))
    assert used == {each.pk: SLOTS[each.alias] for each in desk}
    assert len(ids(State.WAITING)) == 20 - sum(SLOTS.values())
    given = Counter(Move.objects.filter(target="offered").values_list("conversation", flat=True))
    assert set(given.values()) == {1}
    assert len(given) == sum(SLOTS.values())


def serve_until_nobody_is_left(seed: int) -> None:
    """Dispatch, accept and close whatever there is, for whoever it is."""
    dice = random.Random(seed)
    while Conversation.objects.exclude(state=State.CLOSED).exists():
        Dispatcher().step(NOW)
        for row in Conversation.objects.filter(state__in=HOLDS_SLOT):
            assert row.counselor_id is not None
            tried(talking.accept, row.pk, row.counselor_id, NOW)
            if dice.random() < 0.5:
                tried(closing.close, row.pk, row.counselor_id, "working", "answered", NOW)


def test_slots_that_come_and_go_are_never_given_twice(desk: list[Counselor]) -> None:
    for _ in range(25):
        visitor()
    assert race([partial(serve_until_nobody_is_left, seed) for seed in range(PROCESSES)]) == []

    slots = dict(Duty.objects.values_list("counselor_id", "slots"))
    assert all(used <= slots[who] for who, used in most_at_once().items())
    moves = Counter(Move.objects.values_list("target", flat=True))
    assert moves == {"waiting": 25, "offered": 25, "open": 25, "closed": 25}


def hold_and_go_on(talks: list[int], counselor: int, seed: int) -> None:
    """Put aside what is open and take up what is on hold, whatever the others do meanwhile."""
    dice = random.Random(seed)
    for turn in range(20):
        tried(dice.choice([holding.set_aside, holding.go_on]), dice.choice(talks), counselor, NOW)
        if turn % 5 == 0:
            Dispatcher().step(NOW)


def test_out_of_hold_nobody_gets_more_talks_than_slots(desk: list[Counselor]) -> None:
    for each in desk:
        rows = [talk(each) for _ in range(SLOTS[each.alias])]
        for row in rows:
            holding.set_aside(row.pk, each.pk, NOW)
    held = {each.pk: _on_hold_by(each) for each in desk}
    for _ in range(4):
        visitor()
    jobs = [partial(hold_and_go_on, held[who], who, seed) for who in held for seed in (1, 2)]
    assert race(jobs) == []

    slots = dict(Duty.objects.values_list("counselor_id", "slots"))
    assert all(used <= slots[who] for who, used in most_at_once().items())
    assert Move.objects.filter(cause=Cause.WOKEN).exists()


def _on_hold_by(who: Counselor) -> list[int]:
    mine = Conversation.objects.filter(state=State.ON_HOLD, counselor=who)
    return list(mine.values_list("pk", flat=True))


def fold_everything() -> None:
    while fold.step(later(7200)):
        pass


def test_several_folds_make_one_fact_of_each_talk(desk: list[Counselor]) -> None:
    for _ in range(12):
        closing.leave(visitor().pk, NOW)
    assert race([fold_everything] * PROCESSES) == []
    assert Fact.objects.count() == 12
    assert not Conversation.objects.exists()


def write_in_batches(conversations: list[int], seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(15):
        dice.shuffle(conversations)
        said = [Saying(each, None, uuid4(), "oui") for each in conversations]
        log.store([*said, Seeing(conversations[0], None, 1)], NOW)


def come_and_go(staff: list[int], conversations: list[int], seed: int) -> None:
    """Heartbeats, leases that run out, and the sweep, again and again."""
    dice = random.Random(seed)
    for turn in range(15):
        presence.counselors_are_here(staff, later(turn))
        presence.visitors_are_here(conversations, later(turn))
        for each in staff:
            tried(presence.counselor_away, each, later(turn + 55))
        presence.counselors_are_here(dice.sample(staff, 2), later(turn))
        for conversation in dice.sample(conversations, 2):
            silence.done(partial(holding.hold, conversation, later(turn)))
            tried(holding.set_aside, conversation, dice.choice(staff), later(turn))
            tried(holding.go_on, conversation, dice.choice(staff), later(turn))
            silence.done(partial(holding.wake, conversation, later(turn)))


def test_messages_heartbeats_and_sweeps_never_lock_each_other_out(desk: list[Counselor]) -> None:
    rows = [talk(each) for each in (desk[2], desk[1], desk[0], desk[1], desk[0])]
    staff, talks = [each.pk for each in desk], [row.pk for row in rows]
    jobs = [
        partial(write_in_batches, talks, 1),
        partial(write_in_batches, talks, 2),
        partial(come_and_go, staff, talks, 3),
        partial(come_and_go, staff, talks, 4),
    ]
    assert race(jobs) == []
    for row in rows:
        seqs = list(LogEntry.objects.filter(conversation=row).values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
        assert [text for _, text in people.lines(row)].count("oui") == 30


def test_the_sweeps_of_several_processes_do_each_chore_once(desk: list[Counselor]) -> None:
    rows = [visitor() for _ in range(6)]
    dispatch()
    assert race([partial(_sweep_dry, later(30))] * PROCESSES) == []
    unanswered = Move.objects.filter(cause="no_answer")
    assert sorted(unanswered.values_list("conversation", flat=True)) == [row.pk for row in rows]
    assert set(picture.used_slots([each.pk for each in desk]).values()) == set()


def _sweep_dry(now: datetime) -> None:
    while sweep.step(now):
        pass


def take_every(questions: list[int], counselor: int) -> None:
    for each in questions:
        tried(answers.take, each, counselor, None)


def answer_every(questions: list[int], counselor: Counselor) -> None:
    for each in questions:
        tried(answers.send, each, counselor, "Voici.", 99, NOW)


def test_a_left_question_is_taken_by_one_and_answered_once(desk: list[Counselor]) -> None:
    rows = [visitor().pk for _ in range(8)]
    for each in rows:
        leaving.leave_question(each, Cause.QUESTION_LEFT, NOW)
    assert race([partial(take_every, rows, who.pk) for who in desk] * 2) == []
    owners = dict(LeftQuestion.objects.values_list("conversation", "owner"))
    assert set(owners) == set(rows)
    assert None not in owners.values()

    assert race([partial(answer_every, rows, who) for who in desk] * 2) == []
    entries = LogEntry.objects.filter(author="counselor")
    said = [
        (entry.conversation_id, entry.counselor_id)
        for entry, text in with_texts(list(entries))
        if text == "Voici."
    ]
    assert sorted(said) == sorted(owners.items())
    last = dict(Conversation.objects.values_list("pk", "last_seq"))
    assert last == dict.fromkeys(rows, 4)
