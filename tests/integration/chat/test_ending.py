"""How talks end: wrapped up, erased, folded into a fact, or left at closing time."""

from __future__ import annotations

import pytest

from chat import fold
from chat.actions import closing, presence, talking
from chat.models import Conversation, LogEntry, Move, Pass
from chat.protocol import Refusal
from counselors.models import Counselor
from tests.chat_people import (
    CLOSING,
    NOW,
    dispatch,
    fresh,
    later,
    lines,
    say,
    talk,
    visitor,
)
from tests.integration.chat.beats import counselors_beat, swept, visitors_beat
from transcripts.models import Fact


def test_a_talk_may_be_wrapped_up_after_the_visitor_left(alice: Counselor) -> None:
    row = talk(alice)
    closing.leave(row.pk, later(60))
    closing.close(row.pk, alice.pk, "learning", "answered", later(90))
    now = fresh(row)
    assert (now.closed_by, now.closed_subject_id, now.outcome) == (
        "visitor_left", "learning", "answered",
    )  # fmt: skip
    assert now.wrapped_at == later(90)


def test_nobody_wraps_up_the_talk_of_another(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    with pytest.raises(Refusal) as refused:
        closing.close(row.pk, bram.pk, "learning", "answered", later(90))
    assert refused.value.code == "taken"
    assert fresh(row).state == "open"


def test_nobody_writes_into_a_closed_talk(alice: Counselor) -> None:
    row = talk(alice)
    closing.leave(row.pk, later(60))
    for by in (None, alice):
        answer = say(row, "trop tard", by, later(61))
        assert isinstance(answer, Refusal)
        assert answer.code == "wrong_state"
    assert lines(row)[-1][1] == "closed"


def test_erasing_deletes_every_row(alice: Counselor) -> None:
    row, other = visitor(), talk(alice)
    dispatch()
    talking.decline(row.pk, alice.pk, NOW)
    talking.pick(row.pk, alice.pk, NOW)
    say(row, "mon secret", now=later(1))
    closing.erase(row.pk, later(2))
    tables = [each.related_model for each in Conversation._meta.related_objects]
    assert {LogEntry, Move, Pass} <= set(tables)
    for table in tables:
        assert not table._default_manager.filter(conversation_id=row.pk).exists()
    assert list(Conversation.objects.all()) == [other]
    while fold.step(later(86_400)):
        pass
    assert Fact.objects.count() == 0


def test_a_closed_talk_becomes_one_fact_and_is_deleted(alice: Counselor) -> None:
    row = talk(alice)
    closing.close(row.pk, alice.pk, "learning", "referred", later(700))
    assert not fold.step(later(700 + 3599))
    assert fold.step(later(700 + 3600))
    assert not fold.step(later(700 + 3600))
    fact = Fact.objects.get()
    assert (fact.city_asked, fact.city_served, fact.outcome) == ("brussels", "brussels", "referred")
    assert not Conversation.objects.exists()
    assert not LogEntry.objects.exists()


def test_who_still_waits_well_after_closing_time_leaves_the_question(house: None) -> None:
    row = visitor(later(-3600, CLOSING))
    for minutes in (0, 14):
        visitors_beat(row, now=later(60 * minutes, CLOSING))
        swept(later(60 * minutes, CLOSING))
        assert fresh(row).state == "waiting"
    visitors_beat(row, now=later(15 * 60 + 1, CLOSING))
    swept(later(15 * 60 + 1, CLOSING))
    assert fresh(row).state == "left"
    assert lines(row) == [(1, "Bonjour"), (2, "question_left")]


def test_who_is_cut_off_after_closing_time_is_not_sent_away_at_once(alice: Counselor) -> None:
    counselors_beat(alice, now=later(-1800, CLOSING))
    row = talk(alice, later(-1800, CLOSING))
    cut = later(20 * 60, CLOSING)
    presence.counselor_lost(alice.pk, cut)
    for minutes, state in ((0, "waiting"), (14, "waiting"), (15, "left")):
        now = later(60 * minutes, cut)
        visitors_beat(row, now=now)
        swept(now)
        assert fresh(row).state == state
