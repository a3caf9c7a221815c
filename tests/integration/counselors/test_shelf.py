"""The shelf in memory: what is on it today, and that it follows the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from counselors import shelf, shelving, timetable
from counselors.exchange.entries import ResourceEntry, VersionEntry
from counselors.models import Resource

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh(reference: Path) -> Iterator[None]:
    shelf.forget()
    yield
    shelf.forget()


def put(key: str, since: date | None = None, until: date | None = None) -> Resource:
    version = VersionEntry("Titre", "Un **texte**.", "https://a.be/")
    entry = ResourceEntry(key, {"nl": version, "fr": version}, valid_from=since, valid_until=until)
    return shelving.create(entry)


def keys(at: datetime = NOW) -> list[str]:
    return [doc.key for doc in shelf.shelf(at).index.docs]


def test_only_what_is_valid_today_is_on_the_shelf() -> None:
    today = NOW.date()
    put("always")
    put("today", today, today)
    put("over", until=today - timedelta(days=1))
    put("soon", since=today + timedelta(days=1))
    assert keys() == ["always", "today"]
    assert keys(NOW + timedelta(days=1)) == ["always", "soon"]


def test_a_change_arrives_with_the_next_look() -> None:
    row = put("one")
    assert keys() == ["one"]
    put("two")
    assert keys(NOW + timedelta(seconds=1)) == ["one"]
    assert keys(NOW + timedelta(seconds=3)) == ["one", "two"]
    row.delete()
    assert keys(NOW + timedelta(seconds=6)) == ["two"]


def test_visitors_get_plain_text_and_no_dead_link() -> None:
    put("one").versions.filter(language="nl").update(link_state="dead")
    here = shelf.shelf(NOW)
    assert here.version("one", ("fr",)) == (
        "fr",
        shelf.Version("Titre", "Un texte.", "https://a.be/"),
    )
    assert here.version("one", ("nl",)) == ("nl", shelf.Version("Titre", "Un texte.", ""))
    assert here.version("one", ("uk",)) == (
        "fr",
        shelf.Version("Titre", "Un texte.", "https://a.be/"),
    )
    assert here.version("none", ("fr",)) is None


def test_the_hours_of_a_city_are_said_in_words() -> None:
    assert timetable.hours_in_words("namur", "fr", NOW) == "lundi–vendredi 09:00–12:00"
    assert timetable.hours_in_words("namur", "nl", NOW) == "maandag–vrijdag 09:00–12:00"
    assert timetable.hours_in_words("atlantis", "nl", NOW) == ""
