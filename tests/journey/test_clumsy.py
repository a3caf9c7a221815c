"""What hurried hands, slow lines and sleeping phones do to a visitor's page: nothing."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor

QUESTION = "Par où commencer ?"
MORE = " Je suis soudeuse."
MANY = tuple(f"ligne {number}" for number in range(1, 11))


class Slow:
    """From now on the scripts of the talk are on their way to this page, until they arrive."""

    def __init__(self, page: Page) -> None:
        self._under_way: list[Route] = []
        page.route("**/js/visitor_talk*.js", self._hold, times=1)

    def arrive(self) -> None:
        """They are there."""
        for each in self._under_way:
            each.continue_()

    def _hold(self, route: Route) -> None:
        self._under_way.append(route)


def in_talk(people: People) -> tuple[Desk, Visitor]:
    """Alice, and somebody on a phone whose question she has accepted."""
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor(**PHONE)
    visitor.asks(QUESTION)
    alice.accepts(QUESTION)
    return alice, visitor


def test_on_a_slow_line_the_button_says_that_the_question_is_taken(people: People) -> None:
    visitor = people.visitor(**PHONE)
    scripts = Slow(visitor.page)
    button = visitor.page.locator("#ask")
    visitor.question.fill(QUESTION)
    button.click()
    expect(button).to_have_text(visitor.words.word("one_moment"))
    button.click(force=True)
    visitor.question.press_sequentially(MORE)
    scripts.arrive()
    visitor.reads(QUESTION + MORE)
    visitor.erases()
    expect(button).to_have_text(visitor.words.text("Ask my question"))


def test_what_is_typed_before_the_scripts_come_is_kept(people: People) -> None:
    visitor = people.visitor(**PHONE)
    visitor.asks(QUESTION)
    visitor.composer.fill("Je voulais dire :")
    scripts = Slow(visitor.page)
    visitor.page.reload()
    expect(visitor.where).to_have_text(visitor.words.word("one_moment"))
    expect(visitor.state).to_have_text(visitor.words.word("resuming_text"))
    visitor.composer.fill("tout de suite.")
    scripts.arrive()
    visitor.reads(QUESTION)
    expect(visitor.composer).to_have_value("Je voulais dire :\ntout de suite.")


def test_a_phone_that_slept_wakes_into_the_talk_as_it_is(people: People) -> None:
    alice, visitor = in_talk(people)
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    alice.writes("Vous dormez ?")
    alice.reads(QUESTION, "Vous dormez ?")
    session.send("Page.setWebLifecycleState", {"state": "active"})
    visitor.reads(QUESTION, "Vous dormez ?")
    visitor.writes("Plus maintenant.")
    alice.reads(QUESTION, "Vous dormez ?", "Plus maintenant.")


def test_back_and_forward_lead_into_the_same_talk(people: People, usual_town: Town) -> None:
    visitor = people.visitor("nl")
    visitor.page.goto(f"{usual_town.address}/fr/")
    visitor = Visitor(visitor.page, "fr")
    visitor.asks(QUESTION)
    visitor.composer.fill("Encore une ch")
    visitor.page.go_back()
    visitor = Visitor(visitor.page, "nl")
    visitor.reads(QUESTION)
    expect(visitor.composer).to_have_value("Encore une ch")
    visitor.page.go_forward()
    visitor = Visitor(visitor.page, "fr")
    visitor.reads(QUESTION)
    expect(visitor.composer).to_have_value("Encore une ch")


def test_a_second_tab_of_the_same_talk_says_and_erases_the_same(people: People) -> None:
    first = people.visitor()
    first.asks(QUESTION)
    with first.context.expect_page() as opened:
        first.page.evaluate("void open(location.href)")  # takes the tab's memory along
    second = Visitor(opened.value, "fr")
    second.reads(QUESTION)
    second.writes("Du second onglet.")
    for tab in (first, second):
        tab.reads(QUESTION, "Du second onglet.")
    second.erases()
    expect(first.page.get_by_role("status").first).to_have_text(first.words.word("erased"))
    expect(first.question).to_be_visible()


def test_many_lines_written_without_a_line_all_arrive_in_order(people: People) -> None:
    alice, visitor = in_talk(people)
    visitor.context.set_offline(True)
    visitor.writes(*MANY)
    visitor.context.set_offline(False)
    alice.reads(QUESTION, *MANY)
    visitor.reads(QUESTION, *MANY)


def test_what_was_being_written_when_the_talk_ended_stays_in_sight(people: People) -> None:
    alice, visitor = in_talk(people)
    visitor.composer.fill(MORE)
    alice.wraps_up("Se former", "Answered")
    words = visitor.words
    visitor.sees(words.word("ended_title"), [words.word("ended_unsent")])
    expect(visitor.composer).to_have_value(MORE)
    expect(visitor.composer).not_to_be_editable()
    expect(visitor.button("Send")).to_be_hidden()
    visitor.composer.press("Control+Enter")
    expect(visitor.composer).to_have_value(MORE)
    visitor.page.locator(".after").get_by_role(
        "button", name=words.text("Ask another question")
    ).click()
    expect(visitor.question).to_have_value(MORE)


def test_the_enter_that_ends_a_word_being_put_together_sends_nothing(people: People) -> None:
    visitor = people.visitor()
    visitor.asks(QUESTION)
    visitor.composer.fill(MORE)
    enter = {"key": "Enter", "bubbles": True, "cancelable": True}
    visitor.composer.dispatch_event("keydown", {**enter, "keyCode": 229})
    expect(visitor.composer).to_have_value(MORE)
    visitor.composer.dispatch_event("keydown", {**enter, "keyCode": 13})
    visitor.reads(QUESTION, MORE.strip())
    expect(visitor.marks).to_have_text(visitor.words.word("mark_sent"))


def test_a_talk_that_ends_meanwhile_is_not_asked_about_any_more(people: People) -> None:
    alice, visitor = in_talk(people)
    visitor.does("End the conversation")
    expect(visitor.button("End it")).to_be_visible()
    alice.wraps_up("Se former", "Answered")
    expect(visitor.where).to_have_text(visitor.words.word("ended_title"))
    expect(visitor.button("End it")).to_be_hidden()
    expect(visitor.where).to_be_focused()
