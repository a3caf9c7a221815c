from __future__ import annotations

from playwright.sync_api import expect

from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE

QUESTION = "Je cherche une formation de soudeur."
PLEASE = "Il y a une formation à Namur."

BUSY = """
window.IntersectionObserver = class extends IntersectionObserver {
  constructor(tell, ...rest) {
    const held = [];
    super((seen) => {
      held.push(...seen);
      document.documentElement.dataset.told = held.length;
      if (held.length > 1) tell(held.splice(0));
    }, ...rest);
  }
};
"""
"""A phone with much to do, which tells changes of what is in sight two at a time."""

KEY = 'INSERT INTO "chat_wrappedkey"'
"""Begins the row of a conversation's key in a dump."""


def test_a_visitor_on_a_phone_talks_with_alice_in_french(people: People) -> None:
    visitor = people.visitor("fr", **PHONE)
    visitor.chooses("city", "demo")
    visitor.chooses("subject", "learning")
    visitor.asks(QUESTION)
    visitor.sees(visitor.words.word("place_unknown"), [visitor.words.word("wait_write")])
    visitor.writes("Je commence en mars.")

    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    expect(alice.offer).to_contain_text("Se former · FR · Ville ouverte")
    visitor.sees(visitor.words.word("next"), [visitor.words.word("offered")])
    alice.accepts(QUESTION)
    visitor.meets("Alice", "Ville ouverte")
    visitor.is_told("notice_joined", alias="Alice", city="Ville ouverte")
    expect(visitor.marks).to_have_text([visitor.words.word("mark_seen")])

    alice.composer.press_sequentially("Il y")
    expect(visitor.page.locator("#typing")).to_have_text(
        visitor.words.word("typing", alias="Alice")
    )
    alice.writes(PLEASE)
    expect(alice.talk.locator(".mark")).to_have_text([alice.words.word("mark.seen")])
    visitor.composer.press_sequentially("Mer")
    expect(alice.talk).to_contain_text(alice.words.word("log.typing"))
    visitor.writes("Merci !")
    talk = (QUESTION, "Je commence en mars.", PLEASE, "Merci !")
    alice.reads(*talk)
    visitor.reads(*talk)

    alice.wraps_up("Se former", "Answered")
    visitor.sees(visitor.words.word("ended_title"))
    visitor.is_told("notice_closed")
    expect(visitor.composer).to_be_hidden()
    visitor.erases()
    expect(visitor.log).to_be_hidden()


def test_on_a_phone_with_much_to_do_what_comes_into_sight_is_seen(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor(**PHONE)
    visitor.page.add_init_script(BUSY)
    visitor.page.reload()
    visitor.question.fill(QUESTION)
    expect(visitor.page.locator("html")).to_have_attribute("data-told", "1")  # not on the screen
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    visitor.meets("Alice", "Ville ouverte")
    alice.writes(PLEASE)
    visitor.reads(QUESTION, PLEASE)
    expect(alice.talk.locator(".mark")).to_have_text([alice.words.word("mark.seen")])


def test_what_is_erased_in_the_middle_of_a_talk_is_gone_from_the_desk_and_the_database(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice", "nl")
    alice.goes_on_duty()
    visitor = people.visitor("nl")
    visitor.asks("Ik zoek een opleiding tot lasser.")
    alice.accepts("Ik zoek een opleiding tot lasser.")
    alice.writes("Er is er een in Namen.")
    visitor.meets("Alice", "Open stad")
    visitor.reads("Ik zoek een opleiding tot lasser.", "Er is er een in Namen.")
    stored = usual_town.everything_stored()
    assert "lasser" not in stored  # it lies there sealed
    keys = stored.count(KEY)
    assert keys

    visitor.erases()
    expect(visitor.question).to_have_value("")
    expect(alice.note).to_have_text(alice.words.word("gone.erased"))
    expect(alice.page.get_by_role("main")).not_to_contain_text("lasser")
    assert usual_town.everything_stored().count(KEY) == keys - 1
