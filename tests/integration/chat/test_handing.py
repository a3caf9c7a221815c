"""A talk handed over: to whom, for how long, and what everybody gets to know of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from chat import colleagues, overview, selectors, sweep
from chat.actions import closing, holding, presence, questions, talking
from chat.actions.handing import Target, hand_over
from chat.lifecycle import Cause
from chat.models import Conversation, Move
from chat.picture import used_slots
from chat.protocol import Refusal, WhoSuits
from counselors.models import Counselor, DutyState, OpeningWindow
from tests.chat_people import (
    NOW,
    counselor,
    dispatch,
    fresh,
    later,
    lines,
    on_duty,
    say,
    talk,
    visitor,
)

pytestmark = pytest.mark.django_db
RESERVE = 120
"""Seconds (``MITI_RESERVE_SECONDS``)."""
NOTE = "Asks about the second year."


@pytest.fixture
def yara(house: None) -> Counselor:
    """Yara of Namur: French and Ukrainian; learning and working."""
    return on_duty(counselor("Yara", "namur", {"fr": 1.0, "uk": 1.0}, ("learning", "working")))


def owner(row: Conversation) -> tuple[str, int | None]:
    now = fresh(row)
    return now.state, now.counselor_id


def to_bram(bram: Counselor) -> Target:
    return Target(counselor=bram.pk)


def stay(*counselors: Counselor, now: datetime) -> None:
    presence.counselors_are_here([each.pk for each in counselors], now)


def told(row: Conversation) -> dict[str, str]:
    notice = row.entries.get(code="handed_on")
    found: dict[str, str] = notice.params
    return found


def test_a_talk_handed_to_a_colleague_is_offered_to_that_one_alone(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), NOTE, later(30))
    assert owner(row) == ("waiting", None)
    assert fresh(row).queued_at == NOW
    dispatch(later(30))
    assert owner(row) == ("offered", bram.pk)
    talking.accept(row.pk, bram.pk, later(35))
    assert lines(row) == [(1, "Bonjour"), (2, "joined"), (3, "handed_on"), (4, "joined")]
    assert told(row) == {"alias": "Bram"}
    joined = {"alias": "Bram", "city": "namur", "asked_city": None}
    assert row.entries.get(seq=4).params == joined


def test_the_giver_has_a_free_place_at_once_and_is_not_asked_again_soon(alice: Counselor) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, Target(subject="learning"), "", later(1))
    assert used_slots([alice.pk]) == {}
    dispatch(later(1))
    assert owner(row) == ("waiting", None)
    stay(alice, now=later(121))
    dispatch(later(122))
    assert owner(row) == ("offered", alice.pk)


def test_a_colleague_without_a_free_place_is_waited_for_and_then_it_is_anybodys(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    busy = [talk(bram), talk(bram)]
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    dispatch(later(1))
    assert owner(row) == ("waiting", None)
    closing.close(busy[0].pk, bram.pk, None, None, later(30))
    dispatch(later(30))
    assert owner(row) == ("offered", bram.pk)


def test_a_colleague_who_does_not_come_is_waited_for_no_longer_than_said(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    presence.set_duty(bram.pk, DutyState.OFF, 2, NOW)
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", NOW)
    stay(yara, now=later(RESERVE))
    dispatch(later(RESERVE - 1))
    assert owner(row) == ("waiting", None)
    dispatch(later(RESERVE))
    assert owner(row) == ("offered", yara.pk)


def test_a_colleague_who_says_no_makes_it_anybodys_at_once(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    dispatch(later(1))
    talking.decline(row.pk, bram.pk, later(5))
    dispatch(later(5))
    assert owner(row) == ("offered", yara.pk)


def test_a_colleague_who_does_not_answer_makes_it_anybodys_too(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    dispatch(later(1))
    while sweep.step(later(22)):
        pass
    dispatch(later(22))
    assert owner(row) == ("offered", yara.pk)


def test_nobody_else_can_pick_what_is_kept_for_a_colleague(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    for other in (yara, alice):  # the giver, too
        with pytest.raises(Refusal) as refused:
            talking.pick(row.pk, other.pk, later(2))
        assert (refused.value.code, refused.value.params) == ("not_allowed", {"why": "reserved"})
        (seen,) = overview.waiters_for(other.pk, overview.look(later(2)))
        assert (seen.takeable, seen.why.code, seen.handed_on) == (False, "reserved", True)
    (seen,) = overview.waiters_for(bram.pk, overview.look(later(2)))
    assert seen.takeable
    talking.pick(row.pk, bram.pk, later(2))
    assert owner(row) == ("open", bram.pk)


@pytest.mark.parametrize(
    ("target", "taker", "notice"),
    [
        (Target(subject="learning"), "yara", {"to_subject": "learning"}),
        (Target(language="nl"), "bram", {"to_language": "nl"}),
        (Target(city="namur"), "yara", {"to_city": "namur"}),
        (
            Target(subject="learning", language="uk", city="namur"),
            "yara",
            {"to_subject": "learning", "to_language": "uk", "to_city": "namur"},
        ),
    ],
    ids=["subject", "language", "city", "all three"],
)
def test_a_talk_handed_to_a_subject_a_language_or_a_city_finds_who_suits(
    alice: Counselor, bram: Counselor, yara: Counselor, target: Target, taker: str, notice: object
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, target, "", later(1))
    dispatch(later(1))
    assert owner(row) == ("offered", {"bram": bram, "yara": yara}[taker].pk)
    assert told(row) == notice
    now = fresh(row)
    asked = (target.subject or "working", target.language or "fr", target.city or "brussels")
    assert (now.subject_id, now.language_id, now.city_id) == asked


def test_a_handed_over_talk_comes_before_those_who_only_wait(
    alice: Counselor, bram: Counselor
) -> None:
    busy = [talk(bram), talk(bram)]
    on_duty(alice, NOW, slots=1)
    row = talk(alice, later(5))
    waiting = visitor(NOW, city="namur")
    hand_over(row.pk, alice.pk, Target(city="namur"), "", later(9))
    presence.set_duty(alice.pk, DutyState.PAUSED, 1, later(9))
    closing.close(busy[0].pk, bram.pk, None, None, later(10))
    dispatch(later(10))
    assert (owner(row), owner(waiting)) == (("offered", bram.pk), ("waiting", None))


def test_the_note_is_read_by_the_next_counselor_only_and_goes_with_the_talk(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), NOTE, later(1))
    assert selectors.talks_of(alice.pk, later(1))[row.pk].looking_on
    dispatch(later(1))
    assert selectors.talks_of(bram.pk, later(1))[row.pk].note == ""
    talking.accept(row.pk, bram.pk, later(2))
    assert selectors.talks_of(alice.pk, later(2)) == {}
    mine = selectors.talks_of(bram.pk, later(2))[row.pk]
    assert (mine.handed_by, mine.note) == ("Alice", NOTE)
    closing.close(row.pk, bram.pk, None, None, later(3))
    assert fresh(row).sealed_note == b""


def test_a_hand_over_that_nobody_took_up_is_over_once_the_question_is_left(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), NOTE, later(1))
    questions.leave_question(row.pk, Cause.QUESTION_LEFT, later(2))
    assert (fresh(row).sealed_note, fresh(row).handed_by_id) == (b"", None)
    questions.come_back(row.pk, later(3))
    status = selectors.visitor_status(row.pk)
    assert status is not None
    assert status.handed_by is None


def test_a_second_note_replaces_the_first(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), NOTE, later(1))
    talking.pick(row.pk, bram.pk, later(2))
    hand_over(row.pk, bram.pk, Target(counselor=alice.pk), "", later(3))
    talking.pick(row.pk, alice.pk, later(4))
    mine = selectors.talks_of(alice.pk, later(4))[row.pk]
    assert (mine.handed_by, mine.note) == ("Bram", "")


def test_a_talk_handed_back_is_offered_to_the_one_who_gave_it_away_a_moment_ago(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    talking.pick(row.pk, bram.pk, later(2))
    hand_over(row.pk, bram.pk, Target(counselor=alice.pk), "", later(3))
    dispatch(later(3))
    assert owner(row) == ("offered", alice.pk)


def test_the_giver_is_told_that_it_was_handed_on_however_fast_it_was_taken(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    assert selectors.why_gone(row.ref, alice.pk) == "transferred"
    talking.pick(row.pk, bram.pk, later(2))
    assert selectors.why_gone(row.ref, alice.pk) == "transferred"


def test_after_a_hand_over_only_the_new_counselor_writes(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(1))
    talking.pick(row.pk, bram.pk, later(2))
    assert isinstance(say(row, "Encore moi", alice, later(3)), Refusal)
    assert not isinstance(say(row, "Goedemorgen", bram, later(3)), Refusal)


def test_a_talk_on_hold_is_handed_over_once_its_visitor_is_there(
    alice: Counselor, bram: Counselor
) -> None:
    row = talk(alice)
    holding.hold(row.pk, later(1))
    Conversation.objects.filter(pk=row.pk).update(visitor_online=False)
    with pytest.raises(Refusal) as refused:
        hand_over(row.pk, alice.pk, to_bram(bram), "", later(2))
    assert (refused.value.code, owner(row)) == ("wrong_state", ("on_hold", alice.pk))
    presence.visitors_are_here([row.pk], later(3))
    hand_over(row.pk, alice.pk, to_bram(bram), "", later(4))
    causes = Move.objects.filter(conversation=row).order_by("pk").values_list("cause", flat=True)
    assert list(causes)[-2:] == ["woken", "transferred"]
    assert owner(row) == ("waiting", None)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target(), "malformed"),
        (Target(counselor=1, city="namur"), "malformed"),
        (Target(counselor=10**6), "not_found"),
        (Target(subject="cooking"), "not_found"),
        (Target(language="xx"), "not_found"),
        (Target(city="atlantis"), "not_found"),
    ],
)
def test_a_target_that_does_not_exist_changes_nothing(
    alice: Counselor, target: Target, code: str
) -> None:
    row = talk(alice)
    with pytest.raises(Refusal) as refused:
        hand_over(row.pk, alice.pk, target, NOTE, later(1))
    assert (refused.value.code, owner(row)) == (code, ("open", alice.pk))
    assert fresh(row).sealed_note == b""


def test_nobody_hands_a_talk_to_themselves_or_to_who_lacks_the_skills(
    alice: Counselor, bram: Counselor
) -> None:
    row = visitor(subject="learning")
    talking.pick(row.pk, alice.pk, NOW)
    for target in (alice, bram):  # Bram does not know about learning
        with pytest.raises(Refusal) as refused:
            hand_over(row.pk, alice.pk, Target(counselor=target.pk), "", later(1))
        assert refused.value.code == "not_found"


def test_a_closed_city_gets_no_talk(alice: Counselor) -> None:
    OpeningWindow.objects.filter(city="namur").delete()
    row = talk(alice)
    with pytest.raises(Refusal) as refused:
        hand_over(row.pk, alice.pk, Target(city="namur"), "", later(1))
    assert refused.value.code == "closed_now"


def test_only_who_has_the_talk_hands_it_over(alice: Counselor, bram: Counselor) -> None:
    row = talk(alice)
    with pytest.raises(Refusal) as refused:
        hand_over(row.pk, bram.pk, Target(counselor=alice.pk), "", later(1))
    assert refused.value.code == "taken"
    closing.close(row.pk, alice.pk, None, None, later(2))
    with pytest.raises(Refusal) as refused:
        hand_over(row.pk, alice.pk, to_bram(bram), "", later(3))
    assert refused.value.code == "wrong_state"


def test_colleagues_are_named_with_what_matters_for_this_talk(
    alice: Counselor, bram: Counselor, yara: Counselor
) -> None:
    counselor("Zoé", "namur", {"fr": 1.0}, ("working",))  # never came
    talk(bram)
    on_duty(bram, slots=1)
    row = talk(alice)
    free, full = colleagues.who_could_take(row.pk, alice.pk, later(1))
    assert (free.alias, free.city, free.languages, free.free) == (
        "Yara", "namur", ("fr", "uk"), True,
    )  # fmt: skip
    assert (full.alias, full.languages, full.free) == ("Bram", ("nl", "fr"), False)
    assert colleagues.called(full.key) == bram.pk
    assert colleagues.called("A" * 16) is None


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ({"language": "nl"}, (2, 2, 1)),  # Bram has no place left, Cas has
        ({"language": "nl", "city": "namur"}, (2, 1, 1)),
        ({"language": "nl", "subject": "learning"}, (0, 0, 0)),
        ({"language": "uk"}, (0, 0, 0)),
        ({"city": "namur"}, (1, 1, 0)),
        ({"subject": "cooking"}, (0, 0, 0)),
    ],
)
def test_before_a_talk_goes_to_others_it_is_known_whether_they_are_there(
    alice: Counselor, bram: Counselor, asked: dict[str, str], counts: tuple[int, int, int]
) -> None:
    on_duty(counselor("Cas", "brussels", {"nl": 1.0}, ("working",)))
    talk(bram)
    on_duty(bram, slots=1)
    row = talk(alice)
    told = colleagues.who_suits(WhoSuits(row.ref, **asked), row.pk, alice.pk, later(1))
    assert (told.able, told.near, told.free) == counts
    echo = {"subject": told.subject, "language": told.language, "city": told.city}
    assert {name: value for name, value in echo.items() if value} == asked


def test_who_cannot_help_is_not_named(alice: Counselor, bram: Counselor) -> None:
    row = visitor(subject="learning")
    talking.pick(row.pk, alice.pk, NOW)
    assert colleagues.who_could_take(row.pk, alice.pk, later(1)) == ()
