"""The questions at the end, in a browser: optional, one at a time, kept over a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.visitor import PHONE, Visitor

HELLO = "Bonjour, je voudrais changer de métier."
LANGUAGES = ("fr", "nl", "uk")
REMARK = {
    "fr": "Merci, c’était très clair.",
    "nl": "Bedankt, het was heel duidelijk.",
    "uk": "Дякую, усе було дуже зрозуміло.",
}


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
    remark = asked(visitor).get_by_role("textbox")
    expect(remark).to_be_focused()
    asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question")).click()
    thanks = asked(visitor).get_by_role("status")
    expect(thanks).to_have_text(visitor.words.text("Thank you."))
    assert faults(visitor.page) == []

    visitor.page.reload()
    expect(second).to_be_visible()
    second.get_by_role("button", name=visitor.words.text("Yes"), exact=True).click()
    asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question")).click()
    anew = asked(visitor).get_by_role("button", name=visitor.words.text("Answer anew"))
    expect(anew).to_be_focused()
    anew.click()
    expect(first.get_by_role("button").first).to_be_focused()
    visitor.page.reload()
    for each in (first, second, third, fourth, remark):
        expect(each).to_be_visible()
        asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question")).click()
    expect(thanks).to_have_text(visitor.words.text("That is fine. Nothing is kept of it."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_wants_to_writes_a_remark_and_loses_no_word_of_it(
    people: People, language: str
) -> None:
    alice, visitor = people.counselor("alice", "fr"), people.visitor(language, **PHONE)
    alice.goes_on_duty()
    visitor.chooses("language", "fr")
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    alice.wraps_up("Se former", "Answered")
    next_one = asked(visitor).get_by_role("button", name=visitor.words.text("Skip this question"))
    send = asked(visitor).get_by_role("button", name=visitor.words.text("Send"), exact=True)
    remark = asked(visitor).get_by_role("textbox", name=visitor.words.text(
        "Is there anything else you would like to say?"
    ))  # fmt: skip
    for _ in range(4):
        next_one.click()
    expect(remark).to_have_accessible_description(visitor.words.text(
        "Please no names or numbers. We read it later and do not know who wrote it."
    ))  # fmt: skip
    assert faults(visitor.page) == []

    long = REMARK[language] * 20
    remark.fill(long)
    expect(asked(visitor).get_by_role("status")).to_have_text(
        visitor.words.text("Please make it shorter: at most 500 characters.")
    )
    assert faults(visitor.page) == []
    send.click()
    expect(remark).to_have_value(long)
    remark.fill(REMARK[language])
    visitor.page.reload()
    for _ in range(4):
        next_one.click()
    expect(remark).to_have_value(REMARK[language])
    send.click()
    thanks = asked(visitor).get_by_role("status")
    expect(thanks).to_have_text(visitor.words.text("Thank you."))
    visitor.page.reload()
    for _ in range(4):
        next_one.click()
    expect(thanks).to_have_text(visitor.words.text("Thank you."))
    asked(visitor).get_by_role("button", name=visitor.words.text("Answer anew")).click()
    for _ in range(4):
        next_one.click()
    expect(remark).to_have_value(REMARK[language])


def test_a_remark_that_the_service_refuses_stays_in_its_field(people: People) -> None:
    alice, visitor = people.counselor("alice", "fr"), people.visitor("fr", **PHONE)
    alice.goes_on_duty()
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    alice.wraps_up("Se former", "Answered")
    for _ in range(4):
        asked(visitor).get_by_role("button", name="Passer cette question").click()
    longer_in_its_normal_form = "\u0958" * 400
    remark = asked(visitor).get_by_role("textbox")
    remark.fill(longer_in_its_normal_form)
    asked(visitor).get_by_role("button", name="Envoyer", exact=True).click()
    expect(visitor.banner).to_have_text(visitor.words.word("refused_too_long", limit=500))
    expect(remark).to_have_value(longer_in_its_normal_form)


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
