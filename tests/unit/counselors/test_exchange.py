"""Resources as files: the first shelf itself, round trips, and faults named by file and key."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from counselors.exchange import markdown, table
from counselors.exchange.entries import ResourceEntry
from counselors.files import ConfigError
from counselors.loading.listed import listed
from miti.env import ROOT

SHELF = ROOT / "config" / "resources"
HEAD = "---\ntitle: CV\nsubjects: working\nlast_checked: never\n---\n\nUn texte.\n"


@pytest.fixture(scope="module")
def first_shelf() -> tuple[ResourceEntry, ...]:
    return markdown.read(SHELF)


def test_the_first_shelf_is_whole_in_french_and_dutch(
    first_shelf: tuple[ResourceEntry, ...],
) -> None:
    both = [entry for entry in first_shelf if {"fr", "nl"} <= set(entry.versions)]
    assert len(both) == len(first_shelf) >= 40
    for code in ("en", "de", "uk"):
        assert sum(code in entry.versions for entry in first_shelf) * 2 > len(first_shelf)


def test_every_subject_has_something_on_the_first_shelf(
    first_shelf: tuple[ResourceEntry, ...],
) -> None:
    told = {subject for entry in first_shelf for subject in entry.subjects}
    assert told == set(listed(ROOT / "config").subject_keys)


def test_nobody_has_checked_the_first_shelf_yet(first_shelf: tuple[ResourceEntry, ...]) -> None:
    assert {entry.last_checked for entry in first_shelf} == {None}
    for file in SHELF.glob("*/*.md"):
        assert "\nlast_checked: never\n" in file.read_text(encoding="utf-8"), file


def test_the_first_shelf_leads_to_safe_addresses_only(
    first_shelf: tuple[ResourceEntry, ...],
) -> None:
    links = [each.link for entry in first_shelf for each in entry.versions.values() if each.link]
    assert {urlsplit(link).scheme for link in links} == {"https"}


@pytest.mark.parametrize("language", ["fr"])
def test_french_marks_of_the_first_shelf_never_stand_alone(language: str) -> None:
    for file in (SHELF / language).glob("*.md"):
        text = file.read_text(encoding="utf-8").partition("\n---\n")[2]
        assert not any(f" {mark}" in text for mark in ":;?!"), file


@pytest.mark.parametrize(("way", "name"), [(markdown, "folder"), (table, "all.csv")])
def test_what_is_written_is_read_back_the_same(
    first_shelf: tuple[ResourceEntry, ...], tmp_path: Path, way: object, name: str
) -> None:
    assert way.write(tmp_path / name, first_shelf) > 100  # type: ignore[attr-defined]
    assert way.read(tmp_path / name) == first_shelf  # type: ignore[attr-defined]


FAULTS = [
    ("Un texte.", "", "two lines"),
    (HEAD.replace("title: CV\n", ""), "versions", "title"),
    (HEAD.replace("CV", "CV\ncolour: red"), "colour", "expected one of kind"),
    (HEAD.replace("CV", "CV\nkind: poem"), "kind", "poem"),
    (HEAD.replace("CV", "CV\nlink: javascript:1"), "link", "regex"),
    (HEAD.replace("never", "yesterday"), "last_checked", "date"),
    (HEAD.replace("CV", "CV\nvalid_from: 2026-02-01\nvalid_until: 2026-01-01"), "valid", "after"),
    (HEAD.replace("Un texte", "À {town|la ville}"), "text", "{town"),
    (HEAD.replace("Un texte", "À {city}"), "text", "after |"),
    (HEAD.replace("Un texte", "*a* " * 400), "text", "tags"),
    (HEAD.replace("title: CV", "title"), "title", "name: value"),
]


@pytest.mark.parametrize(("text", "key", "expected"), FAULTS)
def test_a_wrong_file_is_named_with_what_was_expected(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    file = tmp_path / "fr" / "cv.md"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        markdown.read(tmp_path)
    assert caught.value.file == file
    assert key in caught.value.key
    assert expected in caught.value.expected


def test_two_languages_may_not_differ_about_the_resource(tmp_path: Path) -> None:
    for language, subject in (("fr", "working"), ("nl", "learning")):
        (tmp_path / language).mkdir()
        file = tmp_path / language / "cv.md"
        file.write_text(HEAD.replace("working", subject), encoding="utf-8")
    with pytest.raises(ConfigError, match="the same as in the other languages"):
        markdown.read(tmp_path)


def test_an_empty_folder_and_a_table_without_titles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="some-key"):
        markdown.read(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text("key,language,title,body\ncv,fr,,x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="row 2: expected title"):
        table.read(file)
