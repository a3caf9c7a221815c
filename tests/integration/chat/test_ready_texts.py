"""What somebody who waits may read: in their language only, the subject's first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from counselors import shelf, shelving
from counselors.exchange.entries import ResourceEntry, VersionEntry


@pytest.fixture(autouse=True)
def stocked(house: None) -> Iterator[None]:
    text = VersionEntry("Titre", "Ouvert : {opening_hours|voyez le site}.")
    both = {"fr": text, "nl": VersionEntry("Titel", "…")}
    shelving.create(ResourceEntry("work", both, subjects=("working",)))
    shelving.create(ResourceEntry("work-fr", {"fr": text}, subjects=("working",)))
    shelving.create(ResourceEntry("learn", both, subjects=("learning",)))
    shelving.create(ResourceEntry("far", both, subjects=("working",), cities=("namur",)))
    shelving.create(ResourceEntry("hello", both))
    shelving.create(ResourceEntry("107", both, kind="helpline", subjects=("working",)))
    shelf.forget()
    yield
    shelf.forget()


def keys(**asked: str) -> list[str]:
    answer = Client().get("/fr/ready.json", asked)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=60")
    assert not answer.cookies
    found: dict[str, Any] = answer.json()
    return [each["key"] for each in found["resources"]]


def test_the_texts_fit_subject_language_and_city() -> None:
    assert keys(language="fr", subject="working") == ["work", "work-fr"]
    assert keys(language="nl", subject="working") == ["work"]
    assert keys(language="nl", subject="working", city="namur") == ["far", "work"]
    assert keys(language="nl") == ["learn", "work"], "greetings help nobody who waits"


@pytest.mark.parametrize("asked", [{}, {"language": "xx", "city": "namur"}, {"language": "../"}])
def test_what_does_not_exist_finds_nothing(asked: dict[str, str]) -> None:
    assert keys(**asked) == []


def test_no_place_of_a_text_stays_open() -> None:
    answer = Client().get("/fr/ready.json", {"language": "fr", "subject": "working"})
    assert answer.json()["resources"][0]["text"] == "Ouvert : voyez le site."
