"""The open-data file of a year: for everybody, made once, its privacy booked."""

from __future__ import annotations

import csv
import io
import json
from statistics import mean

import pytest
from django.conf import settings as ours
from django.test import Client
from pytest_django import Settings

from miti.__main__ import main
from tests.integration.transcripts.test_publishing import TODAY, came, two_months
from transcripts import noise, open_data, publishing
from transcripts.models import AlreadyPublished, OpenFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> str:
    """A published year."""
    two_months()
    publishing.publish_due(TODAY, None)
    return "2025"


def with_epsilon(settings: Settings, epsilon: float) -> None:
    settings.MITI = {**ours.MITI, "MITI_OPEN_DATA_EPSILON": epsilon}


def test_everybody_may_have_what_was_published_and_nobody_the_rest(year: str) -> None:
    nobody = Client()
    assert nobody.get("/open-data/2025.json").status_code == 404
    assert nobody.get("/open-data/").json()["dataset"] == []
    assert main(["open-data", year]) == 0
    (listed,) = nobody.get("/open-data/").json()["dataset"]
    assert listed["dct:license"].startswith("https://creativecommons.org/")
    address = {each["mediaType"]: each["downloadURL"] for each in listed["distribution"]}
    found = nobody.get(address["application/json"]).json()
    assert found["tables"]["contacts"] == {"2025": {"all": 141}}
    assert set(found["tables"]) == set(found["dictionary"])
    assert "fewer than 5 people" in found["about"]["hidden"]
    rows = list(
        csv.DictReader(io.StringIO(nobody.get(address["text/csv"]).content.decode("utf-8-sig")))
    )
    assert {
        "period": "2025",
        "table": "contacts",
        "place": "2025",
        "column": "all",
        "count": "141",
    } in rows


@pytest.mark.parametrize("period", ["2024", "2025-01", "soon"])
def test_what_is_no_published_year_is_refused(
    period: str, year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open-data", period]) == 2
    assert "no published year" in capsys.readouterr().err


def test_noise_is_made_once_and_what_it_costs_stands_beside_it(
    year: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with_epsilon(settings, 1.0)
    assert main(["open-data", year]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["about"]["epsilon"] == 1.0
    assert set(first["tables"]["month"]["2025"]) == {f"2025-{n:02d}" for n in range(1, 13)} | {
        "other"
    }
    with_epsilon(settings, 0.0)  # the other way would tell more than either
    came(50)
    assert main(["open-data", year]) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert OpenFile.objects.get().epsilon == 1.0
    with pytest.raises(AlreadyPublished):
        OpenFile.objects.get().save()


def test_with_little_noise_every_count_is_nearly_right(year: str, settings: Settings) -> None:
    with_epsilon(settings, 200.0)
    main(["open-data", year])
    tables = OpenFile.objects.get().tables
    for table, places in tables.items():
        assert abs(sum(places["2025"].values()) - 141) < 25, table
    assert tables["city_asked"]["2025"].keys() >= {"any", "other"}


def test_columns_tell_nothing_because_they_are_known_beforehand(year: str) -> None:
    columns = {"language": ("fr", "nl")}
    made = open_data.publish(year, columns, 50.0, TODAY)
    assert list(made.tables["language"]["2025"]) == ["fr", "nl", "other"]


def test_without_opendp_noise_is_refused_in_one_line(
    year: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_epsilon(settings, 1.0)
    monkeypatch.setattr(noise, "is_there", lambda: False)
    assert main(["open-data", year]) == 2
    assert "the extra “open-data”" in capsys.readouterr().err
    assert not OpenFile.objects.exists()


def test_the_noise_is_as_wide_as_the_privacy_demands() -> None:
    """The mean distance of discrete Laplace noise of scale b is nearly b: reach ÷ ε."""
    found = noise.noised([1000] * 4000, 10, 2.0)
    assert mean(abs(each - 1000) for each in found) == pytest.approx(5.0, rel=0.1)
    assert min(noise.noised([0] * 500, 10, 2.0)) == 0
