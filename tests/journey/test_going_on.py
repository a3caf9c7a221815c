"""Going on in another language: the counselor asks, the visitor decides, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from chat.words.languages import ASKED
from tests.journey.axe import faults
from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.visitor import PHONE, Visitor
from tests.journey.words import Words

DUTCH = (
    "Ik zoek een opleiding tot lasser in de buurt van Charleroi, kan je mij helpen?",
    "Ik heb al drie jaar in een garage gewerkt en wil graag iets bijleren.",
)
YES = "Oui · Ja"


def question(code: str, alias: str, language: str) -> str:
    return Words(code, ASKED).word("go_on", alias=alias, language=language)


def is_asked(visitor: Visitor, alias: str) -> None:
    """In French and in Dutch, each marked as what it is."""
    expect(visitor.banner).to_contain_text(question("fr", alias, "néerlandais"))
    also = visitor.banner.locator('p[lang="nl"]')
    expect(also).to_have_text(question("nl", alias, "Nederlands"))


def step(desk: Desk, key: str, **values: str) -> str:
    return desk.words.word(f"language.{key}", **values)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["wide", "phone"])
def test_a_talk_in_french_goes_on_in_dutch_once_the_visitor_says_yes(
    people: People, screen: dict[str, Any]
) -> None:
    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    visitor = people.visitor("fr", **screen)
    visitor.asks(DUTCH[0])
    alice.accepts(DUTCH[0])
    visitor.writes(DUTCH[1])
    ask = alice.talk.get_by_role("button", name=step(alice, "ask", language="néerlandais"))
    expect(ask).to_be_visible()
    assert faults(alice.page) == []
    alice.composer.fill("Natuurlijk, ")
    visitor.composer.fill("En ook")
    ask.click()

    is_asked(visitor, "Alice")
    asked = step(alice, "asked", language="néerlandais")
    expect(alice.talk).to_contain_text(asked)
    expect(ask).to_be_hidden()
    assert faults(visitor.page) == []
    assert faults(alice.page) == []
    alice.page.reload()
    visitor.page.reload()
    expect(alice.talk).to_contain_text(asked)
    is_asked(visitor, "Alice")

    visitor.page.get_by_role("button", name=YES, exact=True).click()
    visitor.is_told("notice_language_changed", language="néerlandais")
    expect(alice.log).to_contain_text(
        alice.words.word("notice.language_changed", language="néerlandais")
    )
    expect(visitor.banner).to_be_empty()
    expect(alice.talk.get_by_role("heading")).to_contain_text("NL")
    expect(alice.talk.locator("miti-language")).to_have_text("")
    expect(alice.composer).to_have_value("Natuurlijk, ")
    expect(visitor.composer).to_have_value("En ook")
    alice.writes("Natuurlijk, in Charleroi.")
    visitor.reads(*DUTCH, "Natuurlijk, in Charleroi.")
    visitor.meets("Alice", "Ville ouverte")


def test_a_visitor_who_would_rather_not_is_not_asked_again_by_anything(people: People) -> None:
    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    visitor = people.visitor("fr")
    visitor.asks(DUTCH[0])
    alice.accepts(DUTCH[0])
    visitor.writes(DUTCH[1])
    ask = alice.talk.get_by_role("button", name=step(alice, "ask", language="néerlandais"))
    ask.press("Enter")
    is_asked(visitor, "Alice")
    visitor.page.get_by_role("button", name="Non · Nee", exact=True).click()
    visitor.is_told("notice_language_kept", language="français")
    expect(alice.log).to_contain_text(alice.words.word("notice.language_kept", language="français"))
    expect(visitor.banner).to_be_empty()
    expect(alice.talk.get_by_role("heading")).to_contain_text("FR")
    expect(ask).to_be_hidden()
    visitor.page.reload()
    visitor.reads(*DUTCH)
    expect(visitor.banner).to_be_empty()


def test_a_language_that_the_counselor_does_not_speak_leads_to_somebody_who_does(
    people: People,
) -> None:
    bram = people.counselor("bram", "fr")
    bram.goes_on_duty()
    visitor = people.visitor("uk")
    visitor.chooses("language", "fr")
    visitor.asks("Bonjour, je cherche une formation.")
    bram.accepts("Bonjour, je cherche une formation.")
    side = bram.page.locator("miti-facts")
    side.get_by_text(bram.words.text("Go on in another language")).click()
    ask = side.get_by_role("button", name=step(bram, "ask", language="ukrainien"))
    ask.click()
    visitor.page.get_by_role("button", name=Words("uk", ASKED).word("go_on_yes")).click()
    visitor.is_told("notice_language_changed", language="українська")
    expect(bram.talk).to_contain_text(step(bram, "hand", language="ukrainien"))
    assert faults(bram.page) == []

    bram.talk.locator("miti-language").get_by_role("button").click()
    dialog = bram.page.get_by_role("dialog", name=bram.words.text("Hand this talk over"))
    expect(dialog.get_by_label(bram.words.text("Language"))).to_have_value("uk")
    dialog.get_by_role("button", name=bram.words.text("Hand over")).click()
    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    alice.accepts("Bonjour, je cherche une formation.")
    expect(alice.talk.get_by_role("heading")).to_contain_text("UK")
    visitor.reads("Bonjour, je cherche une formation.")
