"""The whole way on both sides with nothing but keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journey.desk import Desk
from tests.journey.keys import Keys
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import Visitor
from tests.services.miti import PASSWORD

QUESTION = "Comment écrire un CV ?"


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_visit_needs_no_mouse_whatever_the_colours(
    people: People, usual_town: Town, colours: str
) -> None:
    visitor = people.visitor(forced_colors=colours)
    page, keys = visitor.page, Keys(visitor.page)
    keys.tab_to(visitor.question)
    page.keyboard.type(QUESTION)
    keys.tab_to(page.locator('input[name="subject"]:checked'))
    page.keyboard.press("ArrowDown")
    keys.tab_to(page.locator('input[name="city"]:checked'))
    page.keyboard.press("ArrowUp")
    expect(page.locator('input[name="city"][value="demo"]')).to_be_checked()
    keys.tab_to(page.locator('input[name="language"]:checked'))
    keys.tab_to(visitor.button("Ask my question"))
    page.keyboard.press("Enter")
    expect(visitor.where).to_be_focused()

    alice = people.counselor("alice")
    alice.goes_on_duty()
    alice.accepts(QUESTION)
    alice.writes("Commencez par ce que vous savez faire.")
    visitor.meets("Alice", "Ville ouverte")
    keys.tab_to(visitor.composer)
    page.keyboard.type("Merci")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("beaucoup")
    page.keyboard.press("Enter")
    visitor.reads(QUESTION, "Commencez par ce que vous savez faire.", "Merci beaucoup")
    leave_by_keys(visitor, keys)
    erase_by_keys(visitor, keys)
    assert keys.mouse == []


def leave_by_keys(visitor: Visitor, keys: Keys) -> None:
    page = visitor.page
    page.keyboard.press("Shift+Tab")
    menu = page.locator(".talk-head summary")
    while not menu.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    keys.tab_to(visitor.button("End the conversation"))
    page.keyboard.press("Enter")
    expect(visitor.button("End it")).to_be_focused()
    page.keyboard.press("Enter")
    visitor.sees(visitor.words.word("ended_title"))
    expect(visitor.where).to_be_focused()


def erase_by_keys(visitor: Visitor, keys: Keys) -> None:
    page = visitor.page
    keys.tab_to(page.locator(".after").get_by_role("button").last)
    page.keyboard.press("Enter")
    expect(visitor.button("Erase")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text(visitor.words.word("erased"))
    expect(visitor.where).to_be_focused()


def test_the_desk_needs_no_mouse(people: People, usual_town: Town) -> None:
    visitor = people.visitor()
    visitor.asks(QUESTION)
    alice = signed_in_by_keys(people.stranger("fr"), usual_town)
    page = alice.page
    page.keyboard.press("Alt+i")
    expect(alice.button("On duty")).to_be_focused()
    page.keyboard.press("Enter")
    expect(alice.offer).to_contain_text(QUESTION)
    page.keyboard.press("Alt+o")
    expect(alice.composer).to_be_focused()
    page.keyboard.type("Bonjour !")
    page.keyboard.press("Enter")
    visitor.reads(QUESTION, "Bonjour !")

    page.keyboard.press("/")
    expect(alice.page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("CV")
    text = page.locator('miti-shelf [data-part="list"]').get_by_role("button").first
    expect(text).to_contain_text("CV")
    page.keyboard.press("ArrowDown")
    expect(text).to_be_focused()
    page.keyboard.press("Enter")
    expect(alice.composer).to_be_focused()
    page.keyboard.press("Enter")
    expect(visitor.lines).to_have_count(3)
    expect(visitor.lines.last).to_contain_text("CV")

    page.keyboard.press("Alt+u")
    wrap = page.locator("miti-wrap-up")
    expect(wrap.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    depth = wrap.get_by_role("radio", name=alice.words.text("Information"))
    expect(depth).to_be_focused()
    page.keyboard.press("Tab")
    expect(wrap.get_by_role("button", name=alice.words.text("Answered"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(alice.talk).to_be_hidden()
    visitor.sees(visitor.words.word("ended_title"))


def signed_in_by_keys(page: Page, there: Town) -> Desk:
    desk = Desk(page, "fr")
    page.goto(f"{there.address}/desk/")
    expect(page.get_by_label(desk.words.text("User name or e-mail address"))).to_be_focused()
    page.keyboard.type("demo-alice")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    desk.is_linked()
    return desk
