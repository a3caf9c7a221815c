"""An editor writes a ready-made text, and sees in each language how it will be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journey.people import People
from tests.journey.town import Town

BODY = "Voir **www.forem.be**, ou [le plan](https://www.siep.be/).\n\n- un\n- deux"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_each_language_is_shown_as_it_will_be_read_while_it_is_written(
    people: People, usual_town: Town, language: str
) -> None:
    page = people.coordinator("chloe", language)
    loads: list[str] = []
    page.goto(f"{usual_town.address}/admin/counselors/resource/add/")
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    write(page, 0, language, "Deux adresses", BODY)
    shown = page.locator("#versions-0 .as-read")
    expect(shown.locator("strong")).to_have_text("Deux adresses")
    expect(shown).to_contain_text("– un\n– deux")
    expect(shown.get_by_role("link", name="www.forem.be")).to_have_attribute(
        "href", "https://www.forem.be/"
    )
    expect(shown.get_by_role("link", name="siep.be", exact=True)).to_be_visible()

    page.locator(".add-row a").click()
    write(page, 1, "en", "Two addresses", "At {town|x}")
    other = page.locator("#versions-1 .as-read")
    expect(other.locator(".errornote")).to_contain_text("city, counselor_alias")
    page.locator('[name="versions-1-body"]').fill("At {city|your city}")
    expect(other).to_contain_text("At your city")
    expect(shown).to_contain_text("– un\n– deux")
    assert loads == []


def write(page: Page, at: int, language: str, title: str, body: str) -> None:
    """Fill in one language, as it is typed."""
    page.locator(f'[name="versions-{at}-language"]').select_option(language)
    page.locator(f'[name="versions-{at}-title"]').fill(title)
    page.locator(f'[name="versions-{at}-link"]').fill("https://www.siep.be/")
    page.locator(f'[name="versions-{at}-body"]').press_sequentially(body, delay=0)
