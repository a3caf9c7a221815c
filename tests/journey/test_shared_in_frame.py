"""A shared computer where our page is in a frame on a city's site: it is asked and wiped there too,
whether the frame may store anything or not, and although it may be tucked away meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from chat.words.embed import EMBED
from chat.words.visitor import WORDS
from tests.journey.people import WIDE, People
from tests.journey.test_embed import STRICT
from tests.journey.town import Town
from tests.journey.words import Words

FR, NL = Words("fr", {**WORDS, **EMBED}), Words("nl", {**WORDS, **EMBED})
QUESTION, DRAFT = "Chez moi personne ne le sait.", "Et après ?"
A_WHILE = "09:01"


def frame_at_a_shared_computer(page: Page, there: Town) -> FrameLocator:
    page.clock.install()
    page.goto(f"http://localhost:{there.port}/demo/site/")
    page.get_by_role("button", name=FR.word("ask")).click()
    frame = page.frame_locator(f'iframe[title="{FR.word("title")}"]')
    frame.get_by_role("checkbox", name=FR.text("I am on a shared computer")).check()
    expect(frame.locator("#shared-dialog")).to_be_attached()
    return frame


@pytest.mark.parametrize("rules", ["", STRICT], ids=["stores", "may store nothing"])
def test_in_a_frame_too_whoever_stays_away_is_asked_and_then_wiped(
    people: People, usual_town: Town, rules: str
) -> None:
    alice, page = people.counselor("alice"), people.stranger("fr", **WIDE)
    alice.goes_on_duty()
    page.add_init_script(rules)
    frame = frame_at_a_shared_computer(page, usual_town)
    frame.get_by_label(FR.text("Your question")).fill(QUESTION)
    frame.get_by_role("button", name=FR.text("Ask my question")).click()
    alice.accepts(QUESTION)
    frame.locator(".languages summary").click()
    frame.locator('.languages a[hreflang="nl"]').click()
    expect(frame.get_by_role("log")).to_contain_text(QUESTION)
    frame.get_by_role("textbox", name=NL.text("Your message")).fill(DRAFT)
    expect(
        frame.locator("#shared-dialog")
    ).to_be_attached()  # as wished before, in another language

    page.clock.fast_forward(A_WHILE)
    asked = frame.get_by_role("alertdialog", name=NL.word("still_there"))
    expect(asked).to_be_visible()
    frame.get_by_role("button", name=NL.text("Yes, I am here")).click()
    expect(asked).to_be_hidden()

    page.get_by_role("button", name=FR.word("close"), exact=True).click()
    page.clock.fast_forward(A_WHILE)
    button = page.get_by_role("button", name=FR.word("ask"))
    expect(button.locator(".news")).to_have_text("●")
    button.click()
    expect(asked).to_be_visible()
    page.clock.fast_forward(A_WHILE)
    alice.sees_the_visitor_leave()
    expect(frame.locator("#front-notice")).to_have_text(NL.word("shared_wiped"))
    expect(frame.get_by_label(NL.text("Your question"))).to_have_value("")
    expect(button.locator(".news")).to_be_hidden()
    left = frame.locator("html").evaluate(
        "(page) => page.outerHTML + JSON.stringify(history.state)"
        " + (() => { try { return JSON.stringify({...sessionStorage}) } catch { return '' } })()"
    )
    assert QUESTION not in left
    assert DRAFT not in left
    page.reload()
    page.get_by_role("button", name=FR.word("ask")).click()
    expect(frame.get_by_label(FR.text("Your question"))).to_have_value("")
