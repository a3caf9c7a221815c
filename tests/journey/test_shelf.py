"""Ready-made texts, from the key that opens the shelf to the card on the visitor's screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.visitor import PHONE

QUESTIONS = {"fr": "Comment faire un bon CV ?", "nl": "Hoe maak ik een goed cv?"}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_text_is_found_sent_as_a_card_and_helps(people: People, language: str) -> None:
    visitor = people.visitor(language, **PHONE)
    visitor.chooses("subject", "working")
    visitor.asks(QUESTIONS[language])
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    alice.accepts(QUESTIONS[language])
    shelf = alice.page.locator("miti-shelf")
    expect(shelf.locator('[data-part="suggested"]')).to_contain_text("Europass")

    alice.page.keyboard.press("/")
    expect(alice.page.get_by_role("searchbox")).to_be_focused()
    alice.page.keyboard.type("EUROPAS")
    first = shelf.locator('[data-part="list"] button').first
    expect(first).to_contain_text("europass.europa.eu")
    alice.page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    assert faults(alice.page) == []
    first.focus()
    alice.page.keyboard.press("Control+Enter")
    expect(alice.composer).to_be_focused()
    expect(alice.log).to_contain_text("europass.europa.eu")

    link = visitor.log.get_by_role("link", name="europass.europa.eu")
    expect(link).to_have_attribute("href", "https://europass.europa.eu/")
    expect(visitor.log.locator("strong")).to_contain_text("Europass")
    helps = visitor.log.get_by_role("button", name=visitor.words.word("card_useful"))
    helps.click()
    expect(helps).to_have_attribute("aria-pressed", "true")
    assert faults(visitor.page) == []


@pytest.mark.parametrize(("language", "french"), [("fr", "français"), ("nl", "Frans")])
def test_enter_puts_a_text_into_the_answer_and_a_missing_version_is_marked(
    people: People, language: str, french: str
) -> None:
    visitor = people.visitor("en")
    visitor.asks("How do I start a business in Flanders?")
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    alice.accepts("How do I start a business in Flanders?")
    alice.page.keyboard.press("/")
    alice.page.keyboard.type("vlaio")
    first = alice.page.locator('miti-shelf [data-part="list"] button').first
    expect(first).to_contain_text(alice.words.word("shelf.only", language=french))
    for press in ("isComposing: true", "keyCode: 229"):  # Enter ends a word in Japanese
        alice.page.get_by_role("searchbox").evaluate(
            "(box) => box.dispatchEvent(new KeyboardEvent('keydown', {"
            f"key: 'Enter', {press}, bubbles: true, cancelable: true }}))"
        )
        expect(alice.page.get_by_role("searchbox")).to_be_focused()
    expect(alice.composer).to_have_value("")
    alice.page.keyboard.press("Enter")
    expect(alice.composer).to_be_focused()
    assert "VLAIO" in alice.composer.input_value()
    assert "https://www.vlaio.be/" in alice.composer.input_value()
    alice.page.keyboard.press("Alt+r")
    alice.page.keyboard.type("1890", delay=0)
    alice.page.keyboard.press("Enter")  # faster than the answer
    expect(alice.composer).to_be_focused()
    assert "https://www.1890.be/" in alice.composer.input_value()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_who_waits_has_something_to_read_until_somebody_comes(
    people: People, language: str
) -> None:
    visitor = people.visitor(language, **PHONE)
    visitor.chooses("subject", "working")
    visitor.asks(QUESTIONS[language])
    texts = visitor.page.locator("#while-waiting")
    texts.get_by_text(visitor.words.word("while_waiting")).click()
    expect(texts.get_by_role("listitem").first).to_be_visible()
    expect(texts.get_by_role("listitem").first).to_have_attribute("lang", language)
    assert faults(visitor.page) == []
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    alice.accepts(QUESTIONS[language])
    visitor.meets("Alice", "Ville ouverte" if language == "fr" else "Open stad")
    expect(texts).to_be_hidden()
