from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journey.axe import faults
from tests.journey.desk import Desk, sign_in
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor
from tests.services.miti import PASSWORD

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


def answering(people: People, language: str) -> tuple[Desk, Locator, str]:
    """Alice has taken a question and begun to answer; the box, and where it is."""
    waits_no_longer(people, language)
    alice = people.counselor("alice", language)
    alice.page.goto(f"{alice.page.url}questions/")
    alice.page.get_by_role("link", name=alice.words.text("Open")).click()
    pressed(alice.page, alice.words.text("I answer it"))
    box = alice.page.get_by_role("textbox", name=alice.words.text("Your answer"))
    box.fill("Par une f")
    kept = alice.page.locator('[data-part="kept"]')
    expect(kept).to_have_text(alice.words.text("Draft kept."))
    return alice, box, alice.page.url


def kept_by_the_tab(desk: Desk, what: str) -> list[str]:
    """What it keeps of answers or of remarks."""
    kept: list[str] = desk.page.evaluate(
        "(name) => Object.entries(sessionStorage).filter(([key]) => key.startsWith(name))"
        ".map(([, value]) => value)",
        f"miti.questions.{what}.",
    )
    return kept


def signed_out(desk: Desk) -> None:
    """The sign-in runs out, as it does after a night."""
    desk.context.clear_cookies(name="sessionid")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_answer_that_is_written_on_after_the_sign_in_ran_out_is_said_and_sent_all_the_same(
    people: People, usual_town: Town, language: str
) -> None:
    alice, box, _address = answering(people, language)
    text = alice.words.text
    kept = alice.page.locator('[data-part="kept"]')
    signed_out(alice)
    box.fill(ANSWER[language])
    said = "You are not signed in any more: sign in in another tab. "
    expect(kept).to_have_text(text(f"{said}Until then, only this tab keeps your text."))
    assert faults(alice.page) == []
    other = alice.context.new_page()
    sign_in(other, usual_town.address, "alice", alice.words)
    alice.page.bring_to_front()
    alice.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(kept).to_have_text(text("Draft kept."))
    pressed(alice.page, text("Send the answer"))
    expect(alice.page.get_by_role("status").first).to_contain_text(
        text("Sent. The visitor reads it with the return code.")
    )
    assert kept_by_the_tab(alice, "answers") == ["{}"]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_answer_that_was_sent_after_the_sign_in_ran_out_stands_in_the_box_again(
    people: People, language: str
) -> None:
    alice, box, address = answering(people, language)
    text = alice.words.text
    signed_out(alice)
    box.fill(ANSWER[language])
    pressed(alice.page, text("Send the answer"))
    alice.page.get_by_label(text("User name or e-mail address")).fill("demo-alice")
    alice.page.get_by_label(text("Password")).fill(PASSWORD)
    pressed(alice.page, text("Sign in"))
    alice.page.wait_for_url(address)
    expect(box).to_have_value(ANSWER[language])
    expect(alice.page.locator('[data-part="kept"]')).to_have_text(text("Draft kept."))
    alice.page.reload()
    expect(box).to_have_value(ANSWER[language])


def test_a_remark_that_was_sent_after_the_sign_in_ran_out_stands_in_the_box_again(
    people: People,
) -> None:
    alice, _box, address = answering(people, "fr")
    text = alice.words.text
    pressed(alice.page, text("Have a colleague read it"))
    bram = people.counselor("bram", "fr")
    bram.page.goto(address)
    remark = bram.page.get_by_label(text("What you would change"))
    remark.fill("Super")
    signed_out(bram)
    pressed(bram.page, text("I have read it"))
    bram.page.get_by_label(text("User name or e-mail address")).fill("demo-bram")
    bram.page.get_by_label(text("Password")).fill(PASSWORD)
    pressed(bram.page, text("Sign in"))
    bram.page.wait_for_url(address)
    expect(remark).to_have_value("Super")
    pressed(bram.page, text("I have read it"))
    expect(bram.page.get_by_role("status").first).to_contain_text(
        text("Thank you: your colleague sees that you have read it.")
    )
    assert kept_by_the_tab(bram, "remarks") == ["{}"]


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
