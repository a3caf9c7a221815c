"""One line, split into words once for all recognisers, with the cues that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from transcripts.redaction.vocabulary import Phrase, Vocabulary, fold, head

OPAQUE: Final = "\x00"
"""Stands where something is masked already: no cue reaches across it."""

_WORD: Final = re.compile(r"[^\W\d_]++(?:['’ʼ`´‘.-]?[^\W\d_]++)*+")
_LONGEST: Final = 60


class Word(NamedTuple):
    """A word and its place; ``folded`` is how it is compared."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, as names do."""
        return self.text[0].isupper()


class Cue(NamedTuple):
    """A phrase in the line: the words ``first`` up to ``last``, and its place."""

    kind: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """A text in a language; whatever was masked before is OPAQUE."""

    text: str
    lang: str
    vocabulary: Vocabulary

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words; numbers are none."""
        return tuple(
            Word(match.start(), match.end(), match[0], fold(match[0][:_LONGEST]))
            for match in _WORD.finditer(self.text)
        )

    @cached_property
    def has_digits(self) -> bool:
        """Whether there is anything for whoever looks for numbers."""
        return re.search(r"\d", self.text) is not None

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """All cues in order of their place; of those that end together the longest only."""
        by_end: dict[tuple[int, str], Cue] = {}
        for first, word in enumerate(self.words):
            for phrase in self.vocabulary.phrases.get(head(word.folded), ()):
                if self._stands(phrase, first):
                    cue = self._cue(phrase, first)
                    by_end.setdefault((cue.last, cue.kind), cue)
        return tuple(by_end.values())

    def of_kind(self, *kinds: str) -> Iterator[Cue]:
        """The cues of some kinds."""
        return (cue for kind in kinds for cue in self._filed[kind][1])

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that lie wholly between two places."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        last = bisect_right(self.words, end, key=lambda word: word.end)
        return self.words[first:last]

    def index(self, word: Word) -> int:
        """Which word of the line it is."""
        return bisect_left(self.words, word.start, key=lambda other: other.start)

    def in_cue(self, index: int, *kinds: str) -> bool:
        """Whether a word belongs to a cue of one of some kinds."""
        return any(index in self._inside[kind] for kind in kinds)

    def before(self, kind: str, place: int, reach: int = 30) -> Cue | None:
        """The nearest cue of a kind that ends within ``reach`` characters before a place."""
        ends, cues = self._filed[kind]
        index = bisect_right(ends, place) - 1
        near = cues[index] if index >= 0 else None
        return near if near and self._reaches(near.end, place, reach) else None

    def after(self, kind: str, place: int, reach: int = 14) -> Cue | None:
        """The first cue of a kind that begins within ``reach`` characters after a place."""
        cues = self._filed[kind][1]
        index = bisect_left(cues, place, key=lambda cue: cue.start)
        near = cues[index] if index < len(cues) else None
        return near if near and self._reaches(place, near.start, reach) else None

    @cached_property
    def _filed(self) -> Mapping[str, tuple[list[int], list[Cue]]]:
        """The cues of each kind in order, and where they end."""
        filed: dict[str, tuple[list[int], list[Cue]]] = defaultdict(lambda: ([], []))
        for cue in sorted(self.cues, key=lambda cue: cue.last):
            ends, cues = filed[cue.kind]
            ends.append(cue.end)
            cues.append(cue)
        return filed

    @cached_property
    def _inside(self) -> Mapping[str, set[int]]:
        inside: dict[str, set[int]] = defaultdict(set)
        for cue in self.cues:
            inside[cue.kind].update(range(cue.first, cue.last))
        return inside

    def _reaches(self, start: int, end: int, reach: int) -> bool:
        return 0 <= end - start <= reach and OPAQUE not in self.text[start:end]

    def _stands(self, phrase: Phrase, first: int) -> bool:
        if phrase.kind == "hint" and self.lang and phrase.lang != self.lang:
            return False
        if first + len(phrase.words) > len(self.words):
            return False
        return all(
            self._is(wanted, self.words[first + place]) and self._adjoins(first + place, place)
            for place, wanted in enumerate(phrase.words)
        )

    def _is(self, wanted: str, word: Word) -> bool:
        if wanted[-1] == "*":
            return word.folded.startswith(wanted[:-1])
        if wanted[-1] == ".":
            return word.folded == wanted[:-1] and self.text[word.end : word.end + 1] == "."
        return word.folded == wanted

    def _adjoins(self, index: int, place: int) -> bool:
        if place == 0:
            return True
        gap = self.text[self.words[index - 1].end : self.words[index].start]
        return len(gap) <= 3 and OPAQUE not in gap and not any(mark.isdigit() for mark in gap)

    def _cue(self, phrase: Phrase, first: int) -> Cue:
        last = first + len(phrase.words)
        return Cue(phrase.kind, first, last, self.words[first].start, self.words[last - 1].end)
