"""The words of the pages, found as the pages find them: a journey reads what a person reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale
from django.utils import translation

from chat.words import Plural, Word, spoken
from tests.services.miti import ROOT

_LISTED = tomllib.loads((ROOT / "config" / "languages.toml").read_text(encoding="utf-8"))
LANGUAGES: Final = tuple(each["code"] for each in _LISTED["language"])
"""Every language of a demo's pages."""


@dataclass(frozen=True)
class Words:
    """What a page says in one language: its templates' texts and its scripts' table."""

    language: str
    table: Mapping[str, Word | Plural]

    def text(self, english: str) -> str:
        """A text of a template, by its English."""
        with translation.override(self.language):
            return translation.gettext(english)

    def word(self, key: str, **values: str | int) -> str:
        """A word of the scripts, by its key; ``n`` chooses the plural."""
        word = spoken({key: self.table[key]}, self.language)[key]
        if isinstance(word, dict):
            word = word[Locale.parse(self.language).plural_form(int(values["n"]))]
        for name, value in values.items():
            word = word.replace(f"{{{name}}}", str(value))
        return word
