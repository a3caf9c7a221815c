from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from playwright.sync_api import Browser, Route, expect

from chat.words.embed import EMBED
from chat.words.visitor import WORDS
from tests.journey.axe import faults
from tests.journey.languages import in_every_language
from tests.journey.people import WIDE, People, gathered
from tests.journey.town import PEOPLE, Town, serving
from tests.journey.visitor import PHONE, Visitor
from tests.journey.words import Words
from tests.services.miti import ROOT

QUESTION = "Puis-je reprendre des études à 40 ans ?"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def next_opening() -> int:
    """A weekday (Monday is 0) that is neither today nor tomorrow, and no holiday this time."""
    today = datetime.now(ZoneInfo("Europe/Brussels")).date()
    days = (today + timedelta(days=ahead) for ahead in (3, 4, 5, 6))
    return next(day.weekday() for day in days if day not in country_holidays("BE"))


OPENS_ON = next_opening()


@pytest.fixture(scope="module")
def closed_town() -> Iterator[Town]:
    hours = f'[[window]]\ndays = ["{WEEK[OPENS_ON]}"]\nopens = 09:00:00\ncloses = 12:00:00\n'
    cities = (ROOT / "config" / "cities.toml").read_text(encoding="utf-8")
    site = 'key = "namur"\norigins = ["http://localhost:{port}"]'
    files = {"hours.toml": hours, "cities.toml": cities.replace('key = "namur"', site)}
    with serving(files) as there:
        yield there


def where_it_is_noon() -> ZoneInfo:
    """Whatever hour it is here: a window can open and close there on this same day."""
    return ZoneInfo(f"Etc/GMT{datetime.now(UTC).hour - 12:+d}")


@pytest.fixture
def closing_town() -> Iterator[Town]:
    """It closes in about six minutes."""
    zone = where_it_is_noon()
    now = datetime.now(zone)
    country = next(each for each in ("BE", "US", "JP") if now.date() not in country_holidays(each))
    cities = (ROOT / "config" / "cities.toml").read_text(encoding="utf-8")
    files = {
        "cities.toml": cities.replace("Europe/Brussels", zone.key),
        "holidays.toml": f'[default]\ncountry = "{country}"\n',
        "hours.toml": f'[[window]]\ndays = ["{WEEK[now.weekday()]}"]\nopens = 00:00:00\n'
        f"closes = {now + timedelta(minutes=6):%H:%M}:00\n",
    }
    with serving({"demo/demo.toml": PEOPLE, **files}, "--demo") as there:
        yield there


def test_who_will_rather_not_be_reached_before_closing_reads_so(
    browser: Browser, closing_town: Town
) -> None:
    for people in gathered(browser, closing_town):
        bram = people.counselor("bram")
        bram.goes_on_duty()
        bram.button("1").click()
        expect(bram.button("1")).to_have_attribute("aria-pressed", "true")
        first, second = people.visitor(), people.visitor()
        first.chooses("city", "namur")
        first.asks(QUESTION)
        bram.accepts(QUESTION)
        second.chooses("city", "namur")
        second.asks(QUESTION)
        second.sees(second.words.word("place", place="1"), [second.words.word("wait_not_today")])


@pytest.fixture
def people(browser: Browser, closed_town: Town) -> Iterator[People]:
    yield from gathered(browser, closed_town)


def test_a_closed_service_says_until_when_and_takes_the_question(people: People) -> None:
    visitor = people.visitor()
    opening = f"{JOURS[OPENS_ON]} 09:00"
    namur = visitor.page.locator("label", has_text="Namur")
    expect(namur).to_contain_text(visitor.words.word("state_closed_until", when=opening))
    expect(visitor.page.get_by_role("status").filter(visible=True)).to_contain_text(
        visitor.words.word("all_closed_until", when=opening)
    )
    visitor.question.fill(QUESTION)
    visitor.page.reload()
    expect(visitor.question).to_have_value(QUESTION)
    visitor.button("Leave my question").click()
    visitor.reads(QUESTION)
    visitor.sees(visitor.words.word("left_title"))
    expect(visitor.state).to_contain_text(JOURS[OPENS_ON])


def test_the_button_on_a_citys_own_site_says_when_it_opens(
    people: People, closed_town: Town
) -> None:
    page = people.stranger("fr", bypass_csp=True, **WIDE)
    page.goto(f"http://localhost:{closed_town.port}/fr/privacy/")  # stands in for the city's site
    page.evaluate(
        "(src) => { const tag = Object.assign(document.createElement('script'), {src});"
        " Object.assign(tag.dataset, {city: 'namur', lang: 'fr'}); document.body.append(tag); }",
        f"{closed_town.address}/embed.js",
    )
    words = Words("fr", {**WORDS, **EMBED})
    button = page.get_by_role("button", name=words.word("ask_later"))
    opening = words.word("state_closed_until", when=f"{JOURS[OPENS_ON]} 09:00")
    expect(button).to_contain_text(opening)
    button.click()
    frame = page.frame_locator("iframe")
    expect(frame.locator('input[name="city"][value="namur"]')).to_be_checked()
    expect(frame.get_by_role("button", name=words.text("Leave my question"))).to_be_enabled()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_closed_service_gives_something_to_read(
    people: People, closed_town: Town, language: str
) -> None:
    closed_town.brings_in_the_first_shelf()
    visitor = people.visitor(language)
    texts = visitor.page.locator("#while-closed")
    texts.get_by_text(visitor.words.word("while_closed")).click()
    before = texts.get_by_role("listitem").first.inner_text()
    visitor.chooses("subject", "entrepreneurship")
    expect(texts.get_by_role("listitem").first).not_to_have_text(before)
    expect(texts.get_by_role("listitem").first).to_have_attribute("lang", language)
    assert faults(visitor.page) == []


def test_a_question_is_left_on_a_phone_and_followed_from_another_device(people: People) -> None:
    visitor = people.visitor(**PHONE)
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    later = visitor.page.locator("#ask")
    in_every_language(
        visitor, lambda: expect(later).to_have_text(visitor.words.text("Leave my question"))
    )
    visitor.question.fill(QUESTION)
    visitor.button("Leave my question").click()
    code = code_of(visitor)
    in_every_language(visitor, lambda: visitor.sees(visitor.words.word("left_title")))
    visitor.page.reload()
    assert code_of(visitor) == code

    friend = people.visitor("nl")
    friend.context.on("request", lambda request: asked.append(request.url))
    friend.page.goto(f"{friend.page.url}#{code}")
    friend.reads(QUESTION)
    assert code not in friend.page.url
    assert faults(friend.page) == []
    friend.writes("En de prijs?")
    visitor.reads(QUESTION, "En de prijs?")
    friend.button("Talk to an adviser now").click()
    expect(friend.banner).to_contain_text(DAGEN[OPENS_ON])
    assert [url for url in asked if code in url or code.replace("-", "") in url] == []

    friend.erases()
    expect(visitor.page.get_by_role("status").first).to_have_text(visitor.words.word("erased"))


def test_a_code_is_typed_as_people_type_and_a_wrong_one_is_said(people: People) -> None:
    visitor = people.visitor()
    visitor.question.fill(QUESTION)
    visitor.button("Leave my question").click()
    code = code_of(visitor)
    visitor.does("Ask another question")
    visitor.page.get_by_role("dialog").get_by_role("button").first.click()
    expect(visitor.question).to_have_value("")

    slow: list[Route] = []
    # what is typed is not regrouped yet
    visitor.page.route("**/code_field*", lambda route: slow.insert(0, route))
    visitor.page.get_by_text(visitor.words.text("I have a return code")).click()
    field = visitor.page.get_by_role("textbox", name=visitor.words.text("Return code"))
    visitor.question.fill(QUESTION)
    field.fill("0000 0000 0001")
    field.press("Enter")
    expect(visitor.page.locator("#code-error")).to_have_text(visitor.words.word("code_unknown"))
    expect(field).to_be_focused()
    visitor.question.focus()
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(visitor.question).to_be_focused()
    expect(visitor.question).to_have_value(QUESTION)
    assert faults(visitor.page) == []
    slow[0].continue_()
    expect(field).to_have_value("0000-0000-0001")
    field.fill("")
    field.press_sequentially(code.lower().replace("-", "").replace("0", "o").replace("1", "l"))
    expect(field).to_have_value(code)
    field.press("Enter")
    visitor.reads(QUESTION)
    assert code_of(visitor) == code


def code_of(visitor: Visitor) -> str:
    """The return code that the page shows."""
    shown = visitor.page.locator("#ticket-code")
    expect(shown).to_have_text(re.compile(r"^(\w{4}-){2}\w{4}$"))
    return shown.inner_text()
