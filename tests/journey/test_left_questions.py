from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.visitor import PHONE, Visitor

QUESTION = {"fr": "Comment devenir infirmière ?", "nl": "Hoe word ik verpleegkundige?"}
OTHER, MORE = "Et pour devenir soudeur ?", "Le soir."
ANSWER = {"fr": "Par une formation de trois ans.", "nl": "Met een opleiding van drie jaar."}


def waits_no_longer(people: People, language: str) -> Visitor:
    """Somebody who has asked, and leaves the question instead of waiting."""
    visitor = people.visitor(language, **PHONE)
    visitor.chooses("city", "demo")
    visitor.asks(QUESTION[language])
    visitor.button("Leave my question instead").click()
    visitor.sees(visitor.words.word("left_title"))
    visitor.reads(QUESTION[language])
    return visitor


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_question_is_left_answered_and_talked_about(people: People, language: str) -> None:
    alice = people.counselor("alice", language)
    unanswered = alice.page.locator('[data-part="left-questions"]')
    expect(unanswered).to_be_hidden()
    visitor = waits_no_longer(people, language)
    expect(unanswered).to_have_text("1")
    text = alice.words.text
    desk = alice.context.new_page()
    desk.goto(f"{alice.page.url}questions/")
    expect(desk.get_by_role("main")).to_contain_text(QUESTION[language])
    assert faults(desk) == [], "list"
    desk.get_by_role("link", name=text("Open")).click()
    pressed(desk, text("I answer it"))
    expect(unanswered).to_be_hidden()
    answer = desk.get_by_role("textbox", name=text("Your answer"))
    answer.fill(ANSWER[language][:9])
    expect(desk.locator('[data-part="kept"]')).to_have_text(text("Draft kept."))
    desk.reload()
    expect(answer).to_have_value(ANSWER[language][:9])
    answer.fill(ANSWER[language])
    assert faults(desk) == [], "answer"
    pressed(desk, text("Send the answer"))
    expect(desk.get_by_role("status").first).to_contain_text(
        text("Sent. The visitor reads it with the return code.")
    )

    visitor.reads(QUESTION[language], ANSWER[language])
    visitor.sees(visitor.words.word("answered_title"))
    assert faults(visitor.page) == [], "answered"
    alice.goes_on_duty()
    visitor.button("Talk to an adviser now").click()
    alice.accepts(QUESTION[language])
    alice.reads(QUESTION[language], ANSWER[language])
    alice.writes("Bonjour")
    visitor.reads(QUESTION[language], ANSWER[language], "Bonjour")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_answer_is_helped_by_ready_made_texts_and_read_by_a_colleague(
    people: People, language: str
) -> None:
    visitor = waits_no_longer(people, language)
    alice = people.counselor("alice", language)
    text, page = alice.words.text, alice.page
    page.goto(f"{page.url}questions/")
    page.get_by_role("link", name=text("Open")).click()
    pressed(page, text("I answer it"))
    answer = page.get_by_role("textbox", name=text("Your answer"))
    expect(answer).to_be_focused()
    shelf = page.locator("miti-shelf")
    expect(shelf.locator('[data-part="count"]')).not_to_be_empty()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("EUROPAS")
    first = shelf.locator('[data-part="list"] button').first
    expect(first).to_contain_text("europass.europa.eu")
    page.keyboard.press("Enter")
    expect(answer).to_be_focused()
    expect(answer).to_have_value(re.compile(r"\nhttps://"))
    reads = page.locator('[data-part="preview"]')
    expect(reads.get_by_role("link")).to_have_attribute("href", re.compile("^https://"))
    answer.press_sequentially(f"\n{ANSWER[language]}")
    expect(reads).to_contain_text(ANSWER[language])
    assert faults(page) == [], "answer"
    sent = answer.input_value()

    pressed(page, text("Have a colleague read it"))
    bram = people.counselor("bram", language)
    bram.page.goto(f"{bram.page.url}questions/")
    bram.page.get_by_role("link", name=text("Read the draft")).click()
    expect(bram.page.get_by_role("main")).to_contain_text(ANSWER[language])
    remark = bram.page.get_by_label(text("What you would change"))
    remark.fill("Super")
    bram.page.reload()
    expect(remark).to_have_value("Super")
    assert faults(bram.page) == [], "reading"
    pressed(bram.page, text("I have read it"))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Super")
    expect(answer).to_have_value(sent)
    pressed(page, text("Send the answer"))
    expect(visitor.lines.last).to_have_text(sent)
    expect(visitor.lines.last.get_by_role("link")).to_be_visible()


def test_a_talk_is_saved_as_a_file(people: People) -> None:
    visitor = waits_no_longer(people, "fr")
    with visitor.page.expect_download() as saved:
        visitor.does("Save the text as a file")
    assert QUESTION["fr"] in saved.value.path().read_text(encoding="utf-8")


def test_a_link_with_a_code_waits_for_the_talk_of_the_tab_to_be_over(people: People) -> None:
    visitor = waits_no_longer(people, "fr")
    ticket = visitor.page.locator("#ticket-code")
    expect(ticket).not_to_be_empty()
    friend = people.visitor("fr", **PHONE)
    link = f"{friend.page.url}#{ticket.inner_text()}"
    friend.asks(OTHER)
    friend.page.goto(link)
    friend.writes(MORE)
    friend.reads(OTHER, MORE)
    assert friend.page.url == link
    friend.leaves()
    for _ in range(2):  # the second time it is there already
        friend.page.goto(f"{link}/")
        friend.page.goto(link)
        friend.reads(QUESTION["fr"])
        expect(friend.page).to_have_url(link.partition("#")[0])
