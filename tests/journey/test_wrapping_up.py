from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People

QUESTION = "CV ?"


@pytest.mark.parametrize(("language", "subject"), [("fr", "Travailler"), ("nl", "Werken")])
def test_a_talk_is_wrapped_up_in_two_clicks_and_opened_again(
    people: People, language: str, subject: str
) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    alice.writes("Ok.")
    wrap = alice.page.locator("miti-wrap-up")
    wrap.get_by_role("button", name=subject).click()
    information = wrap.get_by_role("radio", name=alice.words.text("Information"))
    expect(information).to_be_checked()  # it was short; one key changes that
    assert faults(alice.page) == []
    wrap.get_by_role("button", name=alice.words.text("Answered")).click()
    expect(alice.page.locator("miti-talks")).to_contain_text(alice.words.word("talks.free"))
    expect(visitor.page.locator(".after")).to_be_visible()

    alice.page.reload()  # what can be undone is not lost
    alice.is_linked()
    assert faults(alice.page) == []
    alice.page.locator("miti-talks").get_by_role(
        "button", name=alice.words.word("talks.reopen")
    ).click()
    expect(alice.composer).to_be_focused()
    visitor.is_told("notice_reopened")
    assert faults(visitor.page) == []
    visitor.writes("Merci, encore une question.")
    alice.writes("Je vous écoute.")
    visitor.reads(QUESTION, "Ok.", "Merci, encore une question.", "Je vous écoute.")
    expect(alice.button("Reopen")).to_be_hidden()
