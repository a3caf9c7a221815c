"""Left questions: the promise, the code, the answer, and the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

import pytest
from pytest_django import Settings

from chat import doctor, fold, left_questions, sweep
from chat.actions import answers, closing, presence, questions, queueing, silence
from chat.actions.answers import WroteMore
from chat.code_door import CodeDoor
from chat.lifecycle import Cause
from chat.models import Conversation, LeftQuestion
from chat.protocol import Refusal
from counselors.models import Closure, Counselor, OpeningWindow
from tests.chat_people import (
    CLOSING,
    NOW,
    dispatch,
    draft_of,
    fresh,
    hash_of,
    later,
    lines,
    remark_of,
    say,
    talk,
    visitor,
    visitor_key,
)
from transcripts.models import Fact

DAY = 86_400.0


def swept(now: datetime) -> None:
    while sweep.step(now):
        pass


def left(now: datetime = NOW, text: str = "Quelle formation ?") -> Conversation:
    """A question left at once, as when the service is closed."""
    key = uuid4() if text else None
    arrival = queueing.Arrival(hash_of(visitor_key()), "fr", "brussels", "working", "fr", key, text)
    return fresh(questions.ask(arrival, now))


def answered(who: Counselor, row: Conversation, now: datetime, text: str = "Voici.") -> None:
    answers.take(row.pk, who.pk, None)
    answers.send(row.pk, who, text, fresh(row).last_seq, now)


def question(row: Conversation) -> LeftQuestion:
    return LeftQuestion.objects.get(pk=row.pk)


# --- leaving, and the promise ----------------------------------------------------------------


def test_a_question_is_left_in_one_step_and_promised_within_two_working_days(
    alice: Counselor,
) -> None:
    OpeningWindow.objects.filter(weekday__in=[5, 6]).delete()
    row = left()
    assert (row.state, lines(row)) == ("left", [(1, "Quelle formation ?"), (2, "question_left")])
    # Friday → Monday and Tuesday; 17:00 in Belgium
    assert question(row).due_at == datetime(2027, 1, 19, 16, 0, tzinfo=UTC)
    dispatch()
    assert fresh(row).state == "left"


def test_a_closed_day_moves_the_promise(house: None) -> None:
    Closure.objects.create(city_id="brussels", day=date(2027, 1, 16), names={})
    assert question(left()).due_at == datetime(2027, 1, 18, 16, 0, tzinfo=UTC)


def test_asking_twice_with_one_key_leaves_one_question(house: None) -> None:
    arrival = queueing.Arrival(hash_of("k"), "fr", None, None, "fr", uuid4(), "Une fois")
    assert questions.ask(arrival, NOW).pk == questions.ask(arrival, later(5)).pk
    assert LeftQuestion.objects.count() == 1


@pytest.mark.parametrize("offered", [False, True])
def test_whoever_waits_may_leave_the_question_without_typing_it_again(
    alice: Counselor, offered: bool
) -> None:
    row = visitor(text="Bonjour")
    if offered:
        dispatch()
    questions.leave_question(row.pk, Cause.QUESTION_LEFT, later(5))
    now = fresh(row)
    assert (now.state, now.counselor_id) == ("left", None)
    assert [text for _, text in lines(row)] == ["Bonjour", "question_left"]
    assert question(row).due_at is not None


def test_a_talk_that_has_begun_is_not_a_left_question(alice: Counselor) -> None:
    row = talk(alice)
    with pytest.raises(Refusal) as refused:
        questions.leave_question(row.pk, Cause.QUESTION_LEFT, NOW)
    assert refused.value.code == "wrong_state"


def test_who_wrote_nothing_is_promised_nothing_until_they_do(house: None) -> None:
    row = visitor(text="")
    questions.leave_question(row.pk, Cause.QUESTION_LEFT, NOW)
    assert question(row).due_at is None
    say(row, "Ma question", now=later(60))
    swept(later(61))  # the socket died between the two
    assert question(row).due_at == CLOSING.replace(day=17)


def test_an_empty_question_is_not_kept(house: None) -> None:
    row = visitor(text="")
    questions.leave_question(row.pk, Cause.QUESTION_LEFT, NOW)
    swept(later(3700))
    assert (fresh(row).state, fresh(row).closed_by) == ("closed", "expired")


# --- the code --------------------------------------------------------------------------------


def test_a_code_opens_the_question_and_is_stored_nowhere(house: None) -> None:
    row = left()
    code = questions.new_code(row.pk)
    assert CodeDoor().find(code.lower().replace("-", " ")) == row
    stored = question(row)
    assert code not in str(vars(stored))
    assert code.replace("-", "") not in str(vars(stored))


def test_a_code_depends_on_the_key_of_the_service(house: None, settings: Settings) -> None:
    code = questions.new_code(left().pk)
    settings.SECRET_KEY = "another key"
    assert left_questions.by_code(code) is None


def test_a_newer_code_makes_the_older_one_useless(house: None) -> None:
    row = left()
    old, new = questions.new_code(row.pk), questions.new_code(row.pk)
    assert left_questions.by_code(old) is None
    assert left_questions.by_code(new) == row


def test_wrong_codes_are_slowed_down_for_everybody_but_slips_of_the_pen_are_not(
    house: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = left()
    code = questions.new_code(row.pk)
    other = questions.new_code(row.pk)  # a good code that opens nothing any more is `code`
    monkeypatch.setattr("chat.code_door.WRONG", (0.5, 60))
    door = CodeDoor()
    codes = {_code_of(door, "0000") for _ in range(200)}
    assert codes == {"not_found"}
    assert door.find(other) == row
    refusals = [_code_of(door, code) for _ in range(65)]
    assert set(refusals) == {"not_found", "too_fast"}
    assert refusals[-1] == _code_of(door, other) == "too_fast"


def _code_of(door: CodeDoor, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        door.find(typed)
    return refused.value.code


# --- the answer ------------------------------------------------------------------------------


def test_an_answer_is_in_the_log_with_who_gives_it_and_ends_the_debt(alice: Counselor) -> None:
    row = left()
    answered(alice, row, later(DAY))
    assert [text for _, text in lines(row)][-2:] == ["answered", "Voici."]
    (written,) = [seq for seq, text in lines(row) if text == "Voici."]
    assert row.entries.get(seq=written).counselor == alice
    assert question(row).answered_at == later(DAY)
    assert fresh(row).state == "left"
    with pytest.raises(Refusal):
        answers.take(row.pk, alice.pk, alice.pk)


def test_asking_back_is_promised_anew(alice: Counselor) -> None:
    row = left()
    answered(alice, row, later(DAY))
    first = question(row).due_at
    say(row, "Et le prix ?", now=later(DAY + 60))
    questions.asked_back(row.pk, later(DAY + 60))
    now = question(row)
    assert now.answered_at is None
    assert first is not None
    assert now.due_at is not None
    assert now.due_at > first
    assert now.owner == alice


def test_more_words_before_the_answer_move_no_promise(house: None) -> None:
    row = left()
    before = question(row).due_at
    say(row, "Encore ceci", now=later(DAY))
    questions.asked_back(row.pk, later(DAY))
    assert question(row).due_at == before


def test_nobody_answers_past_the_visitor(alice: Counselor) -> None:
    row = left()
    answers.take(row.pk, alice.pk, None)
    seen = fresh(row).last_seq
    say(row, "Ah, et ceci", now=later(60))
    with pytest.raises(WroteMore):
        answers.send(row.pk, alice, "Voici.", seen, later(61))
    assert question(row).answered_at is None


def test_a_question_is_taken_from_nobody_or_from_who_was_seen_to_have_it(
    alice: Counselor, bram: Counselor
) -> None:
    row = left()
    answers.take(row.pk, alice.pk, None)
    with pytest.raises(Refusal):
        answers.take(row.pk, bram.pk, None)
    answers.take(row.pk, bram.pk, alice.pk)
    for act in (answers.put_back, partial(answers.save_draft, text="x")):
        with pytest.raises(Refusal):
            act(row.pk, alice.pk)
    answers.save_draft(row.pk, bram.pk, "Brouillon")
    answers.put_back(row.pk, bram.pk)
    assert (question(row).owner, draft_of(row)) == (None, "Brouillon")


def test_a_colleague_reads_a_draft_and_a_changed_draft_is_unread(
    alice: Counselor, bram: Counselor
) -> None:
    row = left()
    answers.take(row.pk, alice.pk, None)
    with pytest.raises(Refusal):
        answers.ask_reading(row.pk, alice.pk)  # nothing to read
    answers.save_draft(row.pk, alice.pk, "Brouillon")
    answers.ask_reading(row.pk, alice.pk)
    with pytest.raises(Refusal):
        answers.has_read(row.pk, alice.pk, "moi-même")
    answers.has_read(row.pk, bram.pk, "Ajoute le prix")
    now = question(row)
    assert (now.reading, now.reader, remark_of(row)) == ("done", bram, "Ajoute le prix")
    answers.save_draft(row.pk, alice.pk, "Brouillon")
    assert question(row).reading == "done"
    answers.save_draft(row.pk, alice.pk, "Autre chose")
    assert (question(row).reading, remark_of(row)) == ("", "")


# --- back live -------------------------------------------------------------------------------


def test_who_comes_back_live_goes_first_with_everything_written(
    alice: Counselor, bram: Counselor
) -> None:
    row = left(later(-600))
    answers.take(row.pk, bram.pk, None)
    others = [visitor(later(-300)) for _ in range(5)]
    questions.come_back(row.pk, NOW)
    now = fresh(row)
    assert (now.state, now.came_back, now.queued_at) == ("waiting", True, NOW)
    dispatch()
    assert fresh(row).state == "offered"
    assert fresh(row).counselor_id == bram.pk  # who had it already
    assert "waiting" in {fresh(each).state for each in others}
    assert [text for _, text in lines(row)] == [
        "Quelle formation ?", "question_left", "came_back",
    ]  # fmt: skip


def test_nobody_comes_back_live_while_the_city_is_closed(alice: Counselor) -> None:
    row = left()
    with pytest.raises(Refusal) as refused:
        questions.come_back(row.pk, later(3600, CLOSING))
    assert refused.value.code == "closed_now"
    assert fresh(row).state == "left"


def test_who_came_back_and_went_away_keeps_the_question_and_its_promise(alice: Counselor) -> None:
    presence.counselors_went([alice.pk], NOW)
    row = left()
    due = question(row).due_at
    questions.come_back(row.pk, later(10))
    swept(later(70))
    swept(later(200))
    now = fresh(row)
    assert (now.state, now.came_back, question(row).due_at) == ("left", False, due)
    assert doctor.examine(later(200)) == []  # the place is that of coming back


def test_an_answer_is_not_sent_into_a_talk(alice: Counselor) -> None:
    row = left()
    answers.take(row.pk, alice.pk, None)
    questions.come_back(row.pk, NOW)
    with pytest.raises(Refusal):
        answers.send(row.pk, alice, "Voici.", fresh(row).last_seq, NOW)


# --- the end ---------------------------------------------------------------------------------


def test_an_answered_question_is_kept_for_a_month_then_becomes_one_fact(alice: Counselor) -> None:
    row = left()
    code = questions.new_code(row.pk)
    answered(alice, row, later(DAY))
    swept(later(30 * DAY))
    assert left_questions.by_code(code) == row
    swept(later(31 * DAY))
    assert (fresh(row).state, fresh(row).closed_by) == ("closed", "answered")
    assert fold.step(later(32 * DAY))
    assert Fact.objects.get().ended_by == "answered"
    assert not LeftQuestion.objects.exists()


def test_an_unanswered_question_is_said_by_the_doctor_and_never_dropped_in_silence(
    alice: Counselor,
) -> None:
    row = left()
    assert "answer" not in {each.check for each in doctor.examine(later(DAY))}
    overdue = {each.check: each.about for each in doctor.examine(later(5 * DAY))}
    assert overdue["answer"] == (row.pk,)
    swept(later(20 * DAY))
    assert fresh(row).state == "left"


def test_erasing_a_left_question_leaves_nothing(alice: Counselor) -> None:
    row = left()
    code = questions.new_code(row.pk)
    answers.take(row.pk, alice.pk, None)
    closing.erase(row.pk, NOW)
    assert left_questions.by_code(code) is None
    assert not LeftQuestion.objects.exists()


def test_a_chore_that_comes_too_late_does_nothing(alice: Counselor) -> None:
    row = left()
    due = silence.chores(later(60 * DAY))
    (chore,) = [each for each in due if each.func is questions.forget]
    answered(alice, row, later(60 * DAY))
    silence.done(chore)
    assert fresh(row).state == "left"


def test_once_it_is_answered_a_question_is_kept_without_what_identifies_its_visitor(
    alice: Counselor,
) -> None:
    row = visitor(text="Je m’appelle Awa Diallo, rappelez-moi au 0470 12 34 56")
    questions.leave_question(row.pk, Cause.QUESTION_LEFT, NOW)
    say(row, "Awa attend")
    answers.take(row.pk, alice.pk, None)
    assert "0470 12 34 56" in lines(row)[0][1], "whoever answers may need it"
    answer = "Appelez Actiris au 0800 35 123"
    answers.send(row.pk, alice, answer, fresh(row).last_seq, NOW)
    said = dict(lines(row))
    assert "0470" not in said[1]
    assert "[numéro de téléphone]" in said[1]
    assert not [text for text in said.values() if "Awa" in text]
    assert answer in said.values()
