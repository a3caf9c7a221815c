"""Names that were stated in a talk, found again wherever they are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transcripts.redaction.domain import Kind, Mask
from transcripts.redaction.line import Line, Word
from transcripts.redaction.vocabulary import fold

_ENDINGS = (
    "",
    "s",
    "'s",
    "'",
    "а",
    "у",
    "ові",
    "еві",
    "ом",
    "ем",
    "і",
    "и",
    "ою",
    "ю",
    "я",
    "о",
    "е",
)


@dataclass(frozen=True, slots=True)
class Recall:
    """The words of the names, folded; those of two letters or fewer say nothing by themselves."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, stated: Iterable[str]) -> Recall:
        """The words of the names that were stated."""
        return cls(
            tuple(sorted({fold(word) for name in stated for word in name.split() if len(word) > 2}))
        )

    def __bool__(self) -> bool:
        return bool(self.words)

    def find(self, line: Line) -> Iterator[Mask]:
        """Each of the names, with the endings that cases and owners give it."""
        if not self.words:
            return
        forms = {_stem(word) + ending for word in self.words for ending in _ENDINGS}
        forms.update(self.words)
        never = line.vocabulary.particles | line.vocabulary.stops(line.lang)
        for word in line.words:
            if word.folded in forms and (word.is_capital or word.folded not in never):
                yield _mask(word)


def _stem(word: str) -> str:
    return word[:-1] if word[-1] in "аяійоь" else word


def _mask(word: Word) -> Mask:
    return Mask(
        word.start, word.end, Kind.PERSON, "recall", "a name that was stated in this talk", 0.65
    )
