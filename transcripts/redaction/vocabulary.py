"""The words of config/redaction.toml, ready to be looked up; errors say what to mend."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

CUES: Final = (
    "name", "hint", "title", "relation", "closing", "born", "age", "age_with_unit", "ago", "niss",
    "iban", "card", "vat", "iddoc", "plate", "phone", "handle", "profile", "home",
)  # fmt: skip
UNITS: Final = ("years", "old", "not_an_age")
STREETS: Final = ("before", "doubtful", "ending", "sure_ending", "other", "after", "box", "number")
_SHARED: Final = ("known", "particles", "streets", "months", "units")
_APOSTROPHES: Final = str.maketrans("’ʼ`´‘", "'''''")


class InvalidVocabulary(ValueError):
    """The words cannot be used; the message names the key and what was expected."""


def fold(word: str) -> str:
    """Without capitals, accents and curly apostrophes: how words are compared."""
    if word.isascii():
        return word.lower().replace("`", "'")
    spread = unicodedata.normalize("NFD", word.casefold().translate(_APOSTROPHES))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


class Phrase(NamedTuple):
    """A cue: its folded words, what it announces, the language it belongs to (empty: any)."""

    words: tuple[str, ...]
    kind: str
    lang: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Everything that depends on language. ``phrases`` by the first letters of their first word."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    stop: Mapping[str, frozenset[str]]
    any_stop: frozenset[str]
    known: frozenset[str]
    particles: frozenset[str]
    streets: Mapping[str, frozenset[str]]
    endings: tuple[str, ...]
    sure_endings: tuple[str, ...]
    months: Mapping[str, int]

    def stops(self, lang: str) -> frozenset[str]:
        """The words that are never part of a name in this language; all of them if unknown."""
        return self.stop.get(lang, self.any_stop)


def head(word: str) -> str:
    """What phrases are filed under."""
    return word[:2]


class TextFile(Protocol):
    """What can read itself, such as a path: the reading stays with whoever hands it in."""

    def read_text(self, encoding: str) -> str: ...


def load_vocabulary(file: TextFile) -> Vocabulary:
    """The words of a TOML file. Raises InvalidVocabulary, or what tomllib raises for bad TOML."""
    return vocabulary_from(tomllib.loads(file.read_text("utf-8")))


def vocabulary_from(data: Mapping[str, Any]) -> Vocabulary:
    """Words from a mapping as TOML gives it. Raises InvalidVocabulary."""
    languages = {key: _table(data, key) for key in data if key not in _SHARED}
    stop = {lang: _words(own, "stop", lang) for lang, own in languages.items()}
    phrases = [
        phrase
        for lang, own in languages.items()
        for kind, listed in _table(own, "cues", lang).items()
        for phrase in _phrases(_known(kind, CUES, f"{lang}.cues"), _list(listed, kind), lang)
    ]
    for kind, listed in _table(data, "units").items():
        phrases += _phrases(_known(kind, UNITS, "units"), _list(listed, kind), "")
    streets = {name: _words(_table(data, "streets"), name, "streets") for name in STREETS}
    return Vocabulary(
        phrases=_filed(phrases), stop=stop, any_stop=frozenset().union(*stop.values()),
        known=_words(data, "known"), particles=_words(data, "particles"), streets=streets,
        endings=tuple(sorted(streets["ending"])),
        sure_endings=tuple(sorted(streets["sure_ending"])), months=_months(_table(data, "months")),
    )  # fmt: skip


def _filed(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    drawers: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        drawers[head(phrase.words[0].rstrip("*."))].append(phrase)
    return {key: tuple(drawer) for key, drawer in drawers.items()}


def _phrases(kind: str, listed: list[str], lang: str) -> list[Phrase]:
    return [Phrase(tuple(fold(text).split()), kind, lang) for text in listed]


def _months(table: Mapping[str, Any]) -> dict[str, int]:
    return {
        fold(word): int(number)
        for number, listed in table.items()
        for word in _list(listed, f"months.{number}")
    }


def _words(table: Mapping[str, Any], key: str, path: str = "") -> frozenset[str]:
    return frozenset(fold(word) for word in _list(table.get(key), f"{path}.{key}".lstrip(".")))


def _known(key: str, keys: tuple[str, ...], path: str) -> str:
    if key not in keys:
        raise InvalidVocabulary(f"{path}.{key}: expected one of {', '.join(keys)}")
    return key


def _table(data: Mapping[str, Any], key: str, path: str = "") -> Mapping[str, Any]:
    found = data.get(key)
    if not isinstance(found, Mapping):
        raise InvalidVocabulary(f"{path}.{key}: expected a table, found {found!r}".lstrip("."))
    return found


def _list(found: object, path: str) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise InvalidVocabulary(f"{path}: expected a list of words, found {found!r}")
    return found
