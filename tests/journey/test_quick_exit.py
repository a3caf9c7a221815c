"""Whoever must not be seen here leaves at once, and Back shows nothing of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journey.axe import faults
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE, Visitor

AWAY = "https://www.meteo.be/"
SCRIPTS = ("**/js/visitor*.js", "**/js/visitor_talk*.js")
"""All that hears somebody leave, and what only a talk loads."""
CODE = "PQRSTUVWXYZ23456"
HELLO = "Je cherche une formation sans que cela se sache."


def leaves_by_button(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name=visitor.words.text("Leave at once")).click()


def leaves_by_key(visitor: Visitor) -> None:
    for key in ("Shift", "Shift", "A", "Shift", "Shift"):  # who writes capitals stays
        visitor.page.keyboard.press(key)
    visitor.page.keyboard.down("Alt")
    for _ in range(3):  # who changes the language of the keyboard stays
        visitor.page.keyboard.press("Shift")
    visitor.page.keyboard.up("Alt")
    expect(visitor.composer).to_have_value("A")
    visitor.page.keyboard.press("Shift")
    visitor.page.keyboard.press("Shift")
    visitor.page.keyboard.press("Shift")


@pytest.mark.parametrize("leaves", [leaves_by_button, leaves_by_key])
def test_whoever_leaves_at_once_ends_the_talk_and_back_shows_nothing(
    people: People, usual_town: Town, leaves: Callable[[Visitor], None]
) -> None:
    alice, visitor = people.counselor("alice"), people.visitor(**PHONE)
    visitor.context.route(AWAY, _weather)
    before = _entries(visitor.page)
    alice.goes_on_duty()
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    alice.writes("Bonjour !")
    visitor.reads(HELLO, "Bonjour !")
    assert faults(visitor.page) == []
    visitor.composer.focus()
    leaves(visitor)

    visitor.page.wait_for_url(AWAY)
    assert _entries(visitor.page) == before
    visitor.page.go_back()
    assert usual_town.address not in visitor.page.url
    alice.sees_the_visitor_leave()
    visitor.page.goto(f"{usual_town.address}/fr/")
    expect(visitor.page.locator("#ask")).to_be_enabled()
    expect(visitor.question).to_have_value("")
    assert HELLO not in visitor.page.content()
    assert HELLO not in visitor.page.evaluate("JSON.stringify({...sessionStorage})")


@pytest.mark.parametrize("script", SCRIPTS)
def test_whoever_leaves_before_the_scripts_have_come_ends_the_talk_too(
    people: People, usual_town: Town, script: str
) -> None:
    alice, visitor = people.counselor("alice"), people.visitor(**PHONE)
    visitor.context.route(AWAY, _weather)
    alice.goes_on_duty()
    visitor.asks(HELLO)
    alice.accepts(HELLO)
    visitor.reads(HELLO)
    held: list[Route] = []
    visitor.page.route(script, lambda route: held.append(route))  # noqa: PLW0108 - it marks it
    with visitor.page.expect_request(script):
        visitor.page.reload(wait_until="commit")
    leaves_by_button(visitor)

    visitor.page.wait_for_url(AWAY)
    alice.sees_the_visitor_leave()
    visitor.page.unroute(script)
    visitor.page.goto(f"{usual_town.address}/fr/")
    expect(visitor.page.locator("#ask")).to_be_enabled()
    assert HELLO not in visitor.page.content()


def test_whoever_leaves_before_the_scripts_have_come_leaves_no_code_behind(
    people: People, usual_town: Town
) -> None:
    page = people.stranger("fr", **PHONE)
    page.context.route(AWAY, _weather)
    page.route(SCRIPTS[0], lambda route: route.abort())
    page.goto(f"{usual_town.address}/fr/#{CODE}", wait_until="commit")
    page.locator("#quick-exit").click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert CODE not in page.url


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title>")


def _entries(page: Page) -> int:
    count: int = page.evaluate("history.length")
    return count
