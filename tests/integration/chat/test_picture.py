"""What a picture remembers, when it reads it again, and how much it asks of the database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import background, overview, picture
from chat.actions import closing, holding, presence
from chat.actions.handing import Target, hand_over
from chat.background import KEEP, USUAL_TALK, Memory
from chat.dispatch import Dispatcher
from chat.overview import Queues
from chat.picture import Camera, person
from counselors.models import Counselor, DutyState, Subject
from routing.estimate import mean_talk
from tests.chat_people import CLOSING, NOW, counselor, fresh, later, on_duty, talk, visitor
from transcripts import actions
from transcripts.facts import ClosedTalk, fact_of

AGAIN = KEEP.total_seconds()


def came(at: datetime, subject: str | None = "working", language: str = "fr") -> None:
    """Somebody came at this hour, and what is left is a fact."""
    talk = ClosedTalk(
        queued_at=at, opened_at=None, closed_at=at, city_asked=None, city_served=None,
        subject_asked=subject, subject_closed=None, language=language, messages=1, outcome=None,
        ended_by="visitor_left",
    )  # fmt: skip
    actions.record(fact_of(talk))


def test_the_next_picture_takes_four_queries_however_many_are_there(alice: Counselor) -> None:
    for number in range(5):
        on_duty(counselor(f"C{number}", "namur", {"fr": 1.0}, ()))
        visitor(later(number))
    camera = Camera()
    camera.take(later(5))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        seen = camera.take(later(6))
    assert (len(asked), len(seen.on_duty), len(seen.waiting)) == (4, 6, 5)


def test_a_new_skill_is_seen_a_few_seconds_later(alice: Counselor) -> None:
    camera = Camera()
    camera.take(NOW)
    alice.subjects.remove(Subject.objects.get(key="working"))
    assert "working" in camera.take(later(AGAIN - 1)).on_duty[0].subjects
    assert "working" not in camera.take(later(AGAIN)).on_duty[0].subjects


def test_whoever_comes_on_duty_is_known_at_once(alice: Counselor) -> None:
    camera = Camera()
    camera.take(NOW)
    bram = on_duty(counselor("Bram", "namur", {"nl": 1.0}, ()))
    assert {each.id for each in camera.take(later(1)).on_duty} == {alice.pk, bram.pk}


def test_what_is_refused_although_it_seemed_right_is_looked_at_anew(alice: Counselor) -> None:
    bram = on_duty(counselor("Bram", "namur", {"fr": 0.5}, ("working",)))
    visitor(language="uk")  # nobody can help them: there is something to look at
    dispatcher = Dispatcher()
    dispatcher.step(NOW)
    alice.language_skills.filter(language="fr").delete()
    row = visitor(later(1))
    dispatcher.step(later(2))
    assert fresh(row).counselor_id is None  # Alice was chosen, and the claim knew better
    dispatcher.step(later(3))
    assert fresh(row).counselor_id == bram.pk


def test_a_second_wait_is_counted_from_its_own_beginning(alice: Counselor) -> None:
    """An hour of talk is no wait for the colleague to whom it is handed over then."""
    first, row = visitor(NOW, subject=None), talk(alice)
    assert person(first.pk, later(60)).needs_since == NOW.timestamp()
    assert person(row.pk, later(3600)).needs_since == later(3600).timestamp()
    hand_over(row.pk, alice.pk, Target(subject="learning"), "", later(3600))
    assert person(row.pk, later(3700)).needs_since == later(3600).timestamp()
    assert person(row.pk, later(3700)).queued_at == NOW.timestamp()


def test_those_of_other_fridays_are_expected(alice: Counselor) -> None:
    for week in (1, 2):
        for _ in range(6):
            came(NOW - timedelta(weeks=week))
    came(NOW - timedelta(days=1))  # a Thursday
    came(NOW - timedelta(weeks=1, hours=5))  # hours before
    assert picture.snapshot(NOW).arrivals == {("working", "fr"): pytest.approx(6 / 3600 / 2)}


def test_who_did_not_know_what_to_ask_for_is_expected_so(alice: Counselor) -> None:
    came(NOW - timedelta(weeks=1), subject=None)
    assert set(picture.snapshot(NOW).arrivals) == {(None, "fr")}


def test_the_past_of_an_hour_is_read_once(alice: Counselor) -> None:
    memory = Memory()
    first = memory.at(NOW, [])
    with CaptureQueriesContext(connection) as asked:
        again = memory.at(later(AGAIN), [])
    assert again is not first
    assert again.hours is first.hours
    assert not any("transcripts_fact" in query["sql"] for query in asked.captured_queries)
    assert memory.at(later(3600), []).hours.since == later(3600)


def test_desks_that_see_the_same_share_a_frame_and_others_do_not(alice: Counselor) -> None:
    same = [on_duty(counselor(f"C{n}", "namur", {"fr": 1.0}, ("working",))) for n in range(2)]
    visitor(later(1), subject="learning")
    queues = Queues(overview.look(later(2)))
    first, second = (queues.frame(each.pk) for each in same)
    assert first is second
    assert queues.frame(alice.pk) != first
    assert b"Bonjour" in queues.frame(alice.pk)
    assert b"Bonjour" not in first


def test_a_counselor_who_has_a_history_with_somebody_has_a_queue_of_their_own(
    alice: Counselor,
) -> None:
    bram = on_duty(counselor("Bram", "brussels", {"fr": 1.0, "nl": 0.75}, ("working", "learning")))
    row = visitor(later(1))
    row.previous = alice
    row.save()
    queues = Queues(overview.look(later(2)))
    assert b"returning" in queues.frame(alice.pk)
    assert b"returning" not in queues.frame(bram.pk)


def test_a_duty_ends_as_planned_or_else_at_closing(alice: Counselor, bram: Counselor) -> None:
    presence.set_duty(bram.pk, DutyState.ON, 2, NOW, later(600).timestamp())
    ends = {each.id: each.shift_ends_at for each in Camera().take(NOW).on_duty}
    assert ends == {alice.pk: CLOSING.timestamp(), bram.pk: later(600).timestamp()}
    after = later(60, CLOSING)
    ends = {each.id: each.shift_ends_at for each in Camera().take(after).on_duty}
    assert ends[alice.pk] == after.timestamp()  # closed by now: nobody new for longer


def test_who_stays_longer_is_asked_before_who_leaves_in_ten_minutes(
    alice: Counselor, bram: Counselor
) -> None:
    presence.set_duty(alice.pk, DutyState.ON, 2, NOW, later(600).timestamp())
    first = visitor(city=None)
    Dispatcher().step(NOW)
    assert fresh(first).counselor_id == bram.pk
    reason = fresh(first).reason
    assert reason is not None
    assert "shift" in dict(reason["runner_up"]["terms"])
    presence.set_duty(bram.pk, DutyState.PAUSED, 2, later(1))
    second = visitor(later(1), city=None)
    Dispatcher().step(later(1))
    assert fresh(second).counselor_id == alice.pk  # never idle while somebody waits


def test_a_talk_lasts_as_long_as_it_needs_a_slot(alice: Counselor) -> None:
    row = talk(alice)
    holding.set_aside(row.pk, alice.pk, later(300))
    holding.go_on(row.pk, alice.pk, later(3900))
    closing.close(row.pk, alice.pk, None, "answered", later(4080))
    assert background.read(later(4081)).talk == mean_talk([480.0], USUAL_TALK)
