from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.axe import WCAG, faults, violations
from tests.journey.languages import in_every_language
from tests.journey.line import Line, line_to
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor
from tests.journey.words import LANGUAGES, Words

QUESTION = "Comment devenir infirmière ? Voir https://example.org/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_the_visitors_front_page(people: People, language: str) -> None:
    visitor = people.visitor(language, **PHONE)
    assert faults(visitor.page) == []
    parts = visitor.page.locator(".top > :is(a, nav)")
    lines = parts.evaluate_all(
        "(parts) => parts.map((part) => part.getBoundingClientRect())"
        ".map(({ top, bottom }) => Math.round((top + bottom) / 2))"
    )
    assert len(set(lines)) == 1, "the header breaks"
    visitor.button("Ask my question").click()
    expect(visitor.question).to_have_attribute("aria-invalid", "true")
    assert faults(visitor.page) == []
    for link in ("Privacy", "Accessibility"):
        visitor.page.get_by_role("link", name=visitor.words.text(link)).click()
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
        assert faults(visitor.page) == [], link
        visitor.page.get_by_role("link", name=visitor.words.text("Ask a question")).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_the_sign_in_page(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.stranger(language)
    page.goto(f"{usual_town.address}/desk/sign-in/")
    assert faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_an_empty_desk_and_board(people: People, language: str) -> None:
    desk = people.counselor("alice", language)
    assert faults(desk.page) == []
    desk.page.keyboard.press("?")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert faults(desk.page) == []
    board = people.coordinator("chloe", language)
    expect(board.get_by_role("status").first).not_to_be_empty()
    assert faults(board) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_where_ready_made_texts_are_written(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.coordinator("chloe", language)
    page.goto(f"{usual_town.address}/admin/counselors/resource/add/")
    page.locator('[name="versions-0-body"]').fill("Voir **www.forem.be**")
    expect(page.locator("#versions-0 .as-read")).to_contain_text("www.forem.be")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_is_amiss_where_reference_data_are_kept(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.coordinator("ida", language)
    found: dict[str, list[str]] = {}

    def look() -> None:
        found[page.url] = violations(page, WCAG)

    page.goto(f"{usual_town.address}/admin/")
    look()
    links = page.locator("#content-main tbody th a")
    for each in [link.get_attribute("href") for link in links.all()]:
        page.goto(f"{usual_town.address}{each}")
        look()
        rows = page.locator("#result_list tbody th a")
        if rows.count():
            rows.first.click()
            page.wait_for_url("**/change/")
            look()
    assert len(found) > 12
    assert {url: faults for url, faults in found.items() if faults} == {}


def test_nothing_is_amiss_where_a_question_is_left_without_scripts(
    people: People, usual_town: Town
) -> None:
    page, words = people.stranger("fr", **PHONE), Words("fr", {})
    page.goto(f"{usual_town.address}/fr/simple/")
    assert faults(page) == []
    page.locator("#text").fill(QUESTION)
    page.get_by_role("button", name=words.text("Leave my question")).click()
    code = page.locator(".code").inner_text()
    assert faults(page) == [], "the code"
    page.goto(f"{usual_town.address}/fr/simple/")
    page.locator("#text").fill("Et le prix ?")
    page.locator("#code").fill(code)
    page.locator("#code").press("Enter")
    expect(page.get_by_role("list").filter(visible=True).last).to_contain_text(QUESTION)
    expect(page.locator("#text")).to_have_value("Et le prix ?")
    assert faults(page) == [], "read again"


def test_nothing_is_amiss_on_either_side_in_any_state_of_a_talk(
    people: People, usual_town: Town
) -> None:
    with line_to(usual_town.address) as line:
        visitor = people.visitor(at=line.address, **PHONE)
        visitor.asks(QUESTION)
        in_every_language(visitor, lambda: visitor.sees(visitor.words.word("place_unknown")))
        alice, board = people.counselor("alice"), people.coordinator("chloe")
        expect(alice.queue).to_contain_text(alice.words.word("queue.count", n=1))
        assert faults(alice.page) == [], "somebody waits"
        alice.goes_on_duty()
        expect(alice.offer).to_contain_text(QUESTION)
        assert faults(alice.page) == [], "offer"
        alice.accepts(QUESTION)
        alice.writes("Bonjour !")
        in_every_language(visitor, lambda: visitor.reads(QUESTION, "Bonjour !"))
        assert faults(alice.page) == [], "talk"
        assert faults(board) == [], "board"

        in_every_language(visitor, lambda: loses_the_line(visitor, line), before=line.heal)
        line.heal()
        alice.wraps_up("Se former", "Answered")
        in_every_language(visitor, lambda: is_asked_how_it_was(visitor))


def test_nothing_is_amiss_while_everybody_talks_with_somebody_else(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    alice.page.locator('miti-duty [data-slots="1"]').click()
    expect(alice.button("1")).to_have_attribute("aria-pressed", "true")
    people.visitor().asks(QUESTION)
    alice.accepts(QUESTION)
    visitor = people.visitor(**PHONE)
    state = visitor.page.locator('.state[data-of="city-demo"]')
    in_every_language(visitor, lambda: expect(state).to_have_text(visitor.words.word("state_busy")))


def loses_the_line(visitor: Visitor, line: Line) -> None:
    visitor.reads(QUESTION, "Bonjour !")
    line.cut()
    expect(visitor.banner).to_contain_text(visitor.words.word("lost"))


def is_asked_how_it_was(visitor: Visitor) -> None:
    visitor.sees(visitor.words.word("ended_title"))
    expect(visitor.page.locator("exit-questions").get_by_role("button").first).to_be_visible()
