from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.talks import in_talk

HIDDEN = """() => {
  Object.defineProperty(document, 'hidden', { get: () => true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
"""Another tab is in front: what a headless browser never says of itself."""


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_colleagues_in_one_talk_see_who_looks_and_who_writes(people: People, language: str) -> None:
    alice, bram, visitor, _frames = in_talk(people, language)
    alice.asks_to_look_on("Bram", "Le Forem ?")

    word = alice.words.word
    expect(bram.talk).to_contain_text(word("beside.has", alias="Alice"))
    expect(bram.composer).to_be_hidden()
    expect(alice.company).to_have_text(word("company.reads", alias="Bram"))
    expect(bram.company).to_have_text(word("company.reads", alias="Alice"))
    whisper = bram.talk.get_by_role("textbox", name=bram.words.text("Whisper to your colleague"))
    whisper.fill("Oui, en m")
    expect(alice.company).to_have_text(word("company.whispers", alias="Bram"))
    alice.composer.fill("Il y en a")
    expect(bram.company).to_have_text(word("company.answers", alias="Alice"))
    visitor.composer.fill("Et")
    expect(bram.talk).to_contain_text(word("log.typing"))
    for desk in (alice, bram):
        assert faults(desk.page) == []
    expect(visitor.page.locator("body")).not_to_contain_text("Bram")

    bram.page.evaluate(HIDDEN)
    expect(alice.company).to_have_text(word("company.away", alias="Bram"))
    alice.page.reload()
    expect(alice.company).to_have_text(word("company.away", alias="Bram"))
    bram.page.reload()
    expect(whisper).to_have_value("Oui, en m")
    expect(alice.company).to_have_text(word("company.reads", alias="Bram"))
    expect(bram.company).to_have_text(word("company.reads", alias="Alice"))
