"""A coordinator opens the annual report of a year whose figures were taken over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from chat.words.board import WORDS
from tests.journey.axe import faults
from tests.journey.people import WIDE, People, gathered
from tests.journey.town import Town, town
from tests.journey.visitor import PHONE
from tests.journey.words import Words

FIGURES = """period,table,city,value,count
2020,contacts,,,900
2020,contacts,namur,,400
2020,language,,fr,700
2020,satisfaction,,very_satisfied,90
2020,satisfaction,,satisfied,100
2020,satisfaction,,dissatisfied,10
2020,satisfaction,,very_dissatisfied,0
"""


@pytest.fixture(scope="module")
def town_with_figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Its operator takes the figures of a past year over."""
    file = tmp_path_factory.mktemp("figures") / "past.csv"
    file.write_text(FIGURES, "utf-8")
    with town() as there:
        there.runs("import-figures", str(file), typed="")
        yield there


@pytest.fixture
def people(browser: Browser, town_with_figures: Town) -> Iterator[People]:
    yield from gathered(browser, town_with_figures)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_report_says_whose_figures_it_shows_and_nothing_is_amiss(
    people: People, town_with_figures: Town, language: str
) -> None:
    for screen in (WIDE, PHONE):
        page = people.coordinator("chloe", language, **screen)
        page.goto(f"{town_with_figures.address}/statistics/")
        page.get_by_role("link", name=Words(language, WORDS).text("Annual report %(year)s") % {
            "year": "2020"
        }).click()  # fmt: skip
        expect(page.locator(".banner")).to_be_visible()
        expect(page.locator("main")).to_contain_text("deskreset.eu")
        expect(page.get_by_role("row").filter(has_text="94,1 %").locator("b")).to_have_text(
            "95,0 %"
        )
        assert faults(page) == []
