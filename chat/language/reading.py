"""The words of a text, in the one script that most of them are written in."""

import re
import unicodedata
from collections import Counter
from typing import Final

LATIN: Final = "LATIN"
LONGEST: Final = 80
"""Letters of a word: more is no word, and would outweigh all others."""
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_APOSTROPHES: Final = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")


def words(text: str) -> list[str]:
    """The words in small letters, with inner apostrophes; no digits, links or addresses.

    Small letters make CAPITALS, and the nouns of German, the same words as any other.
    """
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    # A capital dotted İ becomes an i and a loose dot, which no word of a list has.
    return _WORD.findall(_ADDRESS.sub(" ", plain).lower().replace("i̇", "i"))


def script(word: str) -> str:
    """The script of the word's first letter, like LATIN or CYRILLIC."""
    return unicodedata.name(word[0], "").partition(" ")[0]


def in_one_script(found: list[str]) -> tuple[str, list[str]]:
    """The script that most words have, and those words but for endless ones; ("", []) without any.

    Latin gives way when it only draws: names and brands are Latin in a text of any script.
    """
    scripts = [script(word) for word in found]
    counts = Counter(scripts)
    if not counts:
        return "", []
    best = max(counts, key=lambda each: (counts[each], each != LATIN, each))
    ours = [word for word, each in zip(found, scripts, strict=True) if each == best]
    return best, [word for word in ours if len(word) <= LONGEST]
