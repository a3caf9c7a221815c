from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import Visitor

FIRST, SECOND = "Je cherche un stage.", "Et pour mon CV ?"


def both_are_warned_and_alice_keeps_it(alice: Desk, visitor: Visitor) -> None:
    ending = alice.talk.locator('[data-part="ending"]')
    expect(ending).to_be_visible()
    expect(visitor.banner).to_contain_text(visitor.words.word("still_there_paused"))
    assert faults(alice.page) == []
    assert faults(visitor.page) == []
    ending.get_by_role("button", name=alice.words.text("Keep on hold")).click()
    expect(ending).to_be_hidden()
    expect(visitor.banner).not_to_contain_text(visitor.words.word("still_there_paused"))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_talk_on_hold_makes_place_and_goes_on_without_a_word_lost(
    people: People, usual_town: Town, language: str
) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    alice.page.locator('miti-duty [data-slots="1"]').click()
    first, second = people.visitor(language), people.visitor(language)
    first.asks(FIRST)
    alice.accepts(FIRST)

    alice.button(alice.words.word("hold.hold")).click()
    first.is_told("notice_held_by", alias="Alice")
    expect(first.state).to_have_text(first.words.word("on_hold"))
    presence = alice.talk.locator('[data-part="presence"]')
    expect(presence).to_have_text(alice.words.word("state.on_hold"))
    talks = alice.page.locator("miti-talks")
    expect(talks).to_contain_text(alice.words.word("talk.on_hold"))
    expect(talks).to_contain_text(alice.words.word("talks.free"))
    assert faults(alice.page) == []
    assert faults(first.page) == []

    usual_town.let_an_hour_pass_on_hold()
    both_are_warned_and_alice_keeps_it(alice, first)

    # somebody else has the place now: nothing gets in, and nothing is lost
    second.asks(SECOND)
    alice.accepts(SECOND)
    alice.button(alice.words.word("hold.hold")).click()
    expect(alice.note).to_have_text(alice.words.word("refused.too_many"))
    rows = talks.locator(".row")
    rows.first.click()
    alice.writes("Me revoilà.")
    expect(alice.log).to_contain_text(alice.words.word("refused.full"))
    alice.button(alice.words.word("hold.go_on")).click()
    expect(alice.note).to_have_text(alice.words.word("refused.full"))
    alice.button(alice.words.word("mark.back")).click()
    expect(alice.composer).to_have_value("Me revoilà.")

    rows.last.click()
    wrap = alice.page.locator("miti-wrap-up")
    for answer in ("No subject", "Answered"):
        wrap.get_by_role("button", name=alice.words.text(answer)).click()
    expect(rows).to_have_count(1)
    alice.page.keyboard.press("Alt+n")
    first.is_told("notice_woken")
    expect(presence).to_have_text(alice.words.word("state.online"))
    alice.composer.press("Enter")
    first.reads(FIRST, "Me revoilà.")

    alice.page.keyboard.press("Alt+n")
    expect(presence).to_have_text(alice.words.word("state.on_hold"))
    first.writes("Une dernière chose.")
    alice.reads(FIRST, "Me revoilà.", "Une dernière chose.")
    expect(presence).to_have_text(alice.words.word("state.online"))
