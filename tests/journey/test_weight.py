from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journey.network import Network
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import PHONE
from tests.journey.words import LANGUAGES

MOST = 30_000
"""Bytes of the first view, everything included: pages, styles, scripts, and all headers."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_of_the_visitors_page_is_light(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.stranger(language, **PHONE)
    network = Network(page)
    page.goto(f"{usual_town.address}/{language}/", wait_until="networkidle")
    expect(page.get_by_role("button", disabled=False).last).to_be_visible()
    loaded = network.loaded()
    assert any(url.endswith(".css") for url, _ in loaded)
    assert any(url.endswith(".js") for url, _ in loaded)
    assert sum(size for _, size in loaded) <= MOST
