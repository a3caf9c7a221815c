"""Redaction of one message, or of a talk whose names are remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from transcripts.redaction.domain import NEUTRAL, Kind, Mask, Redacted, Said
from transcripts.redaction.line import OPAQUE, Line
from transcripts.redaction.recall import Recall
from transcripts.redaction.registry import RECOGNISERS
from transcripts.redaction.vocabulary import Vocabulary

_ROUNDS: Final = 6
"""What was hidden by something surer is looked at again so often, at most."""


@dataclass(frozen=True)
class Redactor:
    """Masks in the words of one language.

    ``words`` are put in the brackets of a mask, such as ``{Kind.PHONE: "téléphone"}``; a kind
    that is left out keeps its neutral word.
    """

    vocabulary: Vocabulary
    words: Mapping[Kind, str]

    def redact(self, text: str, lang: str) -> Redacted:
        """One message by itself; ``lang`` is a code such as ``fr``, or empty if nobody knows."""
        return self._written(text, self._found(text, lang, Recall(())))

    def redact_talk(self, said: Sequence[Said], names: Iterable[str] = ()) -> tuple[Redacted, ...]:
        """A whole talk: a name that is stated once is masked in every message, earlier ones too.

        ``names``: of those who are known to have part in it, masked likewise.
        """
        alone = [self._found(each.text, each.lang, Recall(())) for each in said]
        stated = (
            each.text[mask.start : mask.end]
            for each, masks in zip(said, alone, strict=True)
            for mask in masks
            if mask.kind is Kind.PERSON
        )
        recall = Recall.of([*names, *stated])
        if not recall:
            return tuple(map(self._written, (each.text for each in said), alone))
        return tuple(
            self._written(each.text, self._found(each.text, each.lang, recall)) for each in said
        )

    def _found(self, text: str, lang: str, recall: Recall) -> list[Mask]:
        """All masks of a text. What is found is hidden, and the rest looked at again."""
        masks: list[Mask] = []
        rest = self._written_before.sub(lambda match: OPAQUE * len(match[0]), text)
        for _ in range(_ROUNDS):
            line = Line(rest, lang, self.vocabulary)
            new = _surest([*_all(line), *recall.find(line)], rest)
            if not new:
                break
            masks += new
            rest = _hidden(rest, new)
        return sorted(masks, key=lambda mask: mask.start)

    @cached_property
    def _written_before(self) -> re.Pattern[str]:
        """Masks of an earlier redaction: they are not text."""
        words = {self._word(kind) for kind in Kind}
        return re.compile("|".join(rf"\[{re.escape(word)}\]" for word in sorted(words)))

    def _word(self, kind: Kind) -> str:
        return self.words.get(kind, NEUTRAL[kind])

    def _written(self, text: str, masks: Sequence[Mask]) -> Redacted:
        parts, place = [], 0
        for mask in masks:
            parts += [text[place : mask.start], f"[{self._word(mask.kind)}]"]
            place = mask.end
        return Redacted("".join([*parts, text[place:]]), tuple(masks))


def _all(line: Line) -> Iterator[Mask]:
    for recogniser in RECOGNISERS:
        if recogniser.counts and not line.has_digits:
            continue
        for hit in recogniser.find(line):
            if OPAQUE not in line.text[hit.start : hit.end]:
                yield Mask(hit.start, hit.end, recogniser.kind, recogniser.name, hit.why, hit.score)


def _surest(found: Iterable[Mask], text: str) -> list[Mask]:
    """Of those that overlap the surest, of equally sure ones the longest."""
    kept: list[Mask] = []
    taken: set[int] = set()
    ranked = sorted(found, key=lambda mask: (-mask.score, mask.start - mask.end, mask.start))
    for mask in ranked:
        is_free = taken.isdisjoint(range(mask.start, mask.end))
        parts = [mask] if is_free else list(_left(mask, taken, text))
        kept += parts
        taken.update(place for part in parts for place in range(part.start, part.end))
    return kept


def _left(mask: Mask, taken: set[int], text: str) -> Iterator[Mask]:
    """Of a long number whatever digits are not masked yet."""
    if mask.kind is not Kind.NUMBER:
        return
    rest = "".join(
        OPAQUE if place in taken else text[place] for place in range(mask.start, mask.end)
    )
    for match in re.finditer(r"\d(?:[^\d\x00]*\d)*", rest):
        yield replace(mask, start=mask.start + match.start(), end=mask.start + match.end())


def _hidden(text: str, masks: Iterable[Mask]) -> str:
    letters = list(text)
    for mask in masks:
        letters[mask.start : mask.end] = OPAQUE * (mask.end - mask.start)
    return "".join(letters)
