"""What the queue and the board show of one look at the database."""

from __future__ import annotations

from chat import background, overview, picture
from chat.actions import closing, presence, promising, questions, queueing, talking
from chat.lifecycle import Cause
from chat.models import ToldWait
from chat.protocol import BoardRow, Waiter
from counselors.models import Counselor, DutyState
from routing.announce import announce
from routing.domain import Wait
from tests.chat_people import CLOSING, NOW, dispatch, fresh, later, say, talk, visitor


def rows(now: overview.Look) -> dict[tuple[str | None, str], BoardRow]:
    return {(row.city, row.language): row for row in overview.board(now).rows}


def queue_of(who: Counselor) -> list[Waiter]:
    return list(overview.waiters_for(who.pk, overview.look(later(30))))


def test_the_table_counts_who_waits_who_talks_and_who_is_free(
    alice: Counselor, bram: Counselor
) -> None:
    talk(alice)
    visitor(later(1), language="uk"), visitor(later(2), language="uk", city=None)
    table = overview.board(overview.look(later(30)))
    assert (table.waiting, table.longest_since) == (2, later(1).timestamp())
    assert (table.in_talk, table.free_slots, table.on_duty) == (1, 3, 2)
    found = rows(overview.look(later(30)))
    here = found["brussels", "fr"]
    assert (here.in_talk, here.free_slots, here.on_duty, here.waiting) == (1, 1, 1, 0)
    assert found["brussels", "uk"].waiting == found[None, "uk"].waiting == 1
    assert (found["namur", "nl"].free_slots, found["namur", "nl"].on_duty) == (2, 1)


def test_who_pauses_is_on_duty_and_not_free(alice: Counselor) -> None:
    presence.set_duty(alice.pk, DutyState.PAUSED, 2, NOW)
    row = rows(overview.look(later(1)))["brussels", "fr"]
    assert (row.on_duty, row.free_slots) == (1, 0)


def test_who_is_being_called_is_neither_waiting_nor_in_talk(alice: Counselor) -> None:
    visitor()
    dispatch()
    table = overview.board(overview.look(later(1)))
    assert (table.waiting, table.in_talk, table.free_slots) == (0, 0, 1)


def test_the_table_says_when_a_city_is_closed(alice: Counselor) -> None:
    presence.counselors_are_here([alice.pk], later(60, CLOSING))
    assert rows(overview.look(NOW))["brussels", "fr"].open
    assert not rows(overview.look(later(60, CLOSING)))["brussels", "fr"].open


def test_a_counselor_sees_who_waits_what_they_wrote_and_why_not_theirs(alice: Counselor) -> None:
    presence.set_duty(alice.pk, DutyState.PAUSED, 2, NOW)
    mine, not_mine = visitor(later(1)), visitor(later(2), language="uk", text="Привіт")
    say(mine, "j'ai une question", now=later(5))
    first, second = queue_of(alice)
    assert (first.ref, first.texts) == (mine.ref, ("Bonjour", "j'ai une question"))
    assert (first.takeable, first.why.code) == (False, "not_accepting")
    assert (second.ref, second.texts) == (not_mine.ref, ())
    assert (second.takeable, second.why.code) == (False, "language")


def test_what_somebody_wrote_is_shown_only_to_those_who_could_help(bram: Counselor) -> None:
    visitor(later(1), subject="learning", text="pour une formation")
    (seen,) = queue_of(bram)
    assert (seen.why.code, seen.texts) == ("subject", ())


def test_whom_one_has_declined_may_still_be_picked(alice: Counselor) -> None:
    row = visitor()
    dispatch()
    talking.decline(row.pk, alice.pk, later(5))
    (seen,) = queue_of(alice)
    assert (seen.takeable, seen.why.code) == (True, "already_declined")


def test_who_talks_to_somebody_waits_for_nobody(alice: Counselor) -> None:
    talk(alice)
    assert queue_of(alice) == []


def told_and_answered(who: Counselor, many: int, after: float) -> None:
    """So many were told one to five minutes, and a counselor came after so many seconds."""
    for _ in range(many):
        row = talk(who)
        promising.note_ranges({row.pk: Wait(60, 300)}, later(-after))
        closing.close(row.pk, who.pk, None, None, NOW)


def test_the_table_says_how_many_waited_as_announced(alice: Counselor) -> None:
    told_and_answered(alice, 20, after=70)
    assert overview.board(overview.look(later(900))).ranges_held == 1.0
    told_and_answered(alice, 20, after=10_000)
    assert overview.board(overview.look(later(20_000))).ranges_held == 0.5


def test_a_few_waits_say_nothing_about_ranges(alice: Counselor) -> None:
    told_and_answered(alice, 19, after=70)
    assert overview.board(overview.look(later(900))).ranges_held is None


def test_whoever_left_before_the_end_of_the_range_says_nothing(alice: Counselor) -> None:
    told_and_answered(alice, 19, after=70)
    gone = visitor()
    promising.note_ranges({gone.pk: Wait(60, 300)}, NOW)
    closing.erase(gone.pk, later(70))
    assert overview.board(overview.look(later(900))).ranges_held is None
    left = visitor()
    promising.note_ranges({left.pk: Wait(60, 300)}, NOW)
    closing.leave(left.pk, later(100))
    assert overview.board(overview.look(later(900))).ranges_held is None


def test_whoever_left_long_after_the_range_was_let_down(alice: Counselor) -> None:
    told_and_answered(alice, 19, after=70)
    left = visitor()
    promising.note_ranges({left.pk: Wait(60, 300)}, NOW)
    closing.leave(left.pk, later(400))
    assert overview.board(overview.look(later(900))).ranges_held == 0.95


def test_a_question_that_is_over_is_no_wait_that_lasted_until_then(alice: Counselor) -> None:
    told_and_answered(alice, 20, after=70)
    left = visitor()
    promising.note_ranges({left.pk: Wait(60, 300)}, NOW)
    questions.leave_question(left.pk, Cause.QUESTION_LEFT, later(120))
    closing.leave(left.pk, later(4000))
    assert overview.board(overview.look(later(4001))).ranges_held == 1.0


def test_who_waits_again_after_a_talk_is_no_promise_that_was_broken(alice: Counselor) -> None:
    told_and_answered(alice, 20, after=70)
    row = talk(alice)
    queueing.back_to_queue(fresh(row), Cause.COUNSELOR_LOST, later(60))
    promising.note_ranges({row.pk: Wait(60, 300)}, later(61))
    assert overview.board(overview.look(later(62))).ranges_held == 1.0


def test_the_first_range_is_the_one_that_counts(alice: Counselor) -> None:
    talk(alice), talk(alice)
    row = visitor(later(1))
    dispatch(later(1))
    first = ToldWait.objects.get(conversation=row)
    assert (first.at, first.low < first.high) == (later(1), True)
    promising.note_ranges({row.pk: Wait(0, 60)}, later(90))
    dispatch(later(90))
    assert ToldWait.objects.get(conversation=row).high == first.high


def test_the_desk_learns_from_its_own_talks_how_long_they_last(alice: Counselor) -> None:
    assert picture.snapshot(NOW).handle_time == background.USUAL_TALK
    row = talk(alice)
    closing.close(row.pk, alice.pk, None, None, later(60))
    assert picture.snapshot(later(61)).handle_time < background.USUAL_TALK


def test_nobody_is_promised_a_wait_beyond_closing(alice: Counselor) -> None:
    talk(alice), talk(alice)
    row = [visitor() for _ in range(4)][-1]
    told = {}
    for minutes in (240, 15, 10, -1):
        now = later(-60 * minutes, CLOSING)
        presence.counselors_are_here([alice.pk], now)
        told[minutes] = announce(None, overview.look(now).places[row.pk], 0.0).wait
    assert not told[240].past_closing
    assert (told[15].past_closing, told[15].high) == (True, 900)
    assert told[10] == told[-1] == Wait(past_closing=True)
