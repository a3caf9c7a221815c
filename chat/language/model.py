"""How likely it is that a text is in each language: naive Bayes over all its words.

A word is either drawn from the language's list of frequent words or spelled letter by letter, as
its profile spells; both are probabilities, and so is their mixture. The words of a text are not
independent, so that their product would be too sure of itself: ``TEMPER`` holds it back. Every
language that has a profile is a candidate. Those that are not asked about are one answer, OTHER.

LISTED, TEMPER and STRANGERS were fitted on 3,000 lines of 18 languages, by cross-validation. They
are the same for every language, and half as much or twice as much changes little.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from math import exp, log
from typing import Final

from chat.language import frequent, letters, reading

OTHER: Final = "other"
SURE: Final = 0.8
"""A language is named from this probability on; below, it is unknown."""
LISTED: Final = 0.9
"""Of all words, those drawn from the list of frequent words."""
TEMPER: Final = 0.65
"""What a word's evidence counts, between 0 and 1."""
STRANGERS: Final = 0.15
"""How likely OTHER is before anything is read."""
ENOUGH: Final = 64
"""Words, the latest ones: no more could change the answer. A call takes a millisecond or two."""

ODDS: Final = LISTED / (1 - LISTED)
"""Of a word from the list, against one that is spelled."""


def probabilities(text: str, prior: Mapping[str, float]) -> dict[str, float]:
    """How likely each language of ``prior`` is, and OTHER; together 1. Empty: nothing to read.

    ``prior`` says for each language asked about how likely it is beforehand, if it is none of the
    others; together 1.
    """
    script, words = reading.in_one_script(reading.words(text)[-ENOUGH:])
    known = letters.scripts().get(script, [])
    if script and not set(prior) & set(known):
        return dict.fromkeys(prior, 0.0) | {OTHER: 1.0}
    if not words:
        return {}
    evidence = dict(zip(known, _evidence(words, letters.together(script)), strict=True))
    strangers = [code for code in known if code not in prior]
    before = {code: prior[code] * (1 - STRANGERS) for code in prior if code in known}
    before |= dict.fromkeys(strangers, STRANGERS / max(len(strangers), 1))
    after = _normal({code: TEMPER * evidence[code] + log(before[code]) for code in before})
    ours = {code: after.get(code, 0.0) for code in prior}
    return ours | {OTHER: sum(after[code] for code in strangers)}


def _evidence(words: Iterable[str], group: letters.Letters) -> list[float]:
    """For each language of the group the logarithm of the probability of these words, but for a
    summand that all have in common: what nobody lists is spelled, which every language can."""
    rows = []
    for part, listed in chain.from_iterable(map(_listed, words)):
        spelled = group.of(part)
        for code, share in listed.items():
            if (number := group.numbers.get(code)) is not None:
                spelled[number] = log(exp(spelled[number]) + ODDS * share)
        rows.append(spelled)
    return list(map(sum, zip(*rows, strict=True)))


def _listed(word: str) -> list[tuple[str, Mapping[str, float]]]:
    """The word with its frequencies; its parts around apostrophes if no list has it whole."""
    table = frequent.table()
    if table is None:
        return [(word, {})]
    found = table.of(word.casefold())
    if found or "'" not in word:
        return [(word, found)]
    return [(part, table.of(part.casefold())) for part in word.split("'")]


def _normal(logarithms: Mapping[str, float]) -> dict[str, float]:
    most = max(logarithms.values())
    weights = {code: exp(value - most) for code, value in logarithms.items()}
    whole = sum(weights.values())
    return {code: weight / whole for code, weight in weights.items()}
