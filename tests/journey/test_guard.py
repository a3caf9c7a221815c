"""While machines write: a coordinator switches the guard on, and people hardly notice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from chat.words.board import WORDS as BOARD
from chat.words.embed import EMBED
from chat.words.visitor import WORDS
from tests.journey.axe import faults
from tests.journey.people import WIDE, People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor
from tests.journey.words import Words

QUESTION = {"fr": "Quelle école du soir à Namur ?", "uk": "Де вивчати французьку?"}
PROOF = "**/js/core/proof*.js"


def switched_on(people: People, language: str = "fr") -> Page:
    """The board of Chloé, who has switched the guard on."""
    board, words = people.coordinator("chloe", language), Words(language, BOARD)
    expect(board.locator('[data-part="guard"]')).to_have_text(words.word("guard.off"))
    board.get_by_role("button", name=words.word("guard.switch_on")).click()
    expect(board.get_by_role("button", name=words.word("guard.switch_off"))).to_be_visible()
    before, after = words.word("guard.on", time="00:00").split("00:00")
    said = re.compile(rf"^{re.escape(before)}\d\d:\d\d{re.escape(after)}$")
    expect(board.locator('[data-part="guard"]')).to_have_text(said)
    return board


@pytest.mark.parametrize("language", ["fr", "uk"])
def test_a_coordinator_switches_it_and_a_visitor_on_a_phone_comes_in_with_what_was_typed(
    people: People, usual_town: Town, language: str
) -> None:
    board, words = switched_on(people, language), Words(language, BOARD)
    assert faults(board) == []
    visitor, question = people.visitor(language, **PHONE), QUESTION[language]
    held: list[Route] = []
    visitor.page.route(PROOF, lambda route: held.append(route))  # noqa: PLW0108 - it marks it
    visitor.asks(question)
    visitor.sees(visitor.words.word("one_moment"), [visitor.words.word("starting_proof")])
    assert faults(visitor.page) == []
    usual_town.lets_others_come_first(6)
    held[0].continue_()
    visitor.sees(visitor.words.word("one_moment"), [visitor.words.word("starting_turn")])
    expect(visitor.banner).to_be_empty()
    assert faults(visitor.page) == []
    visitor.writes("1")  # meanwhile, as somebody who waits
    visitor.sees(visitor.words.word("place_unknown"))
    visitor.reads(question, "1")

    board.get_by_role("button", name=words.word("guard.switch_off")).click()
    expect(board.locator('[data-part="guard"]')).to_have_text(words.word("guard.off"))
    assert faults(board) == []
    other = people.visitor(language)
    other.page.route(PROOF, lambda route: route.abort())  # nothing is loaded that is not needed
    other.asks(question)
    other.sees(other.words.word("place_unknown"))


def test_a_reload_in_the_middle_of_the_work_loses_nothing(people: People) -> None:
    switched_on(people)
    visitor = people.visitor("fr", **PHONE)
    visitor.page.route(PROOF, lambda route: route.abort())
    visitor.asks(QUESTION["fr"])
    visitor.sees(visitor.words.word("one_moment"), [visitor.words.word("starting_proof")])
    visitor.page.unroute(PROOF)
    visitor.page.reload()
    visitor.sees(visitor.words.word("place_unknown"))
    visitor.reads(QUESTION["fr"])


def test_in_the_frame_on_a_citys_own_site_it_works_as_well(
    people: People, usual_town: Town
) -> None:
    switched_on(people)
    alice, page = people.counselor("alice"), people.stranger("fr", **WIDE)
    alice.goes_on_duty()
    words = Words("fr", {**WORDS, **EMBED})
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    page.get_by_role("button", name=words.word("ask")).click()
    frame = page.frame_locator(f'iframe[title="{words.word("title")}"]')
    frame.get_by_label(words.text("Your question")).fill(QUESTION["fr"])
    frame.get_by_role("button", name=words.text("Ask my question")).click()
    alice.accepts(QUESTION["fr"])
    alice.writes("Bonjour !")
    expect(frame.get_by_role("log")).to_contain_text("Bonjour !")


def test_a_browser_that_cannot_prove_anything_gives_the_text_back_and_says_why(
    people: People, usual_town: Town
) -> None:
    switched_on(people)
    page = people.stranger("fr", **PHONE)
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    visitor = Visitor(page, "fr")
    visitor.opens(usual_town.address)
    visitor.question.fill(QUESTION["fr"])
    visitor.button("Ask my question").click()
    expect(page.locator("#not-accepted")).to_have_text(visitor.words.word("refused_proof_first"))
    expect(visitor.question).to_have_value(QUESTION["fr"])
