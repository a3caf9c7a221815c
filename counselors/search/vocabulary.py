"""All words of the resources, and which of them somebody who types so may mean."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

TYPOS_FROM: Final = 4
"""Shorter words with one other letter are other words."""
INSIDE_FROM: Final = 4
"""From so many letters on a word is found inside compounds: “cheque” in “opleidingscheque”."""
_LAST: Final = "\U0010ffff"


class Vocabulary:
    """Sorted words, forwards and backwards; answers with places in :attr:`words`."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        backwards = sorted((word[::-1], place) for place, word in enumerate(self.words))
        self._backwards = [word for word, _ in backwards]
        self._places = [place for _, place in backwards]
        self._joined = "\n" + "\n".join(self.words) + "\n"
        self._starts = _starts(self.words)

    def beginning(self, head: str) -> range:
        """The words that begin like this."""
        return range(bisect_left(self.words, head), bisect_left(self.words, head + _LAST))

    def containing(self, part: str) -> Iterator[int]:
        """The words with this inside; none for a part too short to mean something."""
        if len(part) < INSIDE_FROM:
            return
        found = self._joined.find(part)
        while found >= 0:
            place = bisect_left(self._starts, found + 1) - 1
            yield place
            found = self._joined.find(part, self._starts[place] + len(self.words[place]))

    def nearly(self, word: str) -> Iterator[int]:
        """The words that are this one but for one letter, and those that begin like that.

        One wrong letter leaves one of the two halves as it is, so only words that share a half
        are looked at; and those with the two letters in the middle exchanged.
        """
        if len(word) < TYPOS_FROM:
            return
        half = len(word) // 2
        for place in self.beginning(word[:half]):
            if begins_nearly(self.words[place], word):
                yield place
        yield from self.beginning(word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :])
        tail = word[half:][::-1]
        first = bisect_left(self._backwards, tail)
        for at in range(first, bisect_left(self._backwards, tail + _LAST)):
            if differ_by_one(self.words[self._places[at]], word):
                yield self._places[at]


def _starts(words: list[str]) -> list[int]:
    """Where each word begins in the joined text."""
    starts, at = [], 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts


def differ_by_one(one: str, other: str) -> bool:
    """One letter too many, too few, another one, or two neighbours exchanged; equal counts too."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = _common(one, other)
    rest, others = one[at:], other[at:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (len(rest) > 1 and rest[1::-1] + rest[2:] == others)
    )


def begins_nearly(word: str, head: str) -> bool:
    """Whether some beginning of ``word`` differs from ``head`` by one letter at most."""
    size = len(head)
    return any(differ_by_one(word[:length], head) for length in (size, size + 1, size - 1))


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
