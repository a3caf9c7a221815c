"""At a computer that others use next: whoever goes away leaves nothing behind on it.

The clock of these pages is put forward; nobody waits nine minutes.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Route, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor

HELLO = "Je cherche une formation, chez moi personne ne le sait."
DRAFT = "Et après ?"
SCRIPT = "**/js/visitor*.js"
ALMOST, THE_REST, A_WHILE, LATE = "08:30", "00:31", "09:01", "10:01"


def at_a_shared_computer(people: People, there: Town, language: str = "fr") -> Visitor:
    visitor = people.visitor(language, **PHONE)
    visitor.page.clock.install()
    visitor.opens(there.address)
    ticks(visitor)
    return visitor


def the_box(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role(
        "checkbox", name=visitor.words.text("I am on a shared computer")
    )


def ticks(visitor: Visitor) -> None:
    the_box(visitor).check()
    expect(dialog(visitor)).to_be_attached()


def dialog(visitor: Visitor) -> Locator:
    return visitor.page.locator("dialog[role=alertdialog]")


def is_asked(visitor: Visitor) -> None:
    question = visitor.words.word("still_there")
    expect(visitor.page.get_by_role("alertdialog", name=question)).to_be_visible()
    expect(visitor.page).to_have_title(f"● {question}")


def finds_nothing(visitor: Visitor) -> None:
    expect(visitor.page.locator("#front-notice")).to_have_text(visitor.words.word("shared_wiped"))
    expect(visitor.question).to_have_value("")
    for text in (HELLO, DRAFT):
        assert text not in visitor.page.content()
        assert text not in visitor.page.evaluate("JSON.stringify({...sessionStorage})")


def test_whoever_ticks_the_box_before_the_scripts_have_come_is_guarded_too(
    people: People, usual_town: Town
) -> None:
    visitor = people.visitor("fr", **PHONE)
    visitor.page.clock.install()
    held: list[Route] = []
    visitor.page.route(SCRIPT, lambda route: held.append(route))  # noqa: PLW0108 - it marks it
    with visitor.page.expect_request(SCRIPT):
        visitor.page.goto(f"{usual_town.address}/fr/", wait_until="commit")
    the_box(visitor).check()
    assert held
    for each in held:
        each.continue_()
    expect(dialog(visitor)).to_be_attached()
    visitor.page.clock.fast_forward(A_WHILE)
    is_asked(visitor)


def test_whoever_stays_away_from_a_shared_computer_is_asked_and_then_wiped(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = at_a_shared_computer(people, usual_town)
    clock = visitor.page.clock
    beside = visitor.context.new_page()
    beside.goto(f"{usual_town.address}/fr/")
    beside.locator("#question").fill(DRAFT)
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    alice.writes("Bonjour !")
    visitor.reads(HELLO, "Bonjour !")
    visitor.composer.fill(DRAFT)

    clock.fast_forward(ALMOST)
    expect(dialog(visitor)).to_be_hidden()
    visitor.composer.press("End")  # a sign of the person
    clock.fast_forward(ALMOST)
    expect(dialog(visitor)).to_be_hidden()
    clock.fast_forward(THE_REST)
    is_asked(visitor)
    assert faults(visitor.page) == []
    visitor.page.keyboard.press("a")
    expect(dialog(visitor)).to_be_hidden()
    expect(visitor.composer).to_have_value(DRAFT)
    assert not visitor.page.title().startswith("●")
    clock.fast_forward(A_WHILE)
    is_asked(visitor)
    visitor.button("Yes, I am here").tap()
    expect(dialog(visitor)).to_be_hidden()
    visitor.reads(HELLO, "Bonjour !")

    clock.fast_forward(A_WHILE)
    is_asked(visitor)
    clock.fast_forward(A_WHILE)
    finds_nothing(visitor)
    expect(the_box(visitor)).not_to_be_checked()
    alice.sees_the_visitor_leave()
    visitor.page.go_back()
    expect(visitor.page.locator("body")).not_to_contain_text(HELLO)
    expect(beside.locator("#question")).to_have_value(DRAFT)


def test_a_tab_that_comes_back_too_late_is_wiped_before_anything_is_shown(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = at_a_shared_computer(people, usual_town)
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    visitor.page.reload()
    visitor.reads(HELLO)
    visitor.page.add_init_script(
        "const note = () => (window.stages ??= []).push(document.documentElement.dataset.stage);"
        "new MutationObserver(note).observe(document, {subtree: true, attributes: true})"
    )
    visitor.page.goto("about:blank")
    visitor.page.clock.fast_forward(LATE)
    visitor.page.go_back()
    finds_nothing(visitor)
    assert "resuming" not in visitor.page.evaluate("window.stages ?? []")
    alice.sees_the_visitor_leave()


def test_a_question_left_at_a_shared_computer_stays_with_its_code_on_paper(
    people: People, usual_town: Town
) -> None:
    visitor = people.visitor("uk", **PHONE)
    visitor.page.clock.install()
    visitor.opens(usual_town.address)
    visitor.asks(HELLO)
    visitor.page.locator(".talk-head summary").click()
    ticks(visitor)
    visitor.page.keyboard.press("Escape")
    visitor.button("Leave my question instead").click()
    code = visitor.page.locator("#ticket-code")
    expect(code).not_to_be_empty()
    on_paper = code.inner_text()
    expect(visitor.page.locator("#ticket-paper")).to_be_visible()
    assert faults(visitor.page) == []
    visitor.page.clock.fast_forward(A_WHILE)
    is_asked(visitor)
    expect(dialog(visitor)).to_contain_text(visitor.words.word("shared_paper"))
    visitor.page.clock.fast_forward(A_WHILE)
    finds_nothing(visitor)
    assert on_paper not in visitor.page.content()
    visitor.page.get_by_text(visitor.words.text("I have a return code")).click()
    field = visitor.page.get_by_label(visitor.words.text("Return code"), exact=True)
    field.fill(on_paper.replace("-", ""))
    expect(field).to_have_value(on_paper)  # the script of the field is there
    visitor.button("Open my question").click()
    visitor.reads(HELLO)
