from __future__ import annotations

from playwright.sync_api import expect

from tests.journey.people import People
from tests.journey.visitor import PHONE


def test_the_page_changes_its_language_in_the_middle_of_everything_and_nothing_is_lost(
    people: People,
) -> None:
    visitor = people.visitor("fr", **PHONE)
    visitor.chooses("subject", "working")
    visitor.question.fill("Comment demander")
    visitor.switches_to("uk")
    expect(visitor.question).to_have_value("Comment demander")
    expect(visitor.page.locator('input[value="working"]')).to_be_checked()
    visitor.switches_to("fr")

    visitor.asks("Comment demander un permis de travail ?")
    visitor.sees(visitor.words.word("place_unknown"))
    visitor.composer.fill("Je suis arrivée en")
    visitor.switches_to("uk")
    visitor.sees(visitor.words.word("place_unknown"), [visitor.words.word("wait_write")])
    visitor.reads("Comment demander un permis de travail ?")
    expect(visitor.composer).to_have_value("Je suis arrivée en")

    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    alice.accepts("Comment demander un permis de travail ?")
    alice.writes("Bonjour !")
    visitor.meets("Alice", "Відкрите місто")
    visitor.switches_to("fr")
    visitor.meets("Alice", "Ville ouverte")
    visitor.is_told("notice_joined", alias="Alice", city="Ville ouverte")
    visitor.switches_to("ar")
    expect(visitor.page.locator("html")).to_have_attribute("dir", "rtl")
    visitor.meets("Alice", "مدينة مفتوحة")
    expect(visitor.lines.last).to_have_css("direction", "ltr")  # as it is written
    visitor.switches_to("fr")
    expect(visitor.composer).to_have_value("Je suis arrivée en")
    visitor.writes("Je suis arrivée en mars.")
    talk = ("Comment demander un permis de travail ?", "Bonjour !", "Je suis arrivée en mars.")
    visitor.reads(*talk)
    alice.reads(*talk)


def test_a_talk_in_another_language_than_chosen_is_asked_about_and_never_changed_silently(
    people: People,
) -> None:
    visitor = people.visitor("fr")
    visitor.asks("Ik zoek een opleiding tot lasser in de buurt van Charleroi, kan je mij helpen?")
    visitor.writes("Ik heb al drie jaar in een garage gewerkt en wil graag iets bijleren.")
    expect(visitor.banner).to_contain_text("néerlandais")
    alice = people.counselor("alice", "fr")
    expect(alice.queue).to_contain_text("FR")
    visitor.button("Yes").click()
    expect(visitor.banner).to_be_empty()
    expect(alice.queue).to_contain_text("NL")
