from __future__ import annotations

from pathlib import Path

import pytest

from miti.build import build_of

PAGES = (
    "static/js/core/feed.js", "static/css/desk.css", "chat/templates/chat/desk.html",
    "miti/locale/nl/LC_MESSAGES/django.po",
)  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in (*PAGES, "chat/views.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("as it was")
    return tmp_path


@pytest.mark.parametrize("changed", PAGES)
def test_another_script_look_or_word_makes_another_build(house: Path, changed: str) -> None:
    before = build_of(house)
    (house / changed).write_text("as it is")
    assert build_of(house) != before


def test_the_same_pages_are_the_same_build(house: Path) -> None:
    before = build_of(house)
    (house / "chat/views.py").write_text("as it is")
    assert build_of(house) == before
    (house / PAGES[0]).rename(house / "static/js/core/food.js")
    assert build_of(house) != before
