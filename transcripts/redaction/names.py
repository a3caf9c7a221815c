"""The one door to mimesis: its lists of first and last names, read as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import Any, Final

from transcripts.redaction.vocabulary import fold

LOCALES: Final = (
    "cs", "da", "de", "de-at", "de-ch", "en", "es", "et", "fi", "fr", "hr", "hu", "is", "it", "nl",
    "nl-be", "no", "pl", "pt", "pt-br", "ru", "sk", "sv", "tr", "uk", "ar-ma", "ar-sy", "fa",
)  # fmt: skip
"""Languages spoken in Belgian cities, as mimesis names them."""


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names, as words are compared."""

    first: frozenset[str]
    last: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return word in self.first or word in self.last


@cache
def names() -> Names:
    """All lists together; read when they are first needed, then kept (about 70,000 words)."""
    first: set[str] = set()
    last: set[str] = set()
    folder = _folder()
    for locale in LOCALES:
        listed = json.loads(folder.joinpath(locale, "person.json").read_text("utf-8"))
        first.update(_folded(listed.get("names")))
        last.update(_folded(listed.get("surnames")))
    return Names(frozenset(first), frozenset(last))


def _folder() -> Traversable:
    """Where the lists lie; the package's own code, with all its generators, is never loaded."""
    found = find_spec("mimesis")
    reader: Any = found.loader if found else None
    if reader is None:
        raise ModuleNotFoundError("mimesis, the package with the lists of names, is missing")
    files: Traversable = reader.get_resource_reader("mimesis").files()
    return files / "datasets"


def _folded(listed: Any) -> Iterator[str]:
    """The words of a list, or of one list for each gender; names of two words give both."""
    if isinstance(listed, dict):
        for part in listed.values():
            yield from _folded(part)
    elif listed:
        for name in listed:
            yield from (word for word in fold(name).split() if len(word) > 1)
