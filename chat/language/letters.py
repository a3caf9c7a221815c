"""How likely a word's letters are in each language: an exact model of langdetect's profiles.

langdetect's own detector draws letters at random and multiplies counts that overlap. Here each
letter is judged once, by the two before it, so that the product over a word is a probability: what
no profile lists falls back to one letter before it, then to none.
"""

import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from operator import add, mul
from typing import Final

from chat.language.spelling import EDGE, Rows, Script, spelling

UNSEEN: Final = 1e-6
"""Of a letter that a profile does not have."""
_MOST_KEPT: Final = 20_000
"""Combinations of letters whose probabilities are kept: about 5 MB."""

_lock: Final = threading.Lock()


def scripts() -> Mapping[str, Sequence[str]]:
    """By script the languages that have a profile: only they could be taken for one another."""
    with _lock:  # threads that start cold together read the table once
        return spelling().languages


def together(script: str) -> "Letters":
    """The languages of a script, side by side; read at the first call."""
    with _lock:
        return _together(script)


class Letters:
    """The languages of one script, side by side; safe in several threads at once."""

    def __init__(self, script: Script) -> None:
        self.languages: Final = tuple(script.languages)
        self.numbers: Final = {code: number for number, code in enumerate(self.languages)}
        """Where each language stands in what :meth:`of` gives."""
        self._shares: Final = _ByKey(script.shares)
        self._left: Final = _ByKey(script.left)
        # Only of three letters, never of whole words: nothing that somebody wrote is kept.
        self._known: dict[str, array[float]] = {}

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


class _ByKey:
    """Rows of a script by their keys; a row is looked at where it is mapped."""

    def __init__(self, rows: Rows) -> None:
        self._numbers: Final[memoryview[float]] = rows.numbers.cast("f")
        self._width: Final = len(self._numbers) // len(rows.keys)
        self._places: Final = {key: place for place, key in enumerate(rows.keys)}

    def get(self, key: str) -> "memoryview[float] | None":
        """One number for each language; None if none knows these letters."""
        place = self._places.get(key)
        if place is None:
            return None
        return self._numbers[place * self._width : (place + 1) * self._width]


@cache
def _together(script: str) -> Letters:
    return Letters(spelling().of(script))
