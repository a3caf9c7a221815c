"""A coordinator reads what was published: figures, charts and files, and what stays hidden."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from chat.words.board import WORDS
from tests.journey.axe import faults
from tests.journey.people import People, gathered
from tests.journey.town import PEOPLE, Town, serving
from tests.journey.visitor import PHONE
from tests.journey.words import Words

LANGUAGES = ("fr", "nl")
DORA = """
[[counselor]]
username = "demo-dora"
alias = "Dora"
city = "namur"
languages = { fr = 1.0 }
subjects = []
roles = ["coordinator:namur"]
"""


@pytest.fixture(scope="module")
def town_with_a_past() -> Iterator[Town]:
    """A demo that makes two months of a past for itself, as every demo makes some."""
    with serving({"demo/demo.toml": PEOPLE + DORA}, "--demo", demo_months="2") as there:
        yield there


@pytest.fixture
def people(browser: Browser, town_with_a_past: Town) -> Iterator[People]:
    yield from gathered(browser, town_with_a_past)


def reader(people: People, there: Town, language: str, **screen: object) -> Page:
    """Chloé at the statistics, come from the board; she looks again until both months are there."""
    page = people.coordinator("chloe", language, **screen)
    page.goto(f"{there.address}/statistics/")
    while choices(page.locator("#period")).count() < 2:
        page.reload()
    return page


def choices(field: Locator) -> Locator:
    return field.locator("option")


def figures(page: Page, chart: str = "by") -> dict[str, list[str]]:
    """The rows of the table beside a chart."""
    rows = page.locator(f".card[aria-labelledby={chart}-title] .table-box tbody tr")
    return {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").all_inner_texts()
        for row in rows.all()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_same_in_a_chart_and_in_a_table(
    people: People, town_with_a_past: Town, language: str
) -> None:
    page = reader(people, town_with_a_past, language)
    words = Words(language, WORDS)
    expect(page.locator(".banner")).to_contain_text(
        words.text("Demo data: these people never existed.")
    )
    for chart, least in (("by", 4), ("lengths", 5), ("ends", 4)):
        said = page.locator(f"#{chart}-text").text_content() or ""
        rows = figures(page, chart)
        assert len(rows) >= least
        for name, (contacts, *_rest) in rows.items():
            shown = words.text("not shown") if "▒" in contacts else contacts
            assert f"{name}: {shown}" in said
    assert faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_amiss_on_a_phone(people: People, town_with_a_past: Town, language: str) -> None:
    page = reader(people, town_with_a_past, language, **PHONE)
    for by in ("city", "subject", "language", "hour_band"):
        page.goto(f"{town_with_a_past.address}/statistics/?by={by}")
        assert faults(page) == [], by


@pytest.mark.parametrize("language", ["fr", "uk"])
def test_the_other_pages_are_in_sight_on_a_phone(
    people: People, town_with_a_past: Town, language: str
) -> None:
    for who, others in (("chloe", 1), ("dora", 3)):
        page = people.coordinator(who, language, **PHONE)
        places = page.locator(".places")
        expect(places.get_by_role("link")).to_have_count(others)
        assert places.evaluate("bar => bar.scrollWidth <= bar.clientWidth")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_that_was_chosen_stands_in_its_address(
    people: People, town_with_a_past: Town, language: str
) -> None:
    page = reader(people, town_with_a_past, language)
    words = Words(language, WORDS)
    older = choices(page.locator("#period")).last.get_attribute("value") or ""
    page.get_by_label(words.text("Period")).select_option(older)
    page.get_by_label(words.text("City asked")).select_option("namur")
    page.get_by_label(words.text("Told apart by")).select_option("language")
    page.get_by_role("button", name=words.text("Show"), exact=True).click()
    page.wait_for_url(lambda url: f"period={older}&city=namur&by=language" in url)
    chosen, heading = figures(page), page.get_by_role("heading", level=1).inner_text()
    assert heading.endswith(choices(page.locator("#city")).locator(":scope:checked").inner_text())

    other = people.coordinator("chloe", language)
    other.goto(page.url)
    assert figures(other) == chosen


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_shown_says_so_and_why(
    people: People, town_with_a_past: Town, language: str
) -> None:
    page = reader(people, town_with_a_past, language)
    words = Words(language, WORDS)
    page.goto(f"{town_with_a_past.address}/statistics/?city=namur&by=language")
    hidden = page.get_by_role("cell", name=words.text("not shown"))
    expect(hidden.first).to_be_visible()
    expect(page.locator("svg .veil").first).to_be_visible()
    why = page.get_by_role("region", name=words.text("Why some figures are not shown"))
    expect(why).to_contain_text("5")


def test_a_release_is_taken_home_as_a_file(
    people: People, town_with_a_past: Town, tmp_path: Path
) -> None:
    page = reader(people, town_with_a_past, "fr")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "release.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "release.csv").read_text("utf-8-sig"))))
    (release,) = {line["release"] for line in lines}
    expect(page.locator("code")).to_have_text(release[:12])
    period = page.locator("#period").input_value()
    whole = next(
        line for line in lines if line["table"] == "contacts" and line["place"].endswith(period)
    )
    assert (whole["period"], whole["column"]) == (period, "all")
    shown = "".join(filter(str.isdigit, page.locator(".figures b").first.inner_text()))
    assert shown == whole["count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coordinator_reads_the_remarks_of_a_month_and_deletes_one(
    people: People, town_with_a_past: Town, language: str
) -> None:
    words = Words(language, WORDS)
    for screen in ({}, PHONE):
        page = reader(people, town_with_a_past, language, **screen)
        page.get_by_role("link", name=words.text("Remarks"), exact=True).click()
        expect(choices(page.get_by_label(words.text("Month")))).to_have_count(2)
        said = page.locator(".remarks li p")
        expect(said.and_(page.locator("[lang=nl]")).first).to_be_visible()
        many = said.count()
        assert many >= 10
        assert faults(page) == []
        page.get_by_role("button", name=words.text("Delete"), exact=True).first.click()
        expect(said).to_have_count(many - 1)
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name=words.text("Delete"), exact=True)).to_have_count(0)
