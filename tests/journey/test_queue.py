from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from tests.journey.line import Line, line_to
from tests.journey.people import People
from tests.journey.town import Town

QUESTION = "Où apprendre le néerlandais ?"


@pytest.fixture
def lines(usual_town: Town) -> Iterator[list[Line]]:
    """One line each for two people."""
    with ExitStack() as stack:
        yield [stack.enter_context(line_to(usual_town.address)) for _ in range(2)]


def shows(board: Page, **figures: str) -> None:
    """The totals of the board become these, without a reload."""
    for name, value in figures.items():
        total = board.locator(f'.totals [data-part="{name.replace("_", "-")}"]')
        expect(total).to_have_text(value)


def test_two_counselors_race_for_one_visitor_and_the_slower_is_told_plainly(
    people: People, lines: list[Line]
) -> None:
    alice = people.counselor("alice", at=lines[0].address)
    bram = people.counselor("bram", at=lines[1].address)
    visitor = people.visitor()
    visitor.chooses("city", "demo")
    visitor.asks(QUESTION)
    for desk in (alice, bram):
        desk.goes_on_duty()
        desk.passes_on(QUESTION)
    for desk in (alice, bram):
        expect(desk.take).to_be_visible()
    for line in lines:
        line.hold()  # neither sees what the other does
    for desk in (alice, bram):
        desk.take.click()
    for line in lines:
        line.heal()

    expect(visitor.where).to_have_text(re.compile("^(Alice, Ville ouverte|Bram, Namur)$"))
    winner, loser = (alice, bram) if "Alice" in visitor.where.inner_text() else (bram, alice)
    winner.writes("Bonjour !")
    visitor.reads(QUESTION, "Bonjour !")
    expect(loser.note).to_have_text(loser.words.word("refused.taken"))
    expect(loser.take).to_be_hidden()
    expect(loser.talk).to_be_hidden()


def test_a_visitor_of_a_city_without_a_free_counselor_is_served_by_another_city_and_told_so(
    people: People,
) -> None:
    bram = people.counselor("bram", "nl")
    bram.goes_on_duty()
    visitor = people.visitor("nl")
    visitor.chooses("city", "demo")
    visitor.asks("Waar leer ik Frans?")
    bram.accepts("Waar leer ik Frans?")
    visitor.meets("Bram", "Namen")
    visitor.is_told("joined_elsewhere", asked="Open stad", alias="Bram", city="Namen")


def test_the_board_follows_a_visitor_from_the_queue_into_a_talk(people: People) -> None:
    board = people.coordinator("chloe", "nl")
    shows(board, waiting="0", in_talk="0", free="0", on_duty="0", longest="–", held="–")
    visitor = people.visitor("nl")
    visitor.chooses("city", "demo")
    visitor.asks("Waar leer ik Frans?")
    shows(board, waiting="1", in_talk="0")
    row = board.get_by_role("row").filter(has_text="Nederlands")
    expect(row.locator('[data-part="waiting"]')).to_have_text("1")
    expect(row.locator('[data-part="longest"]')).not_to_have_text("–")
    expect(row).to_contain_text("Vol")

    alice = people.counselor("alice", "nl")
    alice.goes_on_duty()
    shows(board, on_duty="1", free="1")
    alice.accepts("Waar leer ik Frans?")
    shows(board, waiting="0", in_talk="1", free="1", on_duty="1", longest="–")
    visitor.erases()
    shows(board, waiting="0", in_talk="0", free="2", on_duty="1")
