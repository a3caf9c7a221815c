"""Resources between files and the database, and who changed what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from counselors import shelving
from counselors.exchange import markdown
from counselors.loading.shelf import offered
from counselors.models import Resource, ResourceChange, ResourceVersion
from miti import shelf
from miti.problems import Problem
from tests.integration.counselors.conftest import CONFIG

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture
def first_shelf(reference: Path) -> Path:
    shelf.bring_in(CONFIG / "resources")
    return CONFIG / "resources"


def test_the_first_shelf_comes_in_once(first_shelf: Path) -> None:
    count = Resource.objects.count()
    assert count >= 40
    assert shelf.bring_in(first_shelf) == "Resources: 0 new, 0 changed."
    assert ResourceChange.objects.count() == count


@pytest.mark.parametrize("name", ["folder", "table.csv"])
def test_what_goes_out_comes_in_again_unchanged(
    first_shelf: Path, tmp_path: Path, name: str
) -> None:
    shelf.write_out(tmp_path / name)
    assert shelf.bring_in(tmp_path / name) == "Resources: 0 new, 0 changed."
    Resource.objects.all().delete()
    shelf.bring_in(tmp_path / name)
    entries = tuple(shelving.entry_of(each) for each in Resource.objects.order_by("key"))
    assert entries == offered(markdown.read(first_shelf))


def test_a_change_is_kept_with_what_stood_there_before(first_shelf: Path, tmp_path: Path) -> None:
    file = tmp_path / "fr" / "short-cv.md"
    file.parent.mkdir()
    text = (first_shelf / "fr" / "short-cv.md").read_text(encoding="utf-8")
    file.write_text(text.replace("title: Un CV", "title: Votre CV"), encoding="utf-8")
    assert shelf.bring_in(tmp_path) == "Resources: 0 new, 1 changed."
    last = ResourceChange.objects.latest("pk")
    assert last.what == {"fr.title": ["Un CV court et clair", "Votre CV court et clair"]}
    assert Resource.objects.get(key="short-cv").versions.count() == 5


def test_a_new_address_does_not_inherit_what_was_found_behind_the_old_one(
    first_shelf: Path, tmp_path: Path
) -> None:
    dead = ResourceVersion.objects.exclude(link="")[0]
    ResourceVersion.objects.update(link_state="dead", link_checked_at=NOW)
    shelf.write_out(tmp_path / "out.csv")
    table = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "out.csv").write_text(table.replace(dead.link, "https://example.org/anew"))
    shelf.bring_in(tmp_path / "out.csv")
    anew = ResourceVersion.objects.filter(link="https://example.org/anew")
    assert set(anew.values_list("link_state", "link_checked_at")) == {("", None)}
    others = ResourceVersion.objects.exclude(pk__in=anew)
    assert set(others.values_list("link_state", flat=True)) == {"dead"}


def test_a_subject_that_does_not_exist_is_refused(first_shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "x.md").write_text("---\ntitle: X\nsubjects: dancing\n---\n\nx\n")
    with pytest.raises(Problem, match="“dancing” is none of"):
        shelf.bring_in(tmp_path)


def test_use_is_counted_and_nothing_else(first_shelf: Path) -> None:
    before = shelving.values_of(Resource.objects.get(key="short-cv"))
    shelving.count_use("short-cv")
    shelving.count_use("short-cv")
    shelving.count_useful("short-cv")
    row = Resource.objects.get(key="short-cv")
    assert (row.used, row.useful) == (2, 1)
    assert shelving.values_of(row) == before


def test_whoever_checks_a_resource_is_remembered(
    first_shelf: Path, django_user_model: type
) -> None:
    alice = django_user_model.objects.create(username="alice")  # type: ignore[attr-defined]
    rows = Resource.objects.filter(key="short-cv")
    shelving.mark_checked(rows, date(2026, 5, 4), alice, NOW)
    change = ResourceChange.objects.latest("pk")
    assert (change.who, change.at, change.what) == (
        alice, NOW, {"last_checked": ["", "2026-05-04"]},
    )  # fmt: skip
