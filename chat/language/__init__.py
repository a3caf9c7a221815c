"""In which language does somebody write? Probabilities that mean what they say, or “unknown”.

A suggestion, never a silent route. What is read is what somebody wrote last in a talk, so that the
evidence of several short messages adds up; their own choice counts beforehand.

Inside: ``reading`` finds the words and their script, ``letters`` knows how likely a language spells
them so (``spelling``), ``frequent`` its most frequent words, and ``model`` weighs both.
"""

from dataclasses import dataclass
from typing import Final

from chat.language.model import OTHER, SURE, probabilities

__all__ = [
    "OTHER", "SURE", "UNKNOWN", "Guess", "even", "guess", "other_than", "probabilities",
]  # fmt: skip

UNKNOWN: Final = "unknown"
CHOSEN: Final = 0.65
"""How likely the visitor's own choice is before anything is read."""
FOLLOWED: Final = 0.5
"""The same for a choice that only follows the browser: nobody may have made it."""
MIN_LETTERS: Final = 15
"""Everybody in Belgium says “merci” and “hallo”: so short a text is no reason to ask."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, OTHER (none of those asked about) or UNKNOWN, and how likely it is, 0 to 1."""

    language: str
    confidence: float


def guess(text: str, prior: dict[str, float]) -> Guess:
    """The language of ``text``; ``prior`` is as for ``probabilities``."""
    found = probabilities(text, prior) or {OTHER: 0.0}
    best = max(found, key=lambda code: found[code])
    return Guess(best if found[best] >= SURE else UNKNOWN, round(found[best], 3))


def other_than(
    chosen: str, text: str, languages: tuple[str, ...], browser: str = ""
) -> Guess | None:
    """The language ``text`` seems to be in, if that is surely not the chosen one.

    ``languages`` are the configured codes, ``browser`` the one that the browser asks for. None when
    it is the chosen one, too short, doubtful, or one that nobody here can be asked for.
    """
    if sum(letter.isalpha() for letter in text) < MIN_LETTERS:
        return None
    found = guess(text, _leaning(chosen, languages, FOLLOWED if browser == chosen else CHOSEN))
    return None if found.language in {chosen, OTHER, UNKNOWN} else found


def even(languages: tuple[str, ...]) -> dict[str, float]:
    """Nothing is known beforehand."""
    return dict.fromkeys(languages, 1 / len(languages))


def _leaning(chosen: str, languages: tuple[str, ...], weight: float) -> dict[str, float]:
    """``weight`` for the chosen language; the others share the rest."""
    others = [code for code in languages if code != chosen]
    rest = dict.fromkeys(others, (1 - weight) / max(len(others), 1))
    return {chosen: weight} | rest
