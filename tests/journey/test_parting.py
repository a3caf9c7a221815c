"""The questions at the end, in a browser: optional, one at a time, kept over a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.visitor import PHONE, Visitor

HELLO = "Bonjour, je voudrais changer de métier."
LANGUAGES = ("fr", "nl")


def asked(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name=visitor.words.text("How was it?"))


def question(visitor: Visitor, text: str) -> Locator:
    return asked(visitor).get_by_role("group", name=visitor.words.text(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_was_helped_says_how_it_was(people: People, language: str) -> None:
    alice, visitor = people.counselor("alice", "fr"), people.visitor(language, **PHONE)
    alice.goes_on_duty()
    visitor.chooses("language", "fr")
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    expect(asked(visitor)).to_be_hidden()
    alice.wraps_up("Se former", "Answered")

    first = question(visitor, "Are you satisfied with our help?")
    expect(first).to_be_visible()
    assert faults(visitor.page) == []
    first.get_by_role("button", name=visitor.words.text("Yes, very"), exact=True).press("Enter")
    second = question(visitor, "Would you recommend us to others?")
    expect(second.get_by_role("button").first).to_be_focused()
    expect(first).to_be_hidden()
    asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question")).click()
    third = question(visitor, "Is it your first time with us?")
    third.get_by_role("button", name=visitor.words.text("No"), exact=True).click()
    fourth = question(visitor, "Did you find what you needed?")
    fourth.get_by_role("button", name=visitor.words.text("Yes"), exact=True).click()
    thanks = asked(visitor).get_by_role("status")
    expect(thanks).to_have_text(visitor.words.text("Thank you."))
    assert faults(visitor.page) == []

    visitor.page.reload()
    expect(second).to_be_visible()
    second.get_by_role("button", name=visitor.words.text("Yes"), exact=True).click()
    anew = asked(visitor).get_by_role("button", name=visitor.words.text("Answer anew"))
    expect(anew).to_be_focused()
    anew.click()
    expect(first.get_by_role("button").first).to_be_focused()
    visitor.page.reload()
    for each in (first, second, third, fourth):
        expect(each).to_be_visible()
        asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question")).click()
    expect(thanks).to_have_text(visitor.words.text("That is fine. Nothing is kept of it."))


def test_a_double_click_answers_one_question(people: People) -> None:
    alice, visitor = people.counselor("alice", "fr"), people.visitor("fr", **PHONE)
    alice.goes_on_duty()
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    alice.wraps_up("Se former", "Answered")
    first = question(visitor, "Are you satisfied with our help?")
    first.get_by_role("button", name=visitor.words.text("Yes, very"), exact=True).click()
    second = question(visitor, "Would you recommend us to others?")
    second.get_by_role("button", name=visitor.words.text("Yes"), exact=True).dblclick()
    expect(question(visitor, "Is it your first time with us?")).to_be_visible()


def test_whoever_leaves_the_queue_is_asked_nothing(people: People) -> None:
    visitor = people.visitor("fr")
    visitor.asks(HELLO)
    visitor.leaves()
    expect(asked(visitor)).to_be_hidden()
