from __future__ import annotations

import json
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journey.people import People
from tests.journey.town import Town

QUESTION = "Je veux changer de métier."


def addresses(page: Page) -> list[str]:
    """Every address that the page asks for from now on, sockets included."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    return asked


def test_a_whole_visit_sets_no_cookie_asks_no_other_host_and_keeps_the_key_out_of_addresses(
    people: People, usual_town: Town
) -> None:
    visitor = people.visitor()
    asked = addresses(visitor.page)
    visitor.page.goto(usual_town.address)
    visitor.asks(QUESTION)
    memory = visitor.page.evaluate("sessionStorage.getItem('miti.visitor')")
    key = json.loads(memory)["key"]
    alice = people.counselor("alice")
    alice.goes_on_duty()
    alice.accepts(QUESTION)
    alice.writes("Bonjour !")
    visitor.reads(QUESTION, "Bonjour !")
    visitor.page.reload()
    visitor.reads(QUESTION, "Bonjour !")
    visitor.switches_to("nl")
    visitor.reads(QUESTION, "Bonjour !")
    visitor.erases()

    assert visitor.context.cookies() == []
    assert visitor.page.evaluate("document.cookie") == ""
    assert visitor.page.evaluate("localStorage.length") == 0
    assert len([url for url in asked if url.startswith("ws:")]) == 3
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(usual_town.address).netloc}
    assert len(key) == 43
    assert [url for url in asked if key in url] == []
    assert key not in usual_town.everything_stored()
    kept = visitor.page.evaluate("JSON.stringify({...sessionStorage})")
    assert key not in kept
    assert QUESTION not in kept
    expect(visitor.question).to_have_value("")
