"""Counselors who vanish or do not answer; leases and offers are short here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.people import People, gathered
from tests.journey.town import Town, town

QUESTION = "Que faire après ma formation ?"
LOG = (QUESTION, "Bonjour !", "Je cherche un stage.", "Je regarde.", "Merci !")


@pytest.fixture(scope="module")
def hasty_town() -> Iterator[Town]:
    seconds = {"pulse": "1", "lease": "8", "grace": "6", "offer": "6"}
    with town(**{f"{name}_seconds": value for name, value in seconds.items()}) as there:
        yield there


@pytest.fixture
def people(browser: Browser, hasty_town: Town) -> Iterator[People]:
    yield from gathered(browser, hasty_town)


def test_a_visitor_whose_counselor_vanishes_is_told_and_taken_over_by_another(
    people: People,
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.chooses("city", "demo")
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    alice.writes(LOG[1])
    visitor.writes(LOG[2])
    alice.reads(*LOG[:3])
    alice.writes(LOG[3])
    visitor.reads(*LOG[:4])
    alice.context.close()

    visitor.sees("Alice, Ville ouverte", [visitor.words.word("away", alias="Alice")])
    visitor.writes(LOG[4])
    visitor.is_told("notice_cut_off")
    visitor.sees(visitor.words.word("place_unknown"))
    bram = people.counselor("bram")
    expect(bram.queue).to_contain_text(bram.words.word("queue.cut_off"))
    bram.goes_on_duty()
    bram.accepts(QUESTION)
    bram.reads(*LOG)
    expect(bram.talk).to_contain_text(bram.words.word("state.cut_off"))
    visitor.meets("Bram", "Namur")
    bram.writes("Je reprends.")
    visitor.reads(*LOG, "Je reprends.")

    alice = people.counselor("alice")
    expect(alice.note).to_have_text(alice.words.word("duty_why.lost"))
    expect(alice.talk).to_be_hidden()


def test_an_offer_that_is_not_answered_goes_on_and_whoever_missed_it_is_paused_and_told(
    people: People,
) -> None:
    alice, bram = people.counselor("alice"), people.counselor("bram")
    alice.goes_on_duty()
    bram.goes_on_duty()
    visitor = people.visitor()
    visitor.chooses("city", "demo")
    visitor.asks(QUESTION)
    expect(alice.offer).to_contain_text(QUESTION)
    expect(bram.offer).to_be_hidden()
    bram.accepts(QUESTION)
    visitor.meets("Bram", "Namur")
    expect(alice.offer).to_be_hidden()
    expect(alice.note).to_have_text(alice.words.word("duty_why.no_answer"))
    expect(alice.button("Paused")).to_have_attribute("aria-pressed", "true")


@pytest.fixture(scope="module")
def impatient_town() -> Iterator[Town]:
    seconds = {"pulse": "0.5", "lease": "3.5", "idle": "1", "still_there": "4"}
    with town(**{f"{name}_seconds": value for name, value in seconds.items()}) as there:
        yield there


@pytest.fixture
def waiting_room(browser: Browser, impatient_town: Town) -> Iterator[People]:
    yield from gathered(browser, impatient_town)


def test_a_waiting_visitor_is_asked_still_there_and_without_an_answer_costs_nobody_a_greeting(
    waiting_room: People,
) -> None:
    visitor = waiting_room.visitor()
    visitor.asks(QUESTION)
    expect(visitor.banner).to_contain_text(visitor.words.word("still_there"))
    visitor.button("Yes, I am here").click()
    expect(visitor.banner).to_be_empty()
    visitor.sees(visitor.words.word("place_unknown"))

    expect(visitor.banner).to_contain_text(visitor.words.word("still_there"))
    visitor.sees(
        visitor.words.word("ended_queue_title"), [visitor.words.word("ended_visitor_away")]
    )
    alice = waiting_room.counselor("alice")
    alice.goes_on_duty()
    expect(alice.queue).to_contain_text(alice.words.word("queue.none"))
    expect(alice.offer).to_be_hidden()
    visitor.button("Ask another question").click()
    visitor.asks("Me revoilà.")
    alice.accepts("Me revoilà.")
