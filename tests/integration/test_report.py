"""The annual report: from releases only, as a page and as a file that needs nothing else."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from miti.__main__ import main
from tests.integration.test_statistics import shown, signed_in
from tests.integration.transcripts.test_publishing import FACT, TODAY, came, two_months
from transcripts import actions, publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def chloe() -> Client:
    """A coordinator, of a service that has published a year."""
    two_months()
    for city in ("brussels", "namur"):
        came(20, day=date(2025, 2, 3), city_asked=city)
        came(
            40, day=date(2025, 2, 3), city_asked=city, satisfaction="satisfied", recommend="yes",
            first_visit="no",
        )  # fmt: skip
    publishing.publish_due(TODAY, None)
    return signed_in("coordinator")


def test_a_year_is_told_beside_the_published_figures_with_their_source(chloe: Client) -> None:
    page = chloe.get("/statistics/report/2025/").content.decode()
    assert "Annual report 2025" in page
    for figure in ("94.1 %", "94.0 %", "54.3 %", "100.0 %", "<b>261</b>"):
        assert figure in page
    assert "deskreset.eu" in page
    assert "Brussels, 2023" in page


def test_a_report_stays_as_it_is_when_more_facts_come(chloe: Client) -> None:
    before = shown(chloe, "/statistics/report/2025/")
    actions.record_many([replace(FACT, day=date(2025, 2, 3))] * 40)
    assert shown(chloe, "/statistics/report/2025/") == before


def test_only_a_published_year_has_a_report_and_only_coordinators_read_it(chloe: Client) -> None:
    for period in ("2024", "2025-01"):
        assert chloe.get(f"/statistics/report/{period}/").status_code == 404
    assert signed_in("editor").get("/statistics/report/2025/").status_code == 403
    assert Client().get("/statistics/report/2025/").status_code == 302


def test_a_year_without_a_report_says_when_there_will_be_one(
    chloe: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    came(20, day=date(2026, 3, 3))
    for today, year, words in (
        (date(2026, 11, 27), 2026, "on Feb. 15, 2027 at the latest"),
        (date(2027, 3, 1), 2026, "There are no figures of this year."),
        (date(2026, 11, 27), 2024, "There are no figures of this year."),
        (date(2026, 11, 27), 2027, "There are no figures of this year."),
    ):
        monkeypatch.setattr(timezone, "localdate", lambda day=today: day)
        page = chloe.get(f"/statistics/report/{year}/")
        assert page.status_code == 404
        assert words in page.content.decode()
        assert "/statistics/report/2025/" in page.content.decode()


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de", "uk"])
@pytest.mark.usefixtures("chloe")
def test_the_command_prints_a_page_that_asks_nobody_for_anything(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "2025", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert f'<html lang="{language}">' in page
    assert ("Annual report" in page) is (language == "en")
    (styles,) = re.findall(r'<link rel="stylesheet" href="data:text/css;base64,([^"]+)">', page)
    written = page.replace(styles, "") + b64decode(styles).decode()
    assert ".statistics" in written
    assert not re.search(r"src=|href=\"(?!data:)|url\(|https?://", written)


@pytest.mark.usefixtures("chloe")
def test_the_command_names_the_years_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "2024"]) == 2
    assert "2024 is no published year; published are: 2025" in capsys.readouterr().err
