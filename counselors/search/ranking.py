"""Which resources fit what is typed, best first.

Every word must be found somewhere. What decides is, in this order: the place of the word that is
found least well (at the start of the code, whole in a title, as a beginning there, in a text, then
with a typo or inside a compound), the subject of the talk, its language, and how much a resource
is used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_
from typing import Final

from counselors.search.folding import folded, words_of
from counselors.search.index import Bits, Doc, Index, places_of

BODY_FROM: Final = 3
"""Shorter ones are no beginnings in texts, where they would mean nothing, but whole words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is typed, and the talk that it is for; None: any."""

    text: str
    language: str | None = None
    subject: str | None = None
    city: str | None = None


def search(index: Index, wish: Wish, limit: int) -> list[Doc]:
    """At most ``limit`` resources of the wish's city; without words the best for the talk."""
    allowed = index.of_city(wish.city)
    found = islice(_ordered(index, wish, _tiers(index, wish.text, allowed)), limit)
    return [index.docs[place] for place in found]


def _ordered(index: Index, wish: Wish, tiers: Iterable[Bits]) -> Iterator[int]:
    subject = index.subjects.get(wish.subject, 0) if wish.subject else 0
    language = index.languages.get(wish.language, 0) if wish.language else 0
    seen = 0
    for tier in tiers:
        fresh, seen = tier & ~seen, seen | tier
        for group in (fresh & subject, fresh & ~subject):
            yield from places_of(group & language)
            yield from places_of(group & ~language)


def _tiers(index: Index, text: str, allowed: Bits) -> Iterator[Bits]:
    """Sets of resources, each holding all words at least as well as its rank asks."""
    words = words_of(text)
    if not words:
        yield allowed
        return
    yield allowed & _code(index, folded(text).strip())
    strict = [_strict(index, word) for word in words]
    yield from _all_of(strict, allowed)
    # looking for typos takes longer: only when what is typed right does not fill the answer
    yield from _all_of(
        [_loose(index, word, found[-1]) for word, found in zip(words, strict, strict=True)], allowed
    )


def _all_of(grades: list[tuple[Bits, ...]], allowed: Bits) -> Iterator[Bits]:
    """For each rank the resources that hold every word at least so well."""
    for sets in zip(*grades, strict=True):
        yield reduce(and_, sets, allowed)


def _code(index: Index, head: str) -> Bits:
    """Resources whose code begins so, spaces standing for its dashes."""
    wanted = "-".join(head.split())
    return sum(1 << place for place, code in enumerate(index.codes) if code.startswith(wanted))


def _strict(index: Index, word: str) -> tuple[Bits, ...]:
    """Resources that hold the word: whole in a title, as the beginning of a word there, also in
    a text; each set in the next."""
    heads = index.vocabulary.beginning(word)
    whole = _exactly(heads, word, index)
    titled = _union(index.titles, heads)
    told = titled | _union(index.bodies, heads if len(word) >= BODY_FROM else whole)
    return _union(index.titles, whole), titled, told


def _loose(index: Index, word: str, told: Bits) -> tuple[Bits, ...]:
    """Also with a typo or inside a compound: in a title, then in a text."""
    nearly = {*index.vocabulary.nearly(word), *index.vocabulary.containing(word)}
    titled = told | _union(index.titles, nearly)
    return titled, titled | _union(index.bodies, nearly)


def _exactly(heads: range, word: str, index: Index) -> range:
    """Of the words that begin so, the one that is no longer: it comes first."""
    return heads[:1] if heads and index.vocabulary.words[heads[0]] == word else heads[:0]


def _union(sets: tuple[Bits, ...], places: Iterable[int]) -> Bits:
    found = 0
    for place in places:
        found |= sets[place]
    return found
