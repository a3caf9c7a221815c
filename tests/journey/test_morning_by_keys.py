"""A counselor's whole morning, from the password to the last answer, without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journey.desk import Desk
from tests.journey.keys import Keys
from tests.journey.people import People, gathered
from tests.journey.photographer import HOURS
from tests.journey.town import Town, serving
from tests.staff_codes import code_now

PASSWORD = "correct-horse-battery"
QUESTIONS = {
    "fr": ("Comment faire un bon CV ?", "Où apprendre la soudure ?", "Quel métier me convient ?"),
    "nl": ("Hoe maak ik een goed cv?", "Waar leer ik lassen?", "Welk beroep past bij mij?"),
}
GREETING = {"fr": "Bonjour, je regarde.", "nl": "Hallo, ik kijk even."}
NOTE = {"fr": "Cherche des cours du soir.", "nl": "Zoekt avondlessen."}
ANSWER = {"fr": "Passez nous voir pour en parler.", "nl": "Kom langs om erover te praten."}


@pytest.fixture(scope="module")
def strict_town() -> Iterator[Town]:
    """A service that is no demo, open all day: everybody needs a second step."""
    with serving({"hours.toml": HOURS}) as there:
        there.brings_in_the_first_shelf()
        for language in QUESTIONS:
            for name, city in (("eve", "brussels"), ("dan", "namur")):
                there.runs(
                    "create-counselor", f"{name}-{language}", "--alias", name.title(),
                    "--city", city, "--languages", language, "--subjects", "working,learning",
                    typed=PASSWORD,
                )  # fmt: skip
        yield there


@pytest.fixture
def people(browser: Browser, strict_town: Town) -> Iterator[People]:
    yield from gathered(browser, strict_town)


class Morning(Desk):
    """Eve, with her hands on the keys."""

    def __init__(self, page: Page, town: Town, language: str) -> None:
        super().__init__(page, language)
        self.keys = Keys(page)
        self._town = town

    def presses(self, target: Locator) -> None:
        """Walk there, and press it."""
        self.keys.tab_to(target)
        self.page.keyboard.press("Enter")

    def way(self, english: str) -> Locator:
        """A link, by what is written on it in English."""
        return self.page.get_by_role("link", name=self.words.text(english))

    def signs_in(self, login: str) -> None:
        """Name and password; the cursor waits in the first field."""
        self.page.goto(f"{self._town.address}/desk/")
        expect(self.page.get_by_label(self.words.text("Password"))).to_be_visible()
        self.keys.type(login)
        self.keys.press("Tab")
        self.keys.type(PASSWORD)
        self.page.keyboard.press("Enter")

    def sends_code(self, code: str, button: str) -> None:
        expect(self.page.get_by_label(self.words.text("Code"))).to_be_focused()
        self.keys.type(code)
        self.presses(self.button(button))

    def sets_up_the_app(self, login: str) -> str:
        """The first sign-in; the secret on the phone."""
        self.signs_in(login)
        self.presses(self.way("Add the app"))
        secret = self.page.locator(".secret").inner_text()
        self.sends_code(code_now(secret), "Add the app")
        self.presses(self.way("I have kept them"))
        self.is_linked()
        return secret

    def signs_in_with_the_app(self, login: str, secret: str) -> None:
        """Every other morning; the code is the next one: none works twice."""
        self.signs_in(login)
        self.sends_code(code_now(secret, steps=1), "Go on")
        self.is_linked()

    def takes(self, question: str, greeting: str) -> None:
        """Whoever is offered, with a first line."""
        expect(self.offer).to_contain_text(question)
        self.keys.press("Alt+o")
        expect(self.composer).to_be_focused()
        self.keys.type(greeting)
        self.keys.press("Enter")
        self.reads(question, greeting)


@pytest.mark.parametrize("language", list(QUESTIONS))
def test_a_whole_morning_needs_no_mouse(people: People, strict_town: Town, language: str) -> None:
    secret = Morning(people.stranger(language), strict_town, language).sets_up_the_app(
        f"eve-{language}"
    )
    dan = Morning(people.stranger(language), strict_town, language)
    dan.sets_up_the_app(f"dan-{language}")
    eve = Morning(people.stranger(language), strict_town, language)
    eve.signs_in_with_the_app(f"eve-{language}", secret)
    first, second, third = (people.visitor(language) for _ in QUESTIONS[language])
    for visitor, question in zip((first, second, third), QUESTIONS[language], strict=True):
        visitor.asks(question)
    third.button("Leave my question instead").click()
    third.sees(third.words.word("left_title"))

    goes_on_duty(eve)
    eve.takes(QUESTIONS[language][0], GREETING[language])
    eve.takes(QUESTIONS[language][1], GREETING[language])
    dan.goes_on_duty()
    hands_over(eve, dan, language)
    inserts_a_text(eve)
    first.writes("OK")
    expect(eve.lines.last).to_have_text("OK")
    wraps_up(eve)
    first.sees(first.words.word("ended_title"))

    answers(eve, language)
    expect(third.lines.last).to_contain_text(ANSWER[language])
    goes_home(eve)
    assert eve.keys.mouse == []


def goes_on_duty(eve: Morning) -> None:
    eve.keys.press("Alt+i")
    expect(eve.button("On duty")).to_be_focused()
    eve.keys.press("Enter")
    expect(eve.button("On duty")).to_have_attribute("aria-pressed", "true")


def hands_over(eve: Morning, dan: Morning, language: str) -> None:
    """The talk that is open, to Dan, with a note; then the other one comes."""
    _, question, _ = QUESTIONS[language]
    eve.keys.press("Alt+g")
    dialog = eve.page.get_by_role("dialog", name=eve.words.text("Hand this talk over"))
    colleague = dialog.get_by_role("radio", name="Dan")
    eve.keys.tab_to(colleague)
    eve.keys.press("Space")
    eve.keys.tab_to(dialog.get_by_role("textbox"))
    eve.keys.type(NOTE[language])
    eve.keys.tab_to(dialog.get_by_role("button", name=eve.words.text("Hand over")))
    eve.keys.press("Enter")
    expect(dialog).to_be_hidden()
    expect(eve.talk.locator('[data-part="label"]')).to_be_focused()
    dan.accepts(question)
    expect(dan.talk.get_by_role("note")).to_contain_text(NOTE[language])
    expect(eve.note).to_have_text(eve.words.word("gone.transferred"))
    eve.reads(QUESTIONS[language][0], GREETING[language])
    expect(eve.composer).to_be_focused()


def inserts_a_text(eve: Morning) -> None:
    eve.keys.press("/")
    expect(eve.page.get_by_role("searchbox")).to_be_focused()
    eve.keys.type("europas")
    text = eve.page.locator('miti-shelf [data-part="list"]').get_by_role("button").first
    expect(text).to_contain_text("europass.europa.eu")
    eve.keys.press("ArrowDown")
    expect(text).to_be_focused()
    eve.keys.press("Enter")
    expect(eve.composer).to_be_focused()
    eve.keys.press("Enter")
    expect(eve.lines.last).to_contain_text("europass.europa.eu")


def wraps_up(eve: Morning) -> None:
    eve.keys.press("Alt+u")
    wrap = eve.page.locator("miti-wrap-up")
    expect(wrap.get_by_role("button").first).to_be_focused()
    eve.keys.press("Enter")
    eve.keys.tab_to(wrap.get_by_role("button", name=eve.words.text("Answered"), exact=True))
    eve.keys.press("Enter")
    expect(eve.page.locator('[data-part="nothing"]')).to_be_visible()


def answers(eve: Morning, language: str) -> None:
    """A left question: found, taken, helped by a text, sent."""
    eve.presses(eve.way("Left questions").first)
    expect(eve.page.get_by_role("main")).to_contain_text(QUESTIONS[language][2])
    eve.presses(eve.way("Open").first)
    eve.presses(eve.button("I answer it"))
    answer = eve.page.get_by_role("textbox", name=eve.words.text("Your answer"))
    expect(answer).to_be_focused()
    expect(eve.page.locator('miti-shelf [data-part="count"]')).not_to_be_empty()
    eve.keys.press("/")
    eve.keys.type("europas")
    eve.keys.press("Enter")
    expect(answer).to_be_focused()
    expect(answer).not_to_have_value("")
    eve.keys.press("Control+End", "Enter")
    eve.keys.type(ANSWER[language])
    expect(eve.page.locator('[data-part="preview"]')).to_contain_text(ANSWER[language])
    eve.presses(eve.button("Send the answer"))
    expect(eve.page.get_by_role("status").filter(visible=True).first).to_contain_text(
        eve.words.text("Sent. The visitor reads it with the return code.")
    )


def goes_home(eve: Morning) -> None:
    """Off duty, and signed out."""
    eve.presses(eve.way("Desk"))
    eve.is_linked()
    eve.keys.press("Alt+i")
    off = eve.page.locator('miti-duty [data-state="off"]')
    eve.keys.tab_to(off)
    eve.keys.press("Enter")
    expect(off).to_have_attribute("aria-pressed", "true")
    menu = eve.page.locator(".who > summary")
    eve.keys.tab_to(menu, "Shift+Tab")
    eve.keys.press("Enter")
    eve.presses(eve.button("Sign out"))
    eve.page.wait_for_url(lambda url: "/desk/" not in url or "sign" in url)
