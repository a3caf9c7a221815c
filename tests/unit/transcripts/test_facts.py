from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from transcripts.facts import ClosedTalk, ExitAnswers, fact_of

NOON = datetime(2027, 1, 15, 11, 5, 7, tzinfo=UTC)
TALK = ClosedTalk(
    queued_at=NOON,
    opened_at=NOON + timedelta(seconds=95),
    closed_at=NOON + timedelta(seconds=95 + 12 * 60),
    city_asked="brussels",
    city_served="namur",
    subject_asked="working",
    subject_closed="learning",
    language="fr",
    messages=14,
    outcome="answered",
    ended_by="counselor_closed",
)


def waited(seconds: float) -> ClosedTalk:
    return replace(TALK, opened_at=NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "band"),
    [(0, "<30s"), (29.9, "<30s"), (30, "30-90s"), (89, "30-90s"), (90, "90-180s"),
     (599, "300-600s"), (1199, "600-1200s"), (1200, "1200s+"), (9999, "1200s+")],
)  # fmt: skip
def test_a_wait_is_known_only_by_its_band(seconds: float, band: str) -> None:
    assert fact_of(waited(seconds)).wait_band == band


@pytest.mark.parametrize(
    ("messages", "band"),
    [(0, "<1"), (1, "1-5"), (4, "1-5"), (5, "5-10"), (39, "20-40"), (40, "40+")],
)
def test_messages_are_known_only_by_their_band(messages: int, band: str) -> None:
    assert fact_of(replace(TALK, messages=messages)).message_band == band


def test_a_talk_is_known_by_the_day_and_the_hour_it_began_in_its_own_time_zone() -> None:
    fact = fact_of(TALK)
    assert (fact.day, fact.hour_band) == (date(2027, 1, 15), "12-13")
    late = replace(TALK, queued_at=datetime(2027, 1, 15, 22, 59, tzinfo=UTC))
    assert (fact_of(late).day, fact_of(late).hour_band) == (date(2027, 1, 15), "23-00")
    assert fact_of(late, "UTC").hour_band == "22-23"


def test_who_chose_any_city_and_no_subject_is_counted_as_such() -> None:
    fact = fact_of(replace(TALK, city_asked=None, subject_asked=None, subject_closed=None))
    assert (fact.city_asked, fact.subject_asked, fact.subject_closed) == ("any", "unknown", "")


def test_who_was_never_served_waited_until_the_end_and_has_no_handle_time() -> None:
    gone = replace(TALK, opened_at=None, city_served=None, closed_at=NOON + timedelta(seconds=200))
    fact = fact_of(gone)
    assert (fact.wait_band, fact.handle_band, fact.city_served) == ("180-300s", "", "")


def test_two_talks_of_the_same_hour_that_differ_by_seconds_are_the_same_fact() -> None:
    other = replace(
        TALK,
        queued_at=TALK.queued_at + timedelta(minutes=20),
        opened_at=NOON + timedelta(minutes=20, seconds=101),
        closed_at=NOON + timedelta(minutes=33),
        messages=11,
    )
    assert fact_of(other) == fact_of(TALK)


@pytest.mark.parametrize(
    ("hours", "band"), [(1, "<4h"), (4, "4-8h"), (47.9, "24-48h"), (100, "72h+")]
)
def test_the_wait_for_a_written_answer_is_told_in_hours(hours: float, band: str) -> None:
    fact = fact_of(replace(waited(hours * 3600), channel="left"))
    assert (fact.channel, fact.wait_band, fact.handle_band) == ("left", band, "")


def test_what_was_given_and_said_at_the_end_is_kept_as_it_is_and_else_left_out() -> None:
    said = ExitAnswers("satisfied", "yes", "no")
    fact = fact_of(replace(TALK, resources=frozenset({"page", "form"}), said=said))
    assert (fact.resources, fact.satisfaction) == ("form,page", "satisfied")
    assert (fact.recommend, fact.first_visit) == ("yes", "no")
    silent = fact_of(TALK)
    assert (silent.channel, silent.resources, silent.satisfaction) == ("live", "", "")
