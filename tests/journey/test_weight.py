from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE

MOST = 30_000
"""Bytes of the first view, everything included: pages, styles, scripts, and all headers."""
LANGUAGES = ("fr", "nl", "en", "de", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_of_the_visitors_page_is_light(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.stranger(language, **PHONE)
    network = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    received: dict[str, float] = {}
    network.on(
        "Network.requestWillBeSent",
        lambda event: asked.update({event["requestId"]: event["request"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: received.update({event["requestId"]: event["encodedDataLength"]}),
    )
    network.send("Network.enable")
    page.goto(f"{usual_town.address}/{language}/", wait_until="networkidle")
    expect(page.get_by_role("button", disabled=False).last).to_be_visible()
    assert received.keys() == asked.keys()
    assert any(url.endswith(".css") for url in asked.values())
    assert any(url.endswith(".js") for url in asked.values())
    assert sum(received.values()) <= MOST
