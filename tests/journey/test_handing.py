from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.talks import in_talk

QUESTION = "Je cherche une formation de soudeur."
NOTE = "Demande aussi un financement."


def test_alice_hands_a_talk_over_to_bram_who_reads_her_note_and_the_visitor_never_does(
    people: People,
) -> None:
    alice, bram, visitor, seen = in_talk(people, question=QUESTION)
    alice.writes("Bonjour !")

    # keys only: open, change one's mind, open again, write, lose the page, choose, give
    hand_over = alice.talk.get_by_role("button", name=alice.words.text("Hand over"))
    alice.page.keyboard.press("Alt+g")
    dialog = alice.hand_over_dialog
    expect(dialog.get_by_role("radio", name="Bram")).to_be_visible()
    alice.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(alice.composer).to_be_focused()
    hand_over.press("Enter")
    dialog.get_by_role("textbox").fill(NOTE)
    alice.page.reload()
    hand_over.press("Enter")
    expect(dialog.get_by_role("textbox")).to_have_value(NOTE)
    dialog.get_by_role("radio", name="Bram").press("Space")
    reads = visitor.words.word("notice_handed_to", alias="Bram")
    expect(dialog).to_contain_text(alice.words.word("hand.reads", text=reads))
    assert faults(alice.page) == []
    dialog.get_by_role("button", name=alice.words.text("Hand over")).press("Enter")

    # she reads on until he has it, and can write nothing more
    visitor.is_told("notice_handed_to", alias="Bram")
    expect(visitor.banner).to_contain_text(visitor.words.word("handed_question", alias="Alice"))
    assert faults(visitor.page) == []
    visitor.writes("D’accord.")
    expect(alice.log).to_contain_text("D’accord.")
    expect(alice.composer).to_be_hidden()
    expect(alice.talk).to_contain_text(alice.words.word("beside.waits"))
    assert faults(alice.page) == []
    expect(bram.offer).to_contain_text(bram.words.word("handed.by", alias="Alice"))
    expect(bram.offer).to_contain_text(bram.words.word("company.reads", alias="Alice"))
    expect(alice.company).to_have_text(alice.words.word("company.reads", alias="Bram"))
    bram.accepts(QUESTION)
    expect(alice.note).to_have_text(alice.words.word("gone.transferred"))
    expect(alice.talk).to_be_hidden()
    expect(bram.talk.get_by_role("note")).to_contain_text(NOTE)
    assert faults(bram.page) == []
    visitor.meets("Bram", "Namur")
    visitor.is_told("notice_joined", alias="Bram", city="Namur")
    bram.writes("Je prends la suite.")
    visitor.reads(QUESTION, "Bonjour !", "D’accord.", "Je prends la suite.")
    assert any("Je prends la suite." in frame for frame in seen)
    assert not any(NOTE in frame for frame in seen)
    expect(visitor.page.locator("body")).not_to_contain_text(NOTE)


@pytest.mark.parametrize(("language", "learning", "namur", "demo"), [
    ("fr", "Se former", "Namur", "Ville ouverte"), ("nl", "Leren", "Namen", "Open stad"),
])  # fmt: skip
def test_a_talk_handed_over_to_another_subject_waits_with_its_place_until_somebody_comes(
    people: People, language: str, learning: str, namur: str, demo: str
) -> None:
    alice = people.counselor("alice", language)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks("Ik zoek een opleiding tot lasser.")
    alice.accepts("Ik zoek een opleiding tot lasser.")
    alice.button("Hand over").click()
    dialog = alice.hand_over_dialog
    expect(dialog).to_contain_text(alice.words.word("hand.nobody"))
    dialog.get_by_role("radio", name=alice.words.text("Anybody who suits")).check()
    give = dialog.get_by_role("button", name=alice.words.text("Hand over"))
    expect(give).to_have_attribute("aria-disabled", "true")
    dialog.get_by_label(alice.words.text("Subject")).select_option("learning")
    warning = dialog.locator('[data-part="warning"]')
    expect(warning).to_have_text(alice.words.word("hand.warn_nobody"))
    assert faults(alice.page) == []
    bram = people.counselor("bram", language)
    bram.goes_on_duty()
    expect(warning).to_be_hidden()
    dialog.get_by_label(alice.words.text("City")).select_option("demo")
    expect(warning).to_have_text(alice.words.word("hand.warn_elsewhere", city=demo))
    dialog.get_by_label(alice.words.text("City")).select_option("")
    bram.page.locator('miti-duty [data-state="off"]').click()
    expect(warning).to_have_text(alice.words.word("hand.warn_nobody"))
    give.click()
    visitor.is_told("notice_handed_for", what=learning)

    bram.goes_on_duty()
    bram.accepts("Ik zoek een opleiding tot lasser.")
    visitor.meets("Bram", namur)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_whoever_would_rather_stay_stays(people: People, language: str) -> None:
    alice, bram, visitor, _frames = in_talk(people, language, "Restez, s’il vous plaît.")
    alice.button("Hand over").click()
    alice.hand_over_dialog.get_by_role("radio", name="Bram").check()
    alice.hand_over_dialog.get_by_role("button", name=alice.words.text("Hand over")).click()
    expect(bram.offer).to_contain_text("Restez, s’il vous plaît.")
    visitor.page.get_by_role("button", name=visitor.words.word("stay_with", alias="Alice")).click()
    expect(bram.offer).to_be_hidden()
    expect(visitor.state).to_have_text(visitor.words.word("here", alias="Alice"))
    alice.writes("Je reste.")
    visitor.reads("Restez, s’il vous plaît.", "Je reste.")
    expect(visitor.banner).not_to_contain_text("Alice")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_colleague_looks_on_and_whispers_what_no_visitor_ever_reads(
    people: People, language: str
) -> None:
    alice, bram, visitor, frames = in_talk(people, language)
    alice.asks_to_look_on("Bram", "Le Forem ?")

    expect(bram.page.locator("miti-talks")).to_contain_text(bram.words.word("talk.looking_on"))
    expect(bram.talk).to_contain_text("Le Forem ?")
    expect(bram.composer).to_be_hidden()
    whisper = bram.talk.get_by_role("textbox", name=bram.words.text("Whisper to your colleague"))
    whisper.fill("Oui, en mars.")
    whisper.press("Enter")
    expect(whisper).to_have_value("")
    expect(alice.talk).to_contain_text("Oui, en mars.")
    expect(alice.talk).to_contain_text(alice.words.word("beside.reads", alias="Bram"))
    assert faults(alice.page) == []
    assert faults(bram.page) == []
    alice.writes("Il y en a une en mars.")
    visitor.reads("Soudeur ?", "Il y en a une en mars.")
    expect(bram.log).to_contain_text("Il y en a une en mars.")
    visitor.page.reload()
    visitor.reads("Soudeur ?", "Il y en a une en mars.")
    assert any("une en mars" in frame for frame in frames)
    for words in ("Forem", "Oui, en mars", "whisper", "attending", "Bram"):
        assert not any(words in frame for frame in frames)

    bram.talk.get_by_role("button", name=bram.words.text("Look on no more")).click()
    expect(bram.talk).to_be_hidden()
    expect(alice.talk.locator("miti-whispers")).to_be_hidden()
