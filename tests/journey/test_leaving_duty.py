from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.test_desk import SOUNDS
from tests.journey.town import Town

QUESTION = "Vous partez ?"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_whoever_signs_out_in_mid_talk_is_asked_and_hands_the_talk_over(
    people: People, usual_town: Town, language: str
) -> None:
    alice = people.counselor("alice", language)
    usual_town.signed_in.pop("alice")  # this session ends
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    alice.page.locator("details.who summary").click()
    alice.button("Sign out").click()
    dialog = alice.page.get_by_role("dialog", name=alice.words.text("Your talks go on"))
    expect(dialog).to_contain_text(alice.words.word("leave.talks", n=1))
    assert faults(alice.page) == []
    dialog.get_by_role("button", name=alice.words.text("Cancel")).click()
    expect(dialog).to_be_hidden()
    alice.writes("Pas encore.")
    visitor.reads(QUESTION, "Pas encore.")

    alice.page.locator("details.who summary").click()
    alice.button("Sign out").click()
    dialog.get_by_role("button", name=alice.words.text("Hand all over, then go")).click()
    alice.page.wait_for_url("**/sign-in/**")
    language_name = {"fr": "Français", "nl": "Nederlands"}[language]
    visitor.is_told("notice_handed_for", what=language_name)
    expect(visitor.state).not_to_contain_text("Alice")
    bram = people.counselor("bram", language)
    bram.goes_on_duty()
    bram.accepts(QUESTION)
    visitor.meets("Bram", {"fr": "Namur", "nl": "Namen"}[language])


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_letter_is_changed_and_stays_so(people: People, usual_town: Town, language: str) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    alice.page.keyboard.press("Escape")
    alice.button("Shortcuts").click()
    accept = alice.page.get_by_label(alice.words.text("Accept the visitor who is offered"))
    accept.click()
    alice.page.keyboard.press("y")
    expect(accept).to_have_value("Y")
    assert faults(alice.page) == []
    alice.page.keyboard.press("Escape")
    alice.opens(usual_town.address)
    visitor = people.visitor(language)
    visitor.asks(QUESTION)
    expect(alice.offer).to_contain_text("Alt Y")
    alice.page.keyboard.press("Alt+o")
    expect(alice.offer).to_be_visible()
    alice.page.keyboard.press("Alt+y")
    expect(alice.composer).to_be_focused()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_on_a_quiet_day_it_rings_on_after_a_missed_call_until_the_visitor_leaves(
    people: People, usual_town: Town, language: str
) -> None:
    alice = people.counselor("alice", language)
    alice.context.add_init_script(SOUNDS)
    alice.opens(usual_town.address)
    alice.page.get_by_label(alice.words.text("Quiet day: ring until I answer")).check()
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks({"fr": "Il y a quelqu’un ?", "nl": "Is daar iemand?"}[language])
    expect(alice.offer).to_be_visible()
    expect(alice.note).to_have_text(alice.words.word("duty_why.no_answer"), timeout=30_000)
    expect(alice.offer).to_be_hidden()
    expect(alice.page).to_have_title(f"● {alice.words.word('title.offer')}")
    before = alice.page.evaluate("sounds.cut")
    visitor.erases()
    alice.page.wait_for_function("before => sounds.cut > before", arg=before)
    expect(alice.page).not_to_have_title(f"● {alice.words.word('title.offer')}")
