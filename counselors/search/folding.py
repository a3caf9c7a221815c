"""Words as they are compared: case and accents folded, so that “etude” finds “Étude”."""

import re
import unicodedata
from typing import Final

# й and ї are letters of their own, not и and і with a mark: those must stay apart
_OWN_LETTERS: Final = {"й": "\ue000", "ї": "\ue001"}
_BACK: Final = {there: letter for letter, there in _OWN_LETTERS.items()}
_HIDE: Final = str.maketrans(_OWN_LETTERS)
_SHOW: Final = str.maketrans(_BACK)
_JOINED: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "ґ": "г"})
_WORD: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """Small letters without marks."""
    hidden = unicodedata.normalize("NFC", text.lower()).translate(_HIDE).translate(_JOINED)
    return _MARKS.sub("", unicodedata.normalize("NFD", hidden)).translate(_SHOW)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order; “l’emploi” is two."""
    return _WORD.findall(folded(text))
