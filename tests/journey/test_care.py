from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.line import line_to
from tests.journey.people import People
from tests.journey.town import Town

QUESTION = "…"


@pytest.mark.parametrize(("language", "number"), [("fr", "0800 32 123"), ("nl", "1813")])
def test_somebody_in_distress_reads_whom_to_ring_and_a_colleague_looks_on(
    people: People, language: str, number: str
) -> None:
    alice, bram = people.counselor("alice", "fr"), people.counselor("bram", "nl")
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.chooses("city", "demo")
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    bram.goes_on_duty()
    alice.composer.fill("Je suis là.")
    alice.button("Distress or abuse").click()
    dialog = alice.page.get_by_role("dialog", name=alice.words.text("Distress or abuse"))
    expect(dialog).to_contain_text(number)  # in the visitor's language, whatever hers is
    expect(dialog).to_contain_text(alice.words.text("Numbers to be verified"))
    expect(dialog).to_contain_text(alice.words.word("care.calls", alias="Bram"))
    assert faults(alice.page) == []
    alice.page.keyboard.press("Enter")
    expect(visitor.log).to_contain_text(number)
    expect(bram.talk).to_contain_text(alice.words.word("care.called"))
    expect(visitor.page.locator("body")).not_to_contain_text(alice.words.word("care.called"))
    expect(alice.hand_over_dialog).to_be_hidden()
    expect(alice.composer).to_have_value("Je suis là.")


@pytest.mark.parametrize("on_duty", [True, False], ids=["somebody", "nobody"])
def test_the_card_goes_before_it_is_known_who_is_there_and_the_call_follows(
    people: People, usual_town: Town, on_duty: bool
) -> None:
    with line_to(usual_town.address) as line:
        alice, bram = people.counselor("alice", at=line.address), people.counselor("bram")
        alice.goes_on_duty()
        visitor = people.visitor("fr")
        visitor.chooses("city", "demo")
        visitor.asks(QUESTION)
        alice.accepts(QUESTION)
        if on_duty:
            bram.goes_on_duty()
        line.hold()
        alice.page.keyboard.press("Alt+x")
        dialog = alice.page.get_by_role("dialog", name=alice.words.text("Distress or abuse"))
        expect(dialog).to_contain_text(alice.words.word("care.looking"))
        expect(dialog).not_to_contain_text(alice.words.word("care.nobody"))
        assert faults(alice.page) == []
        alice.page.keyboard.press("Enter")
        expect(visitor.log).to_contain_text("0800 32 123")
        line.heal()
        if on_duty:
            expect(bram.talk).to_contain_text(alice.words.word("care.called"))
            expect(alice.note).to_be_hidden()
        else:
            expect(alice.note).to_have_text(alice.words.word("care.nobody"))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_whoever_abuses_is_blocked_in_this_session_only(people: People, language: str) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    alice.page.keyboard.press("Alt+x")
    dialog = alice.page.get_by_role("dialog", name=alice.words.text("Distress or abuse"))
    dialog.get_by_role("radio", name=alice.words.text("Threats")).check()
    dialog.get_by_role("button", name=alice.words.text("End and block")).click()
    expect(alice.page.locator('[data-part="nothing"]')).to_be_visible()
    expect(visitor.state).to_contain_text(visitor.words.word("ended_blocked"))
    assert faults(visitor.page) == []

    visitor.page.reload()
    visitor.button("Ask another question").click()
    visitor.question.fill("Encore moi")
    visitor.button("Ask my question").click()
    refused = visitor.words.word("refused_not_allowed")
    expect(visitor.page.locator("body")).to_contain_text(refused)
    expect(visitor.question).to_have_value("Encore moi")
    expect(alice.offer).to_be_hidden()
    other = people.visitor(language)
    other.asks("Une autre personne")
    expect(alice.offer).to_contain_text("Une autre personne")
