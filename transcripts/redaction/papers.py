"""Identity documents and licence plates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transcripts.redaction import checks
from transcripts.redaction.domain import Hit
from transcripts.redaction.line import Line

_CARD: Final = re.compile(r"(?<![\w+])(?=(\d{3}[ ./-]{0,2}\d{7}[ ./-]{0,2}\d\d)(?![ .-]?\d))")
_LETTERED: Final = re.compile(r"(?<!\w)(?=([A-ZА-ЯІЇЄ]{2}[ -]?\d{6,7})(?!\w))", re.IGNORECASE)
# Whatever is written after the word for a document: letters and digits, at least five digits.
_ANY: Final = re.compile(
    r"(?<![^\W_])(?=([A-Z]{0,3}[ -]?\d(?:[ .-]?[A-Z]{0,2}\d){4,13}[A-Z]?)(?![^\W_]))", re.IGNORECASE
)
_MIXED: Final = re.compile(r"(?<![^\W_])(?=([A-Z][A-Z\d]{6,8}\d)(?![^\W_]))", re.IGNORECASE)
_PLATE: Final = re.compile(
    r"(?<![\w-])"
    r"(?:[1-9A-Z](?P<s>[ .·-]?)[A-Z]{3}(?P=s)\d{3}|[1-9][ .-]?[A-Z]{3}[ .-]?\d{3})(?![\w-])",
    re.IGNORECASE,
)
_OLD_PLATE: Final = re.compile(
    r"(?<![\w-])(?:[A-Z]{3}[ .-]?\d{3}|\d{3}[ .-]?[A-Z]{3})(?![\w-])", re.IGNORECASE
)
_FOREIGN_PLATE: Final = re.compile(
    r"(?<![\w-])(?=[A-ZА-ЯІЇЄ\d -]{0,8}\d)(?!\d{1,9}(?!\w))"
    r"[A-ZА-ЯІЇЄ\d]{1,4}[ -]?[A-ZА-ЯІЇЄ\d]{1,5}(?:[ -][A-Z\d]{1,4})?(?![\w-])"
)


def identity_document(line: Line) -> Iterator[Hit]:
    """Cards, passports, permits: by the check digits, by the shape, or after a word for one."""
    yield from _identity_card(line)
    yield from _lettered(line)
    for pattern in (_ANY, _MIXED):
        for match in pattern.finditer(line.text):
            count = sum(map(str.isdigit, match[1]))
            if count >= 4 and line.before("iddoc", match.start(1), 25):
                yield Hit(*match.span(1), "after a word for a document", 0.74)


def _identity_card(line: Line) -> Iterator[Hit]:
    for match in _CARD.finditer(line.text):
        digits = "".join(filter(str.isdigit, match[1]))
        if checks.is_identity_card(digits):
            yield Hit(*match.span(1), "identity card, its check digits are right", 0.94)
        elif line.before("iddoc", match.start(1), 35) or not match[1].isdigit():
            yield Hit(*match.span(1), "is grouped like an identity card", 0.85)


def _lettered(line: Line) -> Iterator[Hit]:
    for match in _LETTERED.finditer(line.text):
        if line.before("iddoc", match.start(1), 35):
            yield Hit(*match.span(1), "after a word for a document", 0.9)
        elif match[1][:2].isupper():
            yield Hit(*match.span(1), "two letters and six digits, like a passport", 0.5)


def plate(line: Line) -> Iterator[Hit]:
    """Belgian plates by their shape, older and foreign ones after a word for one."""
    for match in _PLATE.finditer(line.text):
        cued = line.before("plate", match.start())
        if cued:
            yield Hit(*match.span(), "after a word for a plate", 0.95)
        elif "-" in match[0] or match[0].isupper():
            yield Hit(*match.span(), "shaped like a Belgian plate", 0.8)
    for match in _OLD_PLATE.finditer(line.text):
        if line.before("plate", match.start(), 20):
            yield Hit(*match.span(), "an older plate, after a word for one", 0.9)
    for match in _FOREIGN_PLATE.finditer(line.text):
        if line.before("plate", match.start(), 12):
            yield Hit(*match.span(), "letters and digits after a word for a plate", 0.6)
