"""How likely a word's letters are in each language: an exact model of langdetect's profiles.

The only importer of langdetect, and only of its profiles: how often each of one, two and three
letters in a row comes in Wikipedia. Its own detector draws letters at random and multiplies counts
that overlap. Here each letter is judged once, by the two before it, so that the product over a
word is a probability: what no profile lists falls back to one letter before it, then to none.
"""

import json
import threading
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from operator import add, mul
from pathlib import Path
from typing import Final

from langdetect.detector_factory import PROFILES_DIRECTORY

from chat.language import reading

EDGE: Final = " "
"""Before the first letter of a word and after the last, as in langdetect's profiles."""
UNSEEN: Final = 1e-6
"""Of a letter that a profile does not have."""
LEAST_LEFT: Final = 1e-3
"""Always left for what was not counted; langdetect drops what is rare."""
_MOST_KEPT: Final = 20_000
"""Combinations of letters whose probabilities are kept: about 5 MB."""

_lock: Final = threading.Lock()


def scripts() -> dict[str, list[str]]:
    """By script the languages that have a profile: only they could be taken for one another."""
    with _lock:
        return _scripts()


def together(script: str) -> "Letters":
    """The languages of a script, side by side; read at the first call."""
    with _lock:  # threads that start cold together read the profiles once
        return _together(script)


class Profile:
    """How one language spells: the shares of letters after up to two others."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        folded: dict[str, int] = defaultdict(int)
        for gram, count in counts.items():
            folded[gram.lower()] += count
        folded[EDGE] = sum(n for gram, n in folded.items() if len(gram) == 2 and gram[0] == EDGE)
        listed: dict[str, int] = defaultdict(int)
        for gram, count in folded.items():
            listed[gram[:-1]] += count
        self.left: Final = {
            before: max(1 - count / max(folded.get(before, count), 1), LEAST_LEFT)
            for before, count in listed.items()
        }
        """By letters before: the share of what came after them and is not listed."""
        self.shares: Final = {
            gram: count / listed[gram[:-1]] * (1 - self.left[gram[:-1]])
            for gram, count in folded.items()
        }
        """By up to three letters: the share of the last one after those before."""


class Letters:
    """The languages of one script, side by side; safe in several threads at once."""

    def __init__(self, languages: Sequence[str], profiles: Iterable[Profile]) -> None:
        """``profiles`` come in the order of ``languages``, and are not kept."""
        self.languages: Final = tuple(languages)
        self._shares: dict[str, array[float]] = {}
        self._left: dict[str, array[float]] = {}
        # Only of three letters, never of whole words: nothing that somebody wrote is kept.
        self._known: dict[str, array[float]] = {}
        for place, profile in enumerate(profiles):
            _spread(profile.shares, self._shares, place, array("f", [0.0] * len(languages)))
            _spread(profile.left, self._left, place, array("f", [1.0] * len(languages)))

    def of(self, word: str) -> list[float]:
        """For each language the logarithm of the probability of this word's letters."""
        padded = f"{EDGE}{word.replace(chr(39), EDGE)}{EDGE}"
        grams = [padded[max(0, at - 2) : at + 1] for at in range(1, len(padded))]
        return list(map(sum, zip(*map(self._gram, grams), strict=True)))

    def _gram(self, gram: str) -> "array[float]":
        known = self._known.get(gram)
        if known is None:
            known = array("f", map(log, self._likely(gram)))
            if len(self._known) < _MOST_KEPT:
                self._known[gram] = known
        return known

    def _likely(self, gram: str) -> Iterable[float]:
        """For each language the probability of the last letter after those before."""
        if not gram:
            return [UNSEEN] * len(self.languages)
        shorter = self._likely(gram[1:])
        left = self._left.get(gram[:-1]) if gram[:-1] else None
        fallen = map(mul, left, shorter) if left else shorter
        shares = self._shares.get(gram)
        return list(map(add, shares, fallen) if shares else fallen)


def _spread(
    values: Mapping[str, float], rows: dict[str, "array[float]"], place: int, empty: "array[float]"
) -> None:
    """Put one language's values into its place in each row; a new row begins as ``empty``."""
    for letters, value in values.items():
        row = rows.get(letters)
        if row is None:
            row = rows[letters] = empty[:]
        row[place] = value


@cache
def _scripts() -> dict[str, list[str]]:
    """By script the languages that langdetect has a profile for."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(Path(PROFILES_DIRECTORY).iterdir()):
        if not file.suffix:
            found[_script_of(_counts(file.name))].append(file.name)
    return dict(found)


@cache
def _together(script: str) -> Letters:
    codes = _scripts()[script]
    return Letters(codes, (Profile(_counts(code)) for code in codes))


def _counts(code: str) -> dict[str, int]:
    text = (Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8")
    counts: dict[str, int] = json.loads(text)["freq"]
    return counts


def _script_of(counts: Mapping[str, int]) -> str:
    """The script of most letters."""
    found: dict[str, int] = defaultdict(int)
    for letter, count in counts.items():
        if letter.isalpha() and len(letter) == 1:
            found[reading.script(letter)] += count
    return max(found, key=lambda each: found[each])
