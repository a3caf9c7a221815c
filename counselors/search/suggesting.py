"""Which resources could help with what a visitor wrote: rare words that both share count."""

from collections import defaultdict
from collections.abc import Iterator
from math import log
from typing import Final

from counselors.search.folding import words_of
from counselors.search.index import Doc, Index, places_of
from counselors.search.ranking import Wish

TITLE, BODY, NEARLY = 3.0, 1.0, 0.6
"""What a word is worth in a title, in a text; and its share when only its beginning agrees."""
OWN_SUBJECT: Final = 1.25
OWN_LANGUAGE: Final = 1.5
"""By how much the subject and the language of the talk raise a resource."""
STEM_FROM: Final = 5
"""Words agree by their beginning from so many letters on: the end is left open by two or more."""
ENDING: Final = 6
"""A word that is longer than what was written by more letters is another word."""
COMMON: Final = 0.2
"""A word in a larger share of all resources says nothing."""
LEAST: Final = 4.0
"""A resource below this shares nothing but chance with what was written."""


def suggest(index: Index, wish: Wish, limit: int = 3) -> list[Doc]:
    """At most ``limit`` resources, best first; none where nothing fits well."""
    worth: defaultdict[int, float] = defaultdict(float)
    for word in dict.fromkeys(words_of(wish.text)):
        best: dict[int, float] = {}
        for place, value in _found(index, word):
            best[place] = max(value, best.get(place, 0.0))
        for place, value in best.items():
            worth[place] += value
    allowed = set(places_of(index.of_city(wish.city)))
    raised = {place: value * _raise(index.docs[place], wish) for place, value in worth.items()}
    fit = [place for place in raised if place in allowed and raised[place] >= LEAST]
    return [index.docs[place] for place in sorted(fit, key=lambda each: (-raised[each], each))][
        :limit
    ]


def _found(index: Index, word: str) -> Iterator[tuple[int, float]]:
    """Resources that hold the word or one with its stem, and what that is worth."""
    stem = word if len(word) < STEM_FROM else word[: max(STEM_FROM, len(word) - 2)]
    for at in index.vocabulary.beginning(stem):
        other = index.vocabulary.words[at]
        if other != word and (len(word) < STEM_FROM or len(other) > len(word) + ENDING):
            continue
        share = 1.0 if other == word else NEARLY
        held = (index.titles[at] | index.bodies[at]).bit_count()
        if held > max(2, COMMON * len(index.docs)):
            continue
        rarity = share * log(1 + len(index.docs) / held)
        for sets, value in ((index.titles, TITLE), (index.bodies, BODY)):
            for place in places_of(sets[at]):
                yield place, value * rarity


def _raise(doc: Doc, wish: Wish) -> float:
    factor = OWN_SUBJECT if wish.subject in doc.subjects else 1.0
    return factor * (OWN_LANGUAGE if wish.language in doc.texts else 1.0)
