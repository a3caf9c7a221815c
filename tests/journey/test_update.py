"""The service is updated while people have its pages open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.someone import Someone
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor

QUESTION = {"fr": "Où apprendre un métier ?", "nl": "Waar leer ik een beroep?"}
HALF = {"fr": "Je cherche enc", "nl": "Ik zoek nog st"}
NO_STORAGE = """
    Object.defineProperty(window, 'sessionStorage', {
        get() { throw new DOMException('Access is denied', 'SecurityError'); }
    });
"""
TOLD = "The service was updated. Load this page again when it suits you: what you wrote stays."


def grows_old(page: Page) -> None:
    """As if it had been loaded before the update."""
    page.evaluate("document.documentElement.dataset.build = 'before'")


def may_store_nothing(visitor: Visitor) -> None:
    """From now on, as in a frame of another site or a private window."""
    visitor.page.add_init_script(NO_STORAGE)
    visitor.page.reload()
    expect(visitor.button("Ask my question")).to_be_enabled()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_old_page_asks_to_be_loaded_again_and_keeps_what_is_being_written(
    people: People, usual_town: Town, language: str
) -> None:
    visitor = people.visitor(language, **PHONE)
    if language == "nl":
        may_store_nothing(visitor)
    visitor.asks(QUESTION[language])
    alice, board = people.counselor("alice", language), people.coordinator("chloe", language)
    alice.goes_on_duty()
    alice.accepts(QUESTION[language])
    expect(board.locator('[data-part="link"]')).to_have_attribute("data-link", "live")
    for each in (visitor, alice):
        each.composer.fill(HALF[language])
        expect(each.page.locator("#outdated")).to_have_count(0)
    for page in (visitor.page, alice.page, board):
        grows_old(page)
    usual_town.kill()
    usual_town.start()
    for page in (visitor.page, alice.page, board):
        expect(page.locator("#outdated")).to_contain_text(alice.words.text(TOLD))
        assert faults(page) == []
    for each in (visitor, alice):
        expect(each.composer).to_have_value(HALF[language])
        _loads_again(each)
        expect(each.composer).to_have_value(HALF[language])
        expect(each.page.locator("#outdated")).to_have_count(0)


def test_a_part_that_could_not_be_loaded_comes_with_the_page(people: People) -> None:
    visitor = people.visitor(**PHONE)
    part = "**/js/visitor_talk*.js"
    visitor.page.route(part, lambda route: route.abort())
    visitor.page.route("**/front.json", lambda route: route.abort())
    visitor.question.fill(QUESTION["fr"])
    visitor.button("Ask my question").click()
    expect(visitor.page.locator("#not-accepted")).to_have_text(visitor.words.word("not_loaded"))
    visitor.page.unroute("**/front.json")
    with visitor.page.expect_navigation():
        visitor.button("Ask my question").click()
    visitor.page.unroute(part)
    expect(visitor.question).to_have_value(QUESTION["fr"])
    visitor.asks(QUESTION["fr"])
    expect(visitor.marks).to_have_text(visitor.words.word("mark_sent"))


def _loads_again(someone: Someone) -> None:
    with someone.page.expect_navigation():
        someone.button("Load again").click()
    expect(someone.lines).not_to_have_count(0)
