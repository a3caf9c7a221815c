"""The statistics pages: who may read them, what they show, what they keep, and as which files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from counselors.models import AuditEntry, Role
from tests.integration.transcripts.test_publishing import FACT, TODAY, two_months
from transcripts import actions, publishing
from transcripts.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def chloe() -> Client:
    """A coordinator."""
    return signed_in("coordinator")


def signed_in(role: str) -> Client:
    user = User.objects.create_user(role, password="x")
    Role.objects.create(user=user, name=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def test_only_coordinators_read_statistics(chloe: Client) -> None:
    assert Client().get("/statistics/").status_code == 302
    assert signed_in("counselor").get("/statistics/").status_code == 403
    assert signed_in("editor").get("/statistics/2025-01.csv").status_code == 403
    assert chloe.get("/statistics/").status_code == 200


def test_a_page_without_a_release_says_when_there_will_be_one(chloe: Client) -> None:
    two_months()
    page = chloe.get("/statistics/").content
    assert b"Nothing is published yet" in page
    assert b"January 2025 follows when its last conversation has ended" in page
    assert b"on March 18, 2025 at the latest" in page


def test_a_page_shows_a_release_with_its_hidden_counts_marked(chloe: Client) -> None:
    two_months()
    publishing.publish_due(TODAY, None)
    page = chloe.get("/statistics/?period=2025-01&by=language").content.decode()
    assert "<b>67</b>" in page
    assert "not shown" in page
    assert '<option value="2025-01" selected>January 2025' in page


def shown(client: Client, address: str) -> str:
    """The page below its bar, whose forms hold a new token every time."""
    return client.get(address).content.decode().partition("<h1>")[2]


def test_a_page_does_not_change_when_more_facts_come(chloe: Client) -> None:
    two_months()
    publishing.publish_due(TODAY, None)
    address = "/statistics/?period=2025-02&by=subject&city=namur"
    before = shown(chloe, address)
    actions.record_many([replace(FACT, day=date(2025, 2, 3))] * 40)
    assert shown(chloe, address) == before


@pytest.mark.parametrize("by", ["city", "subject", "language", "hour_band", "nonsense"])
@pytest.mark.parametrize("period", ["2025", "2025-02", "1999"])
def test_every_filter_has_a_page(chloe: Client, by: str, period: str) -> None:
    two_months()
    publishing.publish_due(TODAY, None)
    for city in ("", "brussels", "nowhere"):
        found = chloe.get("/statistics/", {"by": by, "period": period, "city": city})
        assert found.status_code == 200


def test_the_files_hold_the_release_and_explain_it(chloe: Client) -> None:
    two_months()
    publishing.publish_due(TODAY, None)
    release = Release.objects.get(period="2025-01")
    lines = list(csv.DictReader(io.StringIO(
        chloe.get("/statistics/2025-01.csv").content.decode("utf-8-sig")
    )))  # fmt: skip
    assert {line["release"] for line in lines} == {release.digest}
    assert {"table": "language", "place": "2025/2025-01/prompt/brussels", "column": "uk",
            "count": "hidden"}.items() <= next(
        line for line in lines if line["count"] == "hidden" and line["column"] == "uk"
        and line["place"] == "2025/2025-01/prompt/brussels"
    ).items()  # fmt: skip
    found = json.loads(chloe.get("/statistics/2025-01.json").content)
    assert found["tables"] == release.tables
    assert found["about"]["release"] == release.digest
    assert set(found["dictionary"]) == set(release.tables)
    book = zipfile.ZipFile(io.BytesIO(chloe.get("/statistics/2025-01.xlsx").content))
    assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(book.namelist())


def test_every_file_that_is_taken_leaves_a_line_in_the_trail(chloe: Client) -> None:
    two_months()
    publishing.publish_due(TODAY, None)
    chloe.get("/statistics/2025-01.csv")
    signed_in("editor").get("/statistics/2025-01.csv")
    lines = AuditEntry.objects.values_list("actor", "act", "about")
    assert list(lines) == [("coordinator", "exported", "2025-01.csv")]


def test_a_file_of_what_was_never_published_is_not_there(chloe: Client) -> None:
    assert chloe.get("/statistics/1999-01.csv").status_code == 404
