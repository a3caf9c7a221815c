"""Which resource holds which word: sets of resources as whole numbers, one bit for each.

Uniting and intersecting such sets costs next to nothing, whatever the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from counselors.search.folding import folded, words_of
from counselors.search.vocabulary import Vocabulary

Bits = int
"""A set of resources: bit n stands for the resource at place n."""
EVERYWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A resource in one language; ``words``: what else people call it."""

    title: str
    body: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Doc:
    """A resource to be found; empty subjects or cities mean all of them. ``worth`` breaks ties."""

    key: str
    texts: Mapping[str, Text]
    subjects: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    worth: int = 0


@dataclass(slots=True)
class Index:
    """Everything that searching needs, made by :func:`index_of`."""

    docs: tuple[Doc, ...] = ()
    codes: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()))
    titles: tuple[Bits, ...] = ()
    bodies: tuple[Bits, ...] = ()
    subjects: Mapping[str, Bits] = field(default_factory=dict)
    cities: Mapping[str, Bits] = field(default_factory=dict)
    languages: Mapping[str, Bits] = field(default_factory=dict)

    @property
    def all(self) -> Bits:
        return (1 << len(self.docs)) - 1

    def of_city(self, city: str | None) -> Bits:
        """Those for all cities, and those for this one."""
        return self.cities.get(EVERYWHERE, 0) | self.cities.get(city or EVERYWHERE, 0)


def index_of(docs: Iterable[Doc]) -> Index:
    """The index of some resources; those of more worth come first where nothing else decides."""
    ordered = tuple(sorted(docs, key=lambda doc: (-doc.worth, doc.key)))
    titles, bodies = _postings(ordered)
    vocabulary = Vocabulary({*titles, *bodies})
    return Index(
        docs=ordered, codes=tuple(folded(doc.key) for doc in ordered), vocabulary=vocabulary,
        titles=tuple(bits_of(titles.get(word, ())) for word in vocabulary.words),
        bodies=tuple(bits_of(bodies.get(word, ())) for word in vocabulary.words),
        subjects=_labels(doc.subjects for doc in ordered),
        cities=_labels(doc.cities or {EVERYWHERE} for doc in ordered),
        languages=_labels(doc.texts for doc in ordered),
    )  # fmt: skip


Postings = dict[str, list[int]]


def _postings(docs: tuple[Doc, ...]) -> tuple[Postings, Postings]:
    """By word, the places of the resources that hold it in a title, and in a text."""
    titles: Postings = defaultdict(list)
    bodies: Postings = defaultdict(list)
    for place, doc in enumerate(docs):
        for word in {word for text in doc.texts.values() for word in _titled(text)}:
            titles[word].append(place)
        for word in {word for text in doc.texts.values() for word in words_of(text.body)}:
            bodies[word].append(place)
    return titles, bodies


def _titled(text: Text) -> list[str]:
    return [*words_of(text.title), *words_of(text.words)]


def _labels(labels: Iterable[Iterable[str]]) -> dict[str, Bits]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(labels):
        for name in names:
            places[name].append(place)
    return {name: bits_of(found) for name, found in places.items()}


def bits_of(places: Iterable[int]) -> Bits:
    """Rising places as a set."""
    found = list(places)
    if not found:
        return 0
    room = bytearray(found[-1] // 8 + 1)
    for place in found:
        room[place // 8] |= 1 << (place % 8)
    return int.from_bytes(room, "little")


def places_of(bits: Bits) -> Iterator[int]:
    """The places in a set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
