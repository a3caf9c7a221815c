"""Reloads, cut lines and a killed service, in the middle of a sentence on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.journey.axe import faults
from tests.journey.desk import Desk
from tests.journey.line import Line, line_to
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor

QUESTION = "Comment devenir indépendante ?"
LOG = (QUESTION, "Bonjour !", "Bonjour Alice.")


@dataclass(frozen=True)
class Talk:
    """A visitor on a phone and Alice, each behind a line of their own."""

    visitor: Visitor
    alice: Desk
    visitors_line: Line
    alices_line: Line

    def both_read(self, *texts: str) -> None:
        """Everything arrived on both sides, once, in the same order, and nothing is pending."""
        self.visitor.reads(*texts)
        self.alice.reads(*texts)
        expect(self.visitor.log.locator('[data-state="pending"]')).to_have_count(0)
        expect(self.alice.talk.locator('[data-state="pending"]')).to_have_count(0)

    def both_read_in_any_order(self, *texts: str) -> None:
        """The same, where nobody can say which side was heard first."""
        expect(self.visitor.lines).to_have_count(len(texts))
        expect(self.visitor.log.locator('[data-state="pending"]')).to_have_count(0)
        found = self.visitor.lines.all_inner_texts()
        assert sorted(found) == sorted(texts)
        self.both_read(*found)


@pytest.fixture
def talk(people: People, usual_town: Town) -> Iterator[Talk]:
    with line_to(usual_town.address) as visitors, line_to(usual_town.address) as alices:
        visitor = people.visitor(at=visitors.address, **PHONE)
        alice = people.counselor("alice", at=alices.address)
        alice.goes_on_duty()
        visitor.asks(QUESTION)
        alice.accepts(QUESTION)
        visitor.meets("Alice", "Ville ouverte")
        alice.writes("Bonjour !")
        visitor.writes("Bonjour Alice.")
        begun = Talk(visitor, alice, visitors, alices)
        begun.both_read(*LOG)
        yield begun


def test_a_reload_of_the_visitor_keeps_the_log_the_unsent_and_the_unfinished(talk: Talk) -> None:
    visitor = talk.visitor
    talk.visitors_line.cut_sockets()
    visitor.writes("Un.", "Deux.")
    pending = visitor.words.word("mark_pending")
    expect(visitor.marks.last).to_have_text(pending)
    visitor.composer.fill("Et tro")
    visitor.page.reload()
    visitor.reads("Un.", "Deux.")
    expect(visitor.composer).to_have_value("Et tro")
    expect(visitor.marks.last).to_have_text(pending)

    talk.visitors_line.heal()
    talk.both_read(*LOG, "Un.", "Deux.")
    visitor.page.reload()
    visitor.reads(*LOG, "Un.", "Deux.")
    expect(visitor.composer).to_have_value("Et tro")
    visitor.writes("Et trois.")
    talk.both_read(*LOG, "Un.", "Deux.", "Et trois.")


def test_a_reload_of_the_desk_keeps_the_log_the_unsent_and_the_unfinished(talk: Talk) -> None:
    alice = talk.alice
    talk.alices_line.cut_sockets()
    alice.writes("Un.", "Deux.")
    expect(alice.talk.locator(".mark").last).to_have_text(alice.words.word("mark.waiting"))
    alice.composer.fill("Et tro")
    alice.page.reload()
    talk.alices_line.heal()
    talk.both_read(*LOG, "Un.", "Deux.")
    expect(alice.composer).to_have_value("Et tro")
    alice.page.reload()
    talk.both_read(*LOG, "Un.", "Deux.")
    expect(alice.composer).to_have_value("Et tro")
    alice.writes("Et trois.")
    talk.both_read(*LOG, "Un.", "Deux.", "Et trois.")


def test_a_reload_after_a_talk_went_shows_what_was_not_sent_until_it_is_closed(
    talk: Talk, usual_town: Town
) -> None:
    alice = talk.alice
    talk.alices_line.cut_sockets()
    alice.writes("Un.", "Deux.")
    alice.composer.fill("Et tro")
    other = Desk(alice.context.new_page(), "fr")
    other.opens(usual_town.address)
    other.wraps_up("Se former", "Answered")
    alice.page.reload()
    talk.alices_line.heal()
    stranded = alice.page.locator('[data-part="stranded"]')
    expect(stranded).to_contain_text(alice.words.word("stranded", n=3))
    expect(stranded.get_by_role("textbox")).to_have_value("Un.\n\nDeux.\n\nEt tro")
    assert faults(alice.page) == []
    alice.page.reload()
    expect(stranded.get_by_role("textbox")).to_have_value("Un.\n\nDeux.\n\nEt tro")
    stranded.get_by_role("button", name=alice.words.text("Close")).click()
    expect(stranded).to_be_hidden()
    alice.page.reload()
    alice.is_linked()
    expect(stranded).to_be_hidden()


def test_what_is_written_while_the_network_is_cut_is_kept_and_sent_once_in_order(
    talk: Talk,
) -> None:
    visitor, alice = talk.visitor, talk.alice
    visitor.composer.fill("J’ai une idée")
    for line, context in ((talk.visitors_line, visitor.context), (talk.alices_line, alice.context)):
        context.set_offline(True)
        line.cut()
    expect(alice.link).to_have_text(alice.words.word("link.lost"))
    expect(visitor.banner).to_have_text(visitor.words.word("lost"))
    visitor.writes("J’ai une idée.", "Un café.")
    expect(visitor.banner).to_have_text(visitor.words.word("lost_unsent"))
    expect(visitor.marks.last).to_have_text(visitor.words.word("mark_pending"))
    alice.writes("Racontez.", "Je vous écoute.")
    expect(alice.talk.locator(".mark").last).to_have_text(alice.words.word("mark.waiting"))

    _heal(talk.visitors_line, visitor)
    visitor.reads(*LOG, "J’ai une idée.", "Un café.")
    expect(visitor.banner).to_be_empty()
    expect(visitor.marks.last).to_have_text(visitor.words.word("mark_sent"))
    _heal(talk.alices_line, alice)
    alice.is_linked()
    talk.both_read(*LOG, "J’ai une idée.", "Un café.", "Racontez.", "Je vous écoute.")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_while_its_own_line_is_cut_the_desk_claims_nothing_about_the_visitor(
    people: People, usual_town: Town, language: str
) -> None:
    with line_to(usual_town.address) as line:
        alice = people.counselor("alice", language, at=line.address)
        alice.goes_on_duty()
        visitor = people.visitor(language)
        visitor.asks(QUESTION)
        alice.accepts(QUESTION)
        presence = alice.talk.locator('[data-part="presence"]')
        expect(presence).to_have_text(alice.words.word("state.online"))
        visitor.composer.fill("Je v")
        expect(alice.talk).to_contain_text(alice.words.word("log.typing"))
        alice.context.set_offline(True)
        line.cut()
        expect(presence).to_have_text(alice.words.word("state.unsure"))
        expect(alice.talk).not_to_contain_text(alice.words.word("log.typing"))
        _heal(line, alice)
        expect(presence).to_have_text(alice.words.word("state.online"))


def _heal(line: Line, person: Visitor | Desk) -> None:
    line.heal()
    person.context.set_offline(False)


def test_a_killed_service_comes_back_with_everything_and_nothing_twice(
    talk: Talk, usual_town: Town
) -> None:
    visitor, alice = talk.visitor, talk.alice
    alice.writes("Tout de suite.")
    visitor.writes("Merci.")
    alice.composer.fill("Me revoi")
    visitor.composer.fill("Vous ê")
    usual_town.kill()
    try:
        expect(visitor.banner).not_to_be_empty()
        expect(alice.link).to_have_text(alice.words.word("link.lost"))
        expect(visitor.composer).to_have_value("Vous ê")
        visitor.writes("Vous êtes là ?")
        expect(visitor.banner).to_have_text(visitor.words.word("lost_unsent"))
        visitor.composer.fill("Je peux atten")
    finally:
        usual_town.start()
    talk.both_read_in_any_order(*LOG, "Tout de suite.", "Merci.", "Vous êtes là ?")
    expect(visitor.banner).to_be_empty()
    expect(visitor.composer).to_have_value("Je peux atten")
    expect(alice.composer).to_have_value("Me revoi")
    alice.writes("Me revoilà.")
    expect(visitor.lines.last).to_have_text("Me revoilà.")
