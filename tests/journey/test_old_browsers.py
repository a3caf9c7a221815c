"""Browsers that know less than others: what they cannot do, the page does, or says what works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from chat.words.embed import EMBED
from chat.words.visitor import WORDS
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor
from tests.journey.words import Words

QUESTION = "Où apprendre un métier ?"
LINES = "Un.\nDeux.\nTrois.\nQuatre."
SIZED = "field-sizing: content;"
SIZES_NO_FIELDS = "CSS.supports = (name) => name !== 'field-sizing';"
KNOWS_NO_DIALOGS = "delete window.HTMLDialogElement;"
MAKES_NO_SHEETS = "window.CSSStyleSheet = class { constructor() { throw new TypeError(); } };"


def old(people: People, lacks: str) -> Page:
    """An empty page of a phone whose browser lacks something."""
    page = people.stranger("fr", **PHONE)
    page.add_init_script(lacks)
    return page


def _unsized(route: Route) -> None:
    style = route.fetch()
    assert SIZED in style.text()
    route.fulfill(response=style, body=style.text().replace(SIZED, ""))


def test_a_message_of_some_lines_is_seen_whole_where_no_field_sizes_itself(
    people: People, usual_town: Town
) -> None:
    page = old(people, SIZES_NO_FIELDS)
    page.route("**/css/base*.css", _unsized)
    visitor = Visitor(page, "fr")
    visitor.opens(usual_town.address)
    visitor.asks(QUESTION)
    visitor.composer.fill("Un.")
    one = visitor.composer.evaluate("(field) => field.clientHeight")
    visitor.composer.fill(LINES)
    shown, whole = visitor.composer.evaluate("(field) => [field.clientHeight, field.scrollHeight]")
    assert one < shown == whole
    visitor.writes(LINES)
    assert visitor.composer.evaluate("(field) => field.clientHeight") == one
    expect(visitor.marks).to_have_text(visitor.words.word("mark_sent"))


@pytest.mark.parametrize("what", ["dialogs", "modules"])
def test_where_the_chat_does_not_start_a_question_can_be_left(
    people: People, usual_town: Town, what: str
) -> None:
    page = old(people, KNOWS_NO_DIALOGS if what == "dialogs" else "")
    if what == "modules":
        page.route("**/js/visitor*.js", lambda route: route.abort())
    page.goto(f"{usual_town.address}/fr/")
    instead = page.locator("#not-started")
    expect(instead).to_be_visible()
    expect(page.locator("#ask")).to_be_disabled()
    instead.get_by_role("link").click()
    page.wait_for_url("**/fr/simple/")


def test_where_the_chat_starts_nothing_else_is_offered(people: People) -> None:
    visitor = people.visitor(**PHONE)
    visitor.page.wait_for_load_state("load")
    visitor.asks(QUESTION)
    visitor.erases()
    expect(visitor.page.locator("#not-started")).to_be_hidden()


def test_the_button_of_a_city_works_where_scripts_make_no_style_sheets(
    people: People, usual_town: Town
) -> None:
    page = old(people, MAKES_NO_SHEETS)
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    words = Words("fr", {**WORDS, **EMBED})
    button = page.get_by_role("button", name=words.word("ask"))
    expect(button).to_contain_text(words.word("state_unstaffed"))
    with page.context.expect_page() as opened:
        button.click()
    expect(opened.value.locator("#ask")).to_be_enabled()
