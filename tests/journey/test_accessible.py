from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.line import line_to
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE

LANGUAGES = ("fr", "nl", "en", "de", "uk")
QUESTION = "Comment devenir infirmière ? Voir https://example.org/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_the_visitors_front_page(people: People, language: str) -> None:
    visitor = people.visitor(language, **PHONE)
    assert faults(visitor.page) == []
    visitor.button("Ask my question").click()
    expect(visitor.question).to_have_attribute("aria-invalid", "true")
    assert faults(visitor.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_the_sign_in_page(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.stranger(language)
    page.goto(f"{usual_town.address}/desk/sign-in/")
    assert faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_an_empty_desk_and_board(people: People, language: str) -> None:
    desk = people.counselor("alice", language)
    assert faults(desk.page) == []
    desk.page.keyboard.press("?")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert faults(desk.page) == []
    board = people.coordinator("chloe", language)
    expect(board.get_by_role("status").first).not_to_be_empty()
    assert faults(board) == []


def test_nothing_is_amiss_on_either_side_in_any_state_of_a_talk(
    people: People, usual_town: Town
) -> None:
    with line_to(usual_town.address) as line:
        visitor = people.visitor(at=line.address, **PHONE)
        visitor.asks(QUESTION)
        visitor.sees(visitor.words.word("place_unknown"))
        assert faults(visitor.page) == [], "waiting"
        alice, board = people.counselor("alice"), people.coordinator("chloe")
        expect(alice.queue).to_contain_text(alice.words.word("queue.count", n=1))
        assert faults(alice.page) == [], "somebody waits"
        alice.goes_on_duty()
        expect(alice.offer).to_contain_text(QUESTION)
        assert faults(alice.page) == [], "offer"
        alice.accepts(QUESTION)
        alice.writes("Bonjour !")
        visitor.reads(QUESTION, "Bonjour !")
        assert faults(visitor.page) == [], "talking"
        assert faults(alice.page) == [], "talk"
        assert faults(board) == [], "board"
        line.cut()
        expect(visitor.banner).not_to_be_empty()
        assert faults(visitor.page) == [], "reconnecting"
        line.heal()
        alice.wraps_up("Se former", "Answered")
        visitor.sees(visitor.words.word("ended_title"))
        assert faults(visitor.page) == [], "ended"
