"""How well redaction does on labelled messages: what it masks, and what it masks wrongly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from transcripts.redaction.domain import Kind, Mask

ALL: Final = "all"
"""Stands for all languages together."""


class InvalidLabels(ValueError):
    """A labelled message cannot be read; the message says where and what was expected."""


class Span(NamedTuple):
    """What has to be masked: offsets in code points."""

    start: int
    end: int
    kind: Kind


class Labelled(NamedTuple):
    """A message and all that identifies somebody in it."""

    text: str
    lang: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1 by kind, then by language or ALL; ``spans`` counts what was labelled.

    ``masked``: labelled spans of which every letter and digit is under a mask, of any kind.
    ``precision``: masks that touch a labelled span of their own kind (NUMBER: of any kind).
    ``messages_wholly_masked``: of the messages with spans, those with all spans masked.
    ``clean_altered``: of the messages without spans, those with a mask.
    """

    messages: int
    spans: Mapping[str, Mapping[str, int]]
    masked: Mapping[str, Mapping[str, float]]
    precision: Mapping[str, Mapping[str, float]]
    messages_wholly_masked: float
    clean_altered: float


Masking = Callable[[str, str], Sequence[Mask]]
"""From a text and its language to its masks."""


def labelled_from(lines: Iterable[str]) -> tuple[Labelled, ...]:
    """Messages from JSON lines with ``text``, ``lang`` and ``spans``. Raises InvalidLabels."""
    return tuple(_labelled(line, number) for number, line in enumerate(lines, 1) if line.strip())


def score(messages: Sequence[Labelled], masking: Masking) -> Score:
    """The score of a way of masking; shares of nothing are left out, or 1 and 0 for messages."""
    spans: Counter[tuple[str, str]] = Counter()
    hidden: Counter[tuple[str, str]] = Counter()
    masks: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    whole: list[bool] = []
    altered: list[bool] = []
    for message in messages:
        found = masking(message.text, message.lang)
        done = [_is_masked(message.text, span, found) for span in message.spans]
        _count(spans, hidden, message.lang, zip(message.spans, done, strict=True))
        _count(masks, right, message.lang, ((mask, _is_right(mask, message)) for mask in found))
        if message.spans:
            whole.append(all(done))
        else:
            altered.append(bool(found))
    return Score(
        len(messages), _tabled(spans), _shares(hidden, spans), _shares(right, masks),
        sum(whole) / len(whole) if whole else 1.0, sum(altered) / len(altered) if altered else 0.0,
    )  # fmt: skip


def _count(
    every: Counter[tuple[str, str]], good: Counter[tuple[str, str]], lang: str,
    judged: Iterable[tuple[Span | Mask, bool]],
) -> None:  # fmt: skip
    for each, is_good in judged:
        for key in ((each.kind.value, ALL), (each.kind.value, lang)):
            every[key] += 1
            good[key] += is_good


def _is_masked(text: str, span: Span, masks: Sequence[Mask]) -> bool:
    hidden = {place for mask in masks for place in range(mask.start, mask.end)}
    return all(place in hidden for place in range(span.start, span.end) if text[place].isalnum())


def _is_right(mask: Mask, message: Labelled) -> bool:
    return any(
        mask.start < span.end and span.start < mask.end and mask.kind in {span.kind, Kind.NUMBER}
        for span in message.spans
    )


def _tabled(counted: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (kind, lang), count in sorted(counted.items()):
        table.setdefault(kind, {})[lang] = count
    return table


def _shares(
    good: Mapping[tuple[str, str], int], every: Mapping[tuple[str, str], int]
) -> dict[str, dict[str, float]]:
    return {
        kind: {lang: good[kind, lang] / count for lang, count in row.items()}
        for kind, row in _tabled(every).items()
    }


def _labelled(line: str, number: int) -> Labelled:
    try:
        data = json.loads(line)
        text, lang = data["text"], data["lang"]
        spans = tuple(_spans(text, data["spans"]))
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidLabels(
            f"line {number}: expected an object with text, lang and spans [start, end, TYPE]: "
            f"{error}"
        ) from error
    return Labelled(text, lang, spans)


def _spans(text: str, listed: Any) -> Iterator[Span]:
    for start, end, kind in listed:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span {start}–{end} does not lie in the text")
        yield Span(start, end, Kind(kind))
