from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.house import catalogues


def test_every_word_is_translated_into_every_language() -> None:
    words = catalogues.template()
    assert [
        fault for name in catalogues.LANGUAGES for fault in catalogues.faults(name, words)
    ] == []


def test_french_marks_never_stand_alone_on_a_line() -> None:
    """Before them, and inside guillemets, stands a thin space that does not break."""
    wrong = re.compile(r"[^\S\u202f][?!:;»]|«[^\S\u202f]")
    said = [text for entry in catalogues.read("fr") for text in _texts(entry.string) if entry.id]
    assert [text for text in said if wrong.search(text)] == []


def _texts(found: str | Sequence[str] | None) -> Sequence[str]:
    return [found] if isinstance(found, str) else found or []


def test_words_are_found_in_templates_even_between_stray_quotes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<p>it's\n    {% translate 'May' context 'month' %}\n"
        "  {% blocktranslate count n=n %}One waits{% plural %}{{ n }} wait{% endblocktranslate %}"
    )
    assert [(found.words, found.context) for found in catalogues.words_in(page)] == [
        ("May", "month"),
        (("One waits", "%(n)s wait"), None),
    ]


def test_words_are_found_inside_template_literals_of_javascript(tmp_path: Path) -> None:
    module = tmp_path / "module.js"
    module.write_text('const line = `<b>${gettext("Send")}</b>`;')
    assert [found.words for found in catalogues.words_in(module)] == ["Send"]


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Send", "", "not translated"),
        ("%(name)s is here", "%(who)s est là", "unknown named placeholder 'who'"),
        ("{name} is here", "{nom} est là", "the holes are not {name}"),
    ],
)
def test_a_translation_that_is_empty_or_loses_its_placeholder_is_a_fault(
    source: str, translation: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    words = Catalog(charset="utf-8")
    words.add(source, locations=[("a.py", 0)])
    catalogues.update("fr", words)
    file = catalogues.catalogue_file("fr")
    head, _, _ = file.read_text().rpartition('msgstr ""')
    file.write_text(f'{head}msgstr "{translation}"\n')
    assert fault in "".join(catalogues.faults("fr", words))
