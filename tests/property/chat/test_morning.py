from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from chat import fold, sweep
from chat.actions import closing, handing, holding, log, presence, questions, speaking, talking
from chat.actions.handing import Target
from chat.actions.log import Seeing
from chat.lifecycle import HAS_COUNSELOR, WRITABLE_BY_VISITOR, Cause, State
from chat.models import Conversation
from counselors.models import DutyState
from tests import chat_people as people
from tests.chat_people import later
from tests.property.chat.morning import Morning
from transcripts.models import Fact

ANY = st.integers(0, 50)
WAITS = st.sampled_from([5, 10, 21, 21, 55, 95, 130, 700, 1000, 3700])
GONE = st.sampled_from([0, 0, 0, 0, 1, 2])
"""Who falls silent: nobody (0), everybody (1), every second one (2)."""
PERSON = st.tuples(
    st.sampled_from(["brussels", "namur", None]),
    st.sampled_from(["working", "learning", None]),
    st.sampled_from(["fr", "fr", "nl", "uk"]),
)
Answer = Callable[[int, int, datetime], None]
UNTIL = st.sampled_from([None, None, 20, 120, 3600])
"""Seconds until the planned end of a duty."""
DUTY = st.sampled_from([DutyState.ON, DutyState.ON, DutyState.PAUSED, DutyState.OFF])


class Mornings(RuleBasedStateMachine):
    """People come, wait, talk, fall silent and go, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.morning = Morning()
        for each in self.morning.staff:
            people.on_duty(each)
        self.morning.already_going_on()

    def teardown(self) -> None:
        try:
            self.morning.every_promise_holds()
            self.morning.the_doctor_agrees()
            self.morning.everybody_goes_home()
        finally:
            self.morning.end()

    @rule(them=st.lists(PERSON, min_size=1, max_size=3), text=st.sampled_from(["", "Bonjour"]))
    def people_arrive(self, them: list[tuple[str | None, str | None, str]], text: str) -> None:
        for person in them:
            self.morning.arrive(*person, text)
        if text:
            self.morning.dispatch()

    @rule(who=ANY, state=DUTY, slots=st.integers(1, 3), until=UNTIL)
    def a_counselor_sets_the_duty(
        self, who: int, state: DutyState, slots: int, until: int | None
    ) -> None:
        morning, one = self.morning, self.morning.counselor(who)
        ends = until and later(until, morning.now).timestamp()
        morning.attempt(lambda: presence.set_duty(one, state, slots, morning.now, ends))

    @rule(city=st.sampled_from(["brussels", "namur", None]))
    def the_doors_close_early(self, city: str | None) -> None:
        self.morning.close_the_doors(city)

    @rule()
    def the_dispatcher_runs_dry(self) -> None:
        self.morning.dispatch()

    @rule(of=ANY, who=ANY, do=st.sampled_from([talking.accept, talking.accept, talking.decline]))
    def an_offer_is_answered(self, of: int, who: int, do: Answer) -> None:
        morning = self.morning
        morning.attempt_with(
            of, [State.OFFERED], lambda pk: do(pk, morning.holder(pk, who), morning.now)
        )

    @rule(of=ANY, who=ANY)
    def somebody_is_picked(self, of: int, who: int) -> None:
        morning, one = self.morning, self.morning.counselor(who)
        morning.attempt_with(of, [State.WAITING], lambda pk: talking.pick(pk, one, morning.now))

    @rule(of=ANY, text=st.sampled_from(["oui", "non"]), old=st.booleans())
    def the_visitor_writes(self, of: int, text: str, old: bool) -> None:
        morning = self.morning
        morning.attempt_with(
            of, WRITABLE_BY_VISITOR, lambda pk: morning.say(pk, None, text, with_old_key=old)
        )

    @rule(of=ANY, who=ANY, text=st.sampled_from(["ja", "nee"]), old=st.booleans())
    def the_counselor_writes(self, of: int, who: int, text: str, old: bool) -> None:
        morning = self.morning

        def say(pk: int) -> None:
            morning.say(pk, morning.holder(pk, who), text, with_old_key=old)

        morning.attempt_with(of, HAS_COUNSELOR, say)

    @rule(of=ANY, seq=st.integers(0, 9), language=st.sampled_from(["fr", "nl"]))
    def the_visitor_reads_and_chooses_a_language(self, of: int, seq: int, language: str) -> None:
        morning = self.morning

        def read_and_choose(pk: int) -> None:
            log.store([Seeing(pk, None, seq)], morning.now)
            speaking.use(pk, language, morning.now)

        morning.attempt_with(of, WRITABLE_BY_VISITOR, read_and_choose)

    @rule(of=ANY, who=ANY, language=st.sampled_from(["fr", "nl"]))
    def the_counselor_asks_for_a_language(self, of: int, who: int, language: str) -> None:
        morning = self.morning
        morning.attempt_with(
            of, HAS_COUNSELOR, lambda pk: speaking.ask(pk, morning.holder(pk, who), language)
        )

    @rule(of=ANY, language=st.sampled_from(["fr", "nl"]))
    def the_visitor_keeps_the_language(self, of: int, language: str) -> None:
        now = self.morning.now
        self.morning.attempt_with(
            of, WRITABLE_BY_VISITOR, lambda pk: speaking.keep(pk, language, now)
        )

    @rule(of=ANY, who=ANY, to=st.sampled_from(["colleague", "subject", "language", "city"]))
    def the_counselor_hands_the_talk_over(self, of: int, who: int, to: str) -> None:
        morning = self.morning
        targets = {
            "colleague": Target(counselor=morning.counselor(who)),
            "subject": Target(subject="learning"),
            "language": Target(language="nl"),
            "city": Target(city="namur"),
        }

        def give(pk: int) -> None:
            giver = morning.holder(pk, who)
            handing.hand_over(pk, giver, targets[to], "fragt nach Kursen", morning.now)

        morning.attempt_with(of, [State.OPEN, State.ON_HOLD], give)

    @rule(of=ANY, who=ANY, do=st.sampled_from([holding.set_aside, holding.go_on]))
    def the_counselor_puts_a_talk_on_hold_or_goes_on(self, of: int, who: int, do: Answer) -> None:
        morning = self.morning
        morning.attempt_with(
            of,
            [State.OPEN, State.ON_HOLD],
            lambda pk: do(pk, morning.holder(pk, who), morning.now),
        )

    @rule(of=ANY, who=ANY, outcome=st.sampled_from([None, "answered"]))
    def the_counselor_closes_or_wraps_up(self, of: int, who: int, outcome: str | None) -> None:
        morning = self.morning

        def close(pk: int) -> None:
            closing.close(pk, morning.holder(pk, who), "working", outcome, morning.now)

        morning.attempt_with(of, [State.OPEN, State.ON_HOLD, State.CLOSED], close)

    @rule(of=ANY, text=st.sampled_from(["", "Combien ?"]))
    def the_visitor_leaves_a_question(self, of: int, text: str) -> None:
        morning = self.morning
        if text:
            morning.ask(text)
            return

        def leave(pk: int) -> None:
            questions.leave_question(pk, Cause.QUESTION_LEFT, morning.now)

        morning.attempt_with(of, [State.WAITING, State.OFFERED], leave)

    @rule(of=ANY, who=ANY, live=st.booleans())
    def a_left_question_is_answered_or_brought_back(self, of: int, who: int, live: bool) -> None:
        morning, one = self.morning, self.morning.staff[who % len(self.morning.staff)]

        def go_on(pk: int) -> None:
            if Conversation.objects.filter(pk=pk, question=None).exists():
                return None
            return morning.come_back(pk) if live else morning.answer(pk, one, "Voici.")

        morning.attempt_with(of, [State.LEFT], go_on)

    @rule(of=ANY, erase=st.booleans())
    def the_visitor_leaves_or_erases_everything(self, of: int, erase: bool) -> None:
        morning = self.morning

        def go(pk: int) -> None:
            return morning.erase(pk) if erase else closing.leave(pk, morning.now)

        morning.attempt_with(of, list(State), go)

    @rule(seconds=WAITS, silent=GONE, lost=GONE)
    def time_passes_and_the_sweep_runs_dry(self, seconds: int, silent: int, lost: int) -> None:
        morning = self.morning
        morning.every_promise_holds()
        morning.now = later(seconds, morning.now)
        here = [pk for pk in sorted(morning.queued) if silent == 0 or pk % silent]
        staff = [each.pk for each in morning.staff if lost == 0 or each.pk % lost]
        presence.visitors_are_here(here, morning.now)
        presence.counselors_are_here(staff, morning.now)
        before = morning.used()
        while sweep.step(morning.now):
            morning.committed()
        morning.nobody_got_too_many(before)
        morning.nothing_is_overdue()
        if seconds < 60:
            morning.dispatch()

    @rule()
    def closed_talks_become_facts(self) -> None:
        self.morning.every_promise_holds()
        while fold.step(self.morning.now):
            self.morning.committed()
        there = set(Conversation.objects.values_list("pk", flat=True))
        folded = self.morning.queued.keys() - there - self.morning.erased
        assert Fact.objects.count() == len(folded)


@pytest.mark.django_db
def test_whatever_people_do_every_promise_holds() -> None:
    people.open_house()
    people.alice()
    people.bram()
    run_state_machine_as_test(
        Mornings,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
