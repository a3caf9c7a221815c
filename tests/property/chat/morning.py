"""A morning at the desk, as Hypothesis makes it up: real actions, a real database, our clock."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from chat import doctor, picture, sweep
from chat.actions import answers, closing, holding, log, questions, queueing, talking
from chat.actions.log import Done, Saying
from chat.dispatch import Dispatcher
from chat.keyring import keyring
from chat.lifecycle import HAS_COUNSELOR, Cause, State, after
from chat.logbook import with_texts
from chat.models import COUNTED_ON, Conversation, LeftQuestion, LogEntry, Move, Pass
from chat.picture import Camera
from chat.protocol import Refusal
from counselors.models import Closure, Counselor, Duty
from routing.decide import class_of
from routing.domain import Waiting
from routing.matching import may_take
from tests import chat_people as people
from tests.chat_people import later


class Morning:
    """What happened so far, as the people involved remember it; undone by :meth:`end`."""

    def __init__(self) -> None:
        self._undo = transaction.atomic()
        self._undo.__enter__()
        self.now: datetime = people.NOW
        self.staff = list(Counselor.objects.order_by("alias"))
        self.queued: dict[int, datetime] = {}
        self.stored: dict[int, list[tuple[int, UUID, str]]] = {}
        self.erased: set[int] = set()
        self.dispatcher, self.camera = Dispatcher(), Camera()

    def end(self) -> None:
        """As if nothing had been."""
        transaction.set_rollback(True)
        self._undo.__exit__(None, None, None)
        keyring().clear()  # what was never committed is remembered as if it had been

    def committed(self) -> None:
        """Run what waits for the commit, which never comes."""
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for hook in waiting:
            hook[1]()

    def attempt(self, action: Callable[[], object]) -> None:
        """Do it, or be refused in a way that the wire has a word for; nobody gets too many."""
        before = self.used()
        try:
            with transaction.atomic():
                action()
        except Refusal:
            pass
        self.committed()
        self.nobody_got_too_many(before)

    def attempt_with(
        self, index: int, states: Collection[State], action: Callable[[int], object]
    ) -> None:
        """Mostly with a conversation where it makes sense; sometimes with any other."""
        there = dict(Conversation.objects.order_by("pk").values_list("pk", "state"))
        fit = [pk for pk, state in there.items() if state in states]
        chosen = fit if fit and index % 7 else list(there)
        if chosen:
            self.attempt(lambda: action(chosen[index % len(chosen)]))

    def counselor(self, index: int) -> int:
        """One of them."""
        return self.staff[index % len(self.staff)].pk

    def holder(self, conversation: int, index: int) -> int:
        """Mostly whose talk it is; sometimes somebody who has no business with it."""
        row = Conversation.objects.get(pk=conversation)
        return row.counselor_id if row.counselor_id and index % 5 else self.counselor(index)

    # --- what people do --------------------------------------------------------------------

    def already_going_on(self) -> None:
        """One waits, one has an offer, one talks and one is on hold when we begin to look."""
        for _ in range(4):
            self.arrive("brussels", "working", "fr")
        (_, offered, open_, held), (alice, bram) = self.queued, self.staff
        queueing.claim(offered, bram.pk, Cause.DISPATCHED, None, self.now)
        for each in (open_, held):
            talking.pick(each, alice.pk, self.now)
        holding.hold(held, self.now)
        self.committed()

    def arrive(
        self, city: str | None, subject: str | None, language: str, text: str = "Bonjour"
    ) -> None:
        """Somebody enters the queue."""
        row = people.visitor(self.now, city=city, subject=subject, language=language, text=text)
        self.queued[row.pk] = self.now
        self.stored[row.pk] = _said(row.entries.all())
        self.committed()

    def say(self, conversation: int, by: int | None, text: str, *, with_old_key: bool) -> None:
        """Write a line; ``with_old_key``: the last line of either side once more."""
        mine = self.stored[conversation]
        key = mine[-1][1] if with_old_key and mine else uuid4()
        (answer,) = log.store([Saying(conversation, by, key, text)], self.now).answers
        if isinstance(answer, Refusal):
            raise answer
        self._remember(conversation, answer, key, text)
        if answer.state is State.ON_HOLD:
            holding.wake(conversation, self.now)
        if answer.state is State.LEFT:
            questions.asked_back(conversation, self.now)

    def _remember(self, conversation: int, answer: Done, key: UUID, text: str) -> None:
        mine = self.stored[conversation]
        if answer.repeat:
            assert [seq for seq, known, _ in mine if known == key] == [answer.seq]
        else:
            mine.append((answer.seq, key, text))

    def dispatch(self) -> None:
        """The dispatcher decides until nothing is left to decide."""
        before, line = self.used(), picture.snapshot(self.now).waiting
        while self.dispatcher.step(self.now):
            self.committed()
        self.order_was_kept(line)
        self.what_is_remembered_is_still_true()
        self.nobody_got_too_many(before)
        self.nobody_waits_in_vain()

    def ask(self, text: str) -> None:
        """Somebody leaves a question without waiting."""
        key = people.hash_of(people.visitor_key())
        arrival = queueing.Arrival(key, "fr", "brussels", "working", "fr", uuid4(), text)
        row = questions.ask(arrival, self.now)
        self.queued[row.pk] = self.now
        self.stored[row.pk] = _said(row.entries.filter(code=""))
        self.committed()

    def come_back(self, conversation: int) -> None:
        """Whoever left a question wants to talk: the wait begins now."""
        questions.come_back(conversation, self.now)
        self.queued[conversation] = self.now

    def answer(self, conversation: int, who: Counselor, text: str) -> None:
        """Take a left question and answer it in writing."""
        row = Conversation.objects.get(pk=conversation)
        answers.take(conversation, who.pk, LeftQuestion.objects.get(pk=conversation).owner_id)
        answers.send(conversation, who, text, row.last_seq, self.now)
        entry = row.entries.get(seq=row.last_seq + 2)
        assert _said([entry]) == [(entry.seq, entry.key, text)]
        self.stored[conversation].append((entry.seq, entry.key, text))

    def close_the_doors(self, city: str | None) -> None:
        """A closed day is put into the calendar in the course of it: a strike, a holiday."""
        Closure.objects.get_or_create(city_id=city, day=self.now.date(), defaults={"names": {}})
        self.camera.forget()  # the doors are among what may be some seconds old

    def everybody_goes_home(self) -> None:
        """Nobody comes any more and nobody answers: whatever waited, talked or was held is over."""
        for _ in range(4):
            self.now = later(3700, self.now)
            while sweep.step(self.now):
                self.committed()
        over = [State.LEFT, State.CLOSED]
        there = Conversation.objects.exclude(state__in=over).values_list("state", "since")
        assert not there, f"a state without an exit: {list(there)} at {self.now}"

    def erase(self, conversation: int) -> None:
        """The visitor wants nothing kept."""
        closing.erase(conversation, self.now)
        self.erased.add(conversation)

    # --- what must hold --------------------------------------------------------------------

    def used(self) -> Counter[int]:
        """Slots in use, by counselor."""
        return Counter(picture.used_slots([each.pk for each in self.staff]))

    def nobody_got_too_many(self, before: Counter[int]) -> None:
        """Nobody was given a talk beyond the slots they have now."""
        slots = dict(Duty.objects.values_list("counselor_id", "slots"))
        for who, used in self.used().items():
            assert used <= max(slots[who], before[who])

    def what_is_remembered_is_still_true(self) -> None:
        """A camera that has been there all morning sees what one sees that comes now."""
        kept, fresh = self.camera.take(self.now), picture.snapshot(self.now)
        assert (kept.waiting, kept.on_duty) == (fresh.waiting, fresh.on_duty)

    def order_was_kept(self, line: Collection[Waiting]) -> None:
        """Of people who ask for the same, whoever was there first was called first."""
        still = set(self._now_in(State.WAITING))
        kinds: dict[object, list[Waiting]] = defaultdict(list)
        for person in line:
            if person.present:
                kinds[class_of(person)].append(person)
        for alike in kinds.values():
            alike.sort(key=lambda each: (each.queued_at, each.id))
            waits = [each.id in still for each in alike]
            assert waits == sorted(waits), "somebody was called before those in front"

    def _now_in(self, *states: State) -> list[int]:
        return list(Conversation.objects.filter(state__in=states).values_list("pk", flat=True))

    def nobody_waits_in_vain(self) -> None:
        """Right after the dispatcher ran dry."""
        seen, rules = picture.snapshot(self.now), picture.rules()
        for person in seen.waiting:
            takers = [
                one.id for one in seen.on_duty if may_take(person, one, rules, self.now.timestamp())
            ]
            assert not (person.present and takers)

    def nothing_is_overdue(self) -> None:
        """Right after the sweep ran dry."""
        offered = Conversation.objects.filter(state=State.OFFERED)
        assert not offered.filter(offer_until__lte=self.now).exists()
        assert not offered.filter(counselor__duty__lease_until__lte=self.now).exists()
        assert not Duty.objects.filter(online=True, lease_until__lte=self.now).exists()
        assert not Duty.objects.filter(ends_at__lte=self.now).exclude(state="off").exists()
        lost = Q(counselor__duty__lease_until__lte=self._ago("GRACE"))
        assert not Conversation.objects.filter(COUNTED_ON, lost).exists()
        talks = Conversation.objects.filter(state=State.OPEN)
        assert not talks.filter(visitor_lease__lte=self._ago("HOLD")).exists()

    def _ago(self, what: str) -> datetime:
        return later(-settings.MITI[f"MITI_{what}_SECONDS"], self.now)

    def the_doctor_agrees(self) -> None:
        """What is proven here about made-up mornings, the doctor finds proven on these rows too."""
        silent = {"sweep", "lost", "idle", "fold", "answer"}  # nobody has run the loops since
        found = [each for each in doctor.examine(self.now) if each.check not in silent]
        assert not found, found

    def every_promise_holds(self) -> None:
        """Everything of this morning that is still there is as it was promised."""
        self.every_log_is_whole()
        self.every_move_was_allowed()
        self.everybody_has_one_owner_and_the_first_place()
        self.what_was_handed_over_is_kept_for_who_was_asked()
        self.every_question_is_owed_an_answer()
        self.what_was_erased_left_nothing()

    def every_log_is_whole(self) -> None:
        """From one without gaps; what was stored is there, once, as it was said."""
        logs: dict[int, list[LogEntry]] = defaultdict(list)
        for entry in LogEntry.objects.order_by("seq"):
            logs[entry.conversation_id].append(entry)
        for row in Conversation.objects.all():
            entries = logs[row.pk]
            assert [entry.seq for entry in entries] == list(range(1, row.last_seq + 1))
            said = _said(e for e in entries if e.author != "notice")
            assert said == self.stored[row.pk]
            assert max(row.visitor_seen, row.counselor_seen) <= row.last_seq

    def every_move_was_allowed(self) -> None:
        """One after the other, up to the present state."""
        states = dict(Conversation.objects.values_list("pk", "state"))
        state = dict.fromkeys(states, "")
        for move in Move.objects.order_by("pk"):
            assert move.source == state[move.conversation_id]
            if move.source:
                assert move.target == after(State(move.source), Cause(move.cause))
            state[move.conversation_id] = move.target
        assert state == states

    def everybody_has_one_owner_and_the_first_place(self) -> None:
        """A counselor exactly where the state says so; the place as on arrival."""
        for row in Conversation.objects.all():
            assert row.queued_at == self.queued[row.pk]
            asked = row.still_there_until is not None
            assert not asked or row.state in {State.WAITING, State.ON_HOLD}
            if row.state != State.CLOSED:
                assert (row.counselor_id is not None) == (row.state in HAS_COUNSELOR)

    def what_was_handed_over_is_kept_for_who_was_asked(self) -> None:
        """Nobody else is shown it meanwhile, and nothing of it stays when the talk is over."""
        for row in Conversation.objects.all():
            if row.reserved_for_id is not None and row.reserved_until is not None:
                assert row.state in {State.WAITING, State.OFFERED}
                kept = row.state == State.OFFERED and row.reserved_until > self.now
                assert not kept or row.counselor_id == row.reserved_for_id
            assert not (row.state == State.CLOSED and row.sealed_note)

    def every_question_is_owed_an_answer(self) -> None:
        """As long as its last words have none; and what waits for an answer has a promise."""
        for row in Conversation.objects.filter(state=State.LEFT).select_related("question"):
            answers = row.entries.filter(code="answered").values_list("seq", flat=True)
            last = max(answers, default=0)
            owed = row.entries.filter(author="visitor", seq__gt=last).exists()
            question = row.question
            assert (question.answered_at is None and question.asked_at is not None) == owed
            assert not owed or question.due_at is not None
            assert not row.came_back

    def what_was_erased_left_nothing(self) -> None:
        """Not a row in any table."""
        for table in (LogEntry, Move, Pass, LeftQuestion):
            assert not table.objects.filter(conversation__in=self.erased).exists()
        assert not Conversation.objects.filter(pk__in=self.erased).exists()


def _said(entries: Iterable[LogEntry]) -> list[tuple[int, UUID, str]]:
    """Number, key and text of each."""
    return [(entry.seq, entry.key, text) for entry, text in with_texts(list(entries))]
