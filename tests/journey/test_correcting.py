from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_line_is_corrected_before_both_eyes_and_stays_so_after_a_reload(
    people: People, language: str
) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks("Atelier ?")
    alice.accepts("Atelier ?")
    alice.writes("9:00")
    visitor.reads("Atelier ?", "9:00")

    # the box gives back what was being written, whether one corrects or not
    alice.composer.fill("Brouillon")
    alice.log.get_by_role("button", name=alice.words.word("mark.amend")).click()
    expect(alice.composer).to_have_value("9:00")
    expect(alice.composer).to_be_focused()
    assert faults(alice.page) == []
    alice.page.keyboard.press("Escape")
    expect(alice.composer).to_have_value("Brouillon")
    alice.composer.fill("")
    alice.page.keyboard.press("ArrowUp")
    expect(alice.composer).to_have_value("9:00")
    alice.composer.fill("10:00")
    alice.composer.press("Enter")
    expect(alice.composer).to_have_value("")

    for side in (alice, visitor):
        side.reads("Atelier ?", "10:00")
    expect(alice.log).to_contain_text(alice.words.word("mark.corrected"))
    expect(visitor.log).to_contain_text(visitor.words.word("mark_corrected"))
    assert faults(visitor.page) == []
    for side in (alice, visitor):
        side.page.reload()
        side.reads("Atelier ?", "10:00")
    expect(visitor.log).to_contain_text(visitor.words.word("mark_corrected"))
    alice.writes("À demain")
    visitor.reads("Atelier ?", "10:00", "À demain")


def test_what_was_being_written_comes_back_from_a_reload_and_from_another_correction(
    people: People,
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    for question, line in (("Atelier ?", "9:00"), ("Cours ?", "10:00")):
        people.visitor().asks(question)
        alice.accepts(question)
        alice.writes(line)
    rows = alice.page.locator("miti-talks").get_by_role("button")
    amend = alice.words.word("mark.amend")
    alice.composer.fill("Brouillon")
    alice.log.get_by_role("button", name=amend).click()
    expect(alice.composer).to_have_value("10:00")
    alice.composer.fill("11:00")
    alice.page.reload()
    expect(alice.composer).to_have_value("11:00")
    rows.first.click()
    alice.log.get_by_role("button", name=amend).click()
    expect(alice.composer).to_have_value("9:00")
    rows.last.click()
    expect(alice.composer).to_have_value("Brouillon")
