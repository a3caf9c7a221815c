"""Figures of past years: taken over once, shown as what they are, compared with ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from miti import figures, history
from miti.__main__ import main
from miti.problems import Problem
from miti.statistics.importing import HEAD
from tests.chat_people import open_house
from tests.integration.test_statistics import signed_in
from tests.integration.transcripts.test_publishing import TODAY, came, two_months
from transcripts import publishing
from transcripts.models import Release

pytestmark = pytest.mark.django_db
LINES = (
    "2024,contacts,,,50",
    "2024,contacts,brussels,,40",
    "2024,satisfaction,,very_satisfied,20",
    "2024,satisfaction,,satisfied,20",
    "2024,satisfaction,,dissatisfied,5",
    "2024,satisfaction,,very_dissatisfied,5",
)


@pytest.fixture
def chloe() -> Client:
    return signed_in("coordinator")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    open_house()
    return written(tmp_path, *LINES)


def written(folder: Path, *lines: str) -> Path:
    file = folder / "past.csv"
    file.write_text("\n".join([",".join(HEAD), *lines]), "utf-8")
    return file


def test_figures_of_the_past_are_a_release_that_says_that_they_were_imported(file: Path) -> None:
    assert figures.bring_in(file, "en", TODAY) == "Imported: 2024."
    release = Release.objects.get()
    assert (release.period, release.origin) == ("2024", "imported")
    with pytest.raises(Problem, match="Line 2: 2024 is published already"):
        figures.bring_in(file, "en", TODAY)


def test_a_file_with_a_fault_changes_nothing(file: Path) -> None:
    faulty = written(file.parent, *LINES, "2023,contacts,,,3")
    with pytest.raises(Problem, match="Ligne 8"):
        figures.bring_in(faulty, "fr", TODAY)
    assert not Release.objects.exists()


def test_a_file_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "past.xlsx"
    broken.write_bytes(b"PK\x03\x04\xff")
    for each in (broken, tmp_path / "nowhere.csv"):
        with pytest.raises(Problem, match=each.name):
            figures.bring_in(each, "en", TODAY)


def test_nothing_is_put_beside_a_year_that_is_counted_here(file: Path) -> None:
    two_months()
    with pytest.raises(Problem, match="of 2025 there are figures that were counted here"):
        figures.bring_in(written(file.parent, "2025,contacts,,,90"), "en", TODAY)


def test_a_year_is_compared_with_the_imported_one_before(file: Path, chloe: Client) -> None:
    figures.bring_in(file, "en", TODAY)
    came(30, satisfaction="very_satisfied")
    came(20, satisfaction="dissatisfied")
    publishing.publish_due(TODAY, None)
    page = chloe.get("/statistics/?period=2025").content.decode()
    assert "+0 % since the period before (50)" in page
    assert "of 50 who answered · before: 80.0 %" in page


def test_an_imported_year_shows_what_it_has_and_calls_nothing_nought(
    file: Path, chloe: Client
) -> None:
    figures.bring_in(file, "en", TODAY)
    for address in ("?period=2024", "?period=2024&city=brussels", "?period=2024&by=language", ""):
        page = chloe.get(f"/statistics/{address}").content.decode()
        assert "counted elsewhere" in page
        assert "<b>0</b>" not in page
    assert "<b>50</b>" in chloe.get("/statistics/?period=2024").content.decode()
    assert "<b>40</b>" in chloe.get("/statistics/?period=2024&city=brussels").content.decode()
    assert chloe.get("/statistics/report/2024/").status_code == 200
    assert chloe.get("/statistics/2024.csv").status_code == 200


def test_figures_of_the_past_are_no_hindrance_to_the_past_of_a_demo(
    file: Path, settings: Settings
) -> None:
    settings.DEMO = True
    figures.bring_in(file, "en", TODAY)
    assert history.missing(TODAY, 1)


def test_the_command_names_a_language_that_does_not_exist(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-figures", str(file), "--lang", "xx"]) == 2
    assert "there is no “xx”" in capsys.readouterr().err
    assert main(["import-figures", str(file), "--lang", "nl"]) == 0
    assert Release.objects.count() == 1
