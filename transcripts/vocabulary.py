"""The words of a conversation, each once and without its sentence; what was masked is none."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

LONGEST: Final = 30
_MASK: Final = re.compile(r"\[[^\[\]]*\]")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def words_of(texts: Iterable[str], is_common: Callable[[str], bool]) -> frozenset[str]:
    """Of redacted texts: three letters or more, small. ``is_common``: a word that says nothing."""
    found = (
        word
        for text in texts
        for word in _WORD.findall(_MASK.sub(" ", unicodedata.normalize("NFC", text)).lower())
    )
    return frozenset(word for word in found if len(word) <= LONGEST and not is_common(word))
