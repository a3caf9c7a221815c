"""Static files while one version is replaced by the next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from miti import staticfiles
from miti.staticfiles import ModuleStorage, StaticFiles

pytestmark = pytest.mark.django_db
"""Django's command looks at the database's features first."""


class Versions:
    """A release with one script, unpacked in one place again and again."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._script = folder / "source" / "page.js"
        self._script.parent.mkdir()
        self.root = folder / "collected"
        settings.STATICFILES_DIRS = [self._script.parent]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = self.root
        backend = {"BACKEND": "miti.staticfiles.ModuleStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}

    def collect(self, text: str) -> str:
        """The address of the script of this version, whose files all have one old date."""
        self._script.write_text(text, encoding="utf-8")
        os.utime(self._script, (1e9, 1e9))
        staticfiles.collect()
        return str(staticfiles_storage.url("page.js"))


@pytest.fixture
def versions(tmp_path: Path, settings: Settings) -> Versions:
    return Versions(tmp_path, settings)


def answer(server: StaticFiles, url: str) -> tuple[int, bytes]:
    """Status and body."""
    found: HttpResponse = server(RequestFactory().get(url))
    body = b"".join(found)
    found.close()
    return found.status_code, body


def full(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


def nobody(_request: object) -> HttpResponse:
    return HttpResponse(status=404)


def test_a_process_serves_its_own_version_and_the_next(versions: Versions) -> None:
    first = versions.collect("one")
    server = StaticFiles(nobody)
    second = versions.collect("two")
    assert first != second
    assert answer(server, first) == (200, b"one")
    assert answer(server, second) == (200, b"two")
    assert answer(StaticFiles(nobody), first) == (200, b"one")


def test_a_collection_that_broke_off_takes_nothing_from_whoever_still_serves(
    versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = versions.collect("one")
    with monkeypatch.context() as broken:
        broken.setattr(ModuleStorage, "create_compressor", full)
        with pytest.raises(OSError, match="full"):
            versions.collect("two")
    versions.collect("two")
    assert answer(StaticFiles(nobody), first) == (200, b"one")


def test_what_no_page_asks_for_any_more_goes(versions: Versions) -> None:
    first = versions.collect("one")
    versions.collect("two")
    versions.collect("three")
    assert answer(StaticFiles(nobody), first)[0] == 404


@pytest.mark.parametrize("name", ["nothing.js", "../../source/page.js", "..%2f..%2fsource/page.js"])
def test_what_is_not_there_is_not_found(versions: Versions, name: str) -> None:
    versions.collect("one")
    assert answer(StaticFiles(nobody), f"/static/{name}")[0] == 404


def test_nothing_is_written_when_nothing_changed(versions: Versions) -> None:
    def times() -> list[int]:
        return sorted(each.stat().st_mtime_ns for each in versions.root.rglob("*"))

    versions.collect("one")
    before = times()
    versions.collect("one")
    assert times() == before
