from __future__ import annotations

from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import pytest

from chat import protocol
from miti.demo.acts import Act, HangUp, Solve
from miti.demo.choosing import GivingUp, Plan
from miti.demo.conduct import TRIES_AGAIN, Visitor

REF = "A" * 16
PLAN = Plan(
    at=0.0, city="brussels", subject=None, language="fr", opening="[démo] Bonjour", more="Encore",
    writes_later=False, answers=("Oui",), thanks="Merci", patience=240.0, counselor_patience=300.0,
    giving_up="leaves", ending="leaves", cut=None, remark=None,
)  # fmt: skip
UNKNOWN = protocol.Welcome(protocol.VERSION, 0.0, "", known=False)
KNOWN = protocol.Welcome(protocol.VERSION, 0.0, "", known=True)


def status(
    state: protocol.ConversationState, closed_by: str | None = None, still: float | None = None
) -> protocol.Status:
    return protocol.Status(
        1, state, None, None, "fr", 0.0, 0.0, 0, closed_by=closed_by, still_there_until=still
    )


def word_of_the_counselor(seq: int) -> protocol.Entry:
    return protocol.Entry(REF, seq, uuid4(), "counselor", 0.0, "Bonjour, je vous écoute.")


def waiting(plan: Plan = PLAN) -> Visitor:
    """A visitor who came at 0."""
    visitor = Visitor(plan, "k" * 43, "fr", Random(1))
    visitor.greeting()
    visitor.hear(UNKNOWN, 0.0)
    return visitor


def talking(plan: Plan = PLAN) -> Visitor:
    """A visitor who came at 0 and talks from 1 on."""
    visitor = waiting(plan)
    visitor.hear(status("open"), 1.0)
    return visitor


def until(visitor: Visitor, end: float) -> list[Act]:
    """Everything the visitor does by ``end`` when nobody says anything."""
    acts: list[Act] = []
    while visitor.next_at is not None and visitor.next_at <= end:
        acts += visitor.due(visitor.next_at)
    return acts


def said(acts: list[Act]) -> list[str]:
    return [act.text for act in acts if isinstance(act, protocol.Say)]


def test_a_visitor_greets_chooses_and_asks_at_once() -> None:
    visitor = Visitor(PLAN, "k" * 43, "nl", Random(1))
    assert visitor.greeting() == protocol.Hello(protocol.VERSION, "k" * 43, "nl", 0)
    arrived, start, written = visitor.hear(UNKNOWN, 0.0)
    assert (arrived, written) == ("arrived", "message written")
    assert isinstance(start, protocol.Start)
    assert (start.city, start.subject, start.text) == ("brussels", None, "[démo] Bonjour")


def test_who_writes_later_types_first() -> None:
    visitor = waiting(replace(PLAN, writes_later=True))
    acts = until(visitor, 10.0)
    assert acts[0] == protocol.Typing(on=True)
    assert said(acts) == ["[démo] Bonjour"]


def test_every_pulse_is_answered_with_how_long_the_person_was_idle() -> None:
    assert waiting().hear(protocol.Pulse(0.0, {}), 12.0) == [protocol.Beat(12.0)]


def test_somebody_whom_nobody_answers_leaves_when_patience_ends() -> None:
    visitor = waiting()
    assert protocol.Leave() not in until(visitor, 239.9)
    assert until(visitor, 240.0) == [protocol.Leave()]
    assert visitor.hear(status("closed", "visitor_left"), 241.0) == ["left", HangUp(None)]
    assert visitor.gone


def test_some_erase_what_they_wrote_when_they_give_up() -> None:
    visitor = waiting(replace(PLAN, ending="erases"))
    assert until(visitor, 240.0)[-1] == protocol.Erase()
    assert visitor.hear(status("closed", "visitor_left"), 241.0) == []
    assert visitor.hear(protocol.Erased(REF), 241.0) == ["erased", HangUp(None)]


@pytest.mark.parametrize(
    ("way", "end"),
    [("falls_silent", ["fell silent"]), ("vanishes", ["closed the page", HangUp(None)])],
)
def test_most_give_up_without_a_word(way: GivingUp, end: list[Act]) -> None:
    visitor = waiting(replace(PLAN, giving_up=way))
    assert until(visitor, 240.0)[-len(end) :] == end
    assert visitor.gone
    assert visitor.hear(protocol.Pulse(0.0, {}), 250.0) == []


def test_whoever_is_greeted_in_time_stays() -> None:
    visitor = talking()
    assert protocol.Leave() not in until(visitor, 300.0)


def test_whoever_hears_nothing_more_from_the_counselor_gives_up_too() -> None:
    visitor = talking()
    assert protocol.Leave() in until(visitor, 301.0)


def test_a_counselors_word_is_read_then_answered_after_typing() -> None:
    visitor = talking()
    assert visitor.hear(word_of_the_counselor(2), 10.0) == ["message received"]
    acts = until(visitor, 19.0)
    assert acts.index(protocol.Read(2)) < acts.index(protocol.Typing(on=True))
    assert said(acts) == ["Oui"]


def test_two_words_in_a_row_get_one_answer() -> None:
    visitor = talking()
    visitor.hear(word_of_the_counselor(2), 10.0)
    visitor.hear(word_of_the_counselor(3), 10.1)
    assert said(until(visitor, 19.0)) == ["Oui"]


def test_after_the_last_answer_comes_thanks_and_the_end() -> None:
    visitor = talking()
    visitor.hear(word_of_the_counselor(2), 10.0)
    until(visitor, 19.0)
    visitor.hear(word_of_the_counselor(3), 20.0)
    acts = until(visitor, 45.0)
    assert said(acts)[0] == "Merci"
    assert acts[-1] == protocol.Leave()


def test_still_there_is_answered() -> None:
    visitor = waiting()
    visitor.hear(status("waiting", still=90.0), 5.0)
    assert protocol.StillHere() in until(visitor, 14.0)


def test_a_cut_connection_comes_back_with_what_was_seen_and_what_was_not_acknowledged() -> None:
    visitor = waiting(replace(PLAN, cut=(5.0, 20.0)))
    visitor.hear(word_of_the_counselor(7), 4.0)
    assert until(visitor, 5.0)[-2:] == ["connection cut", HangUp(20.0)]
    assert visitor.next_at is None
    assert visitor.greeting() == protocol.Hello(protocol.VERSION, "k" * 43, "fr", 7)
    back, again = visitor.hear(KNOWN, 25.0)
    assert back == "came back"
    assert isinstance(again, protocol.Say)
    assert again.text == "[démo] Bonjour"


def test_an_acknowledged_message_is_not_sent_again() -> None:
    visitor = Visitor(PLAN, "k" * 43, "fr", Random(1))
    visitor.greeting()
    _, start, _ = visitor.hear(UNKNOWN, 0.0)
    assert isinstance(start, protocol.Start)
    assert start.key is not None
    visitor.hear(protocol.Entry(REF, 1, start.key, "visitor", 0.0, start.text or ""), 0.5)
    visitor.greeting()
    assert visitor.hear(KNOWN, 3.0) == ["came back"]


def test_a_message_that_could_not_be_stored_is_tried_again_with_its_key() -> None:
    visitor = Visitor(PLAN, "k" * 43, "fr", Random(1))
    visitor.greeting()
    _, start, _ = visitor.hear(UNKNOWN, 0.0)
    assert isinstance(start, protocol.Start)
    visitor.hear(protocol.Refused("unavailable", "say", start.key), 1.0)
    (again,) = [act for act in until(visitor, 1.0 + TRIES_AGAIN) if isinstance(act, protocol.Say)]
    assert (again.key, again.text) == (start.key, start.text)


def test_a_closed_door_turns_the_visitor_away() -> None:
    refused = protocol.Refused("closed_now", "start", UUID(int=0))
    assert waiting().hear(refused, 1.0) == ["turned away", HangUp(None)]


def test_when_the_counselor_ends_it_the_visitor_goes() -> None:
    ended = talking().hear(status("closed", "counselor_closed"), 60.0)
    assert ended == ["ended by the counselor", HangUp(None)]


def test_a_conversation_that_is_no_longer_known_is_over() -> None:
    visitor = talking()
    visitor.greeting()
    assert visitor.hear(UNKNOWN, 60.0) == ["ended by the service", HangUp(None)]


def test_whoever_was_helped_may_remark_something_before_going() -> None:
    glad = replace(PLAN, remark="Merci, c’était clair")
    answer = protocol.Answer(protocol.Said(remark="Merci, c’était clair"))
    for by in ("counselor_closed", "visitor_left"):
        first, *_ = talking(glad).hear(status("closed", by), 9.0)
        assert first == answer
        assert answer not in waiting(glad).hear(status("closed", by), 9.0)
        assert answer not in talking().hear(status("closed", by), 9.0)


def test_somebody_who_has_to_prove_something_does_and_then_waits_for_their_turn() -> None:
    visitor = waiting()
    first = protocol.Refused("proof_first", "start", params={"challenge": "c"})
    assert visitor.hear(first, 1.0) == [Solve("c")]
    (again,) = visitor.proved("p")
    assert isinstance(again, protocol.Start)
    assert (again.proof, again.text) == ("p", PLAN.opening)
    early = protocol.Refused("too_fast", "start", params={"retry_after": 9.0})
    assert visitor.hear(early, 2.0) == []
    assert again not in until(visitor, 10.9)
    assert again in until(visitor, 11.0)
