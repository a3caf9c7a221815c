"""What is looked for, and what a mask says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """Kinds of identifying details. NUMBER: nine digits or more that nobody could name."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    NISS = "NISS"
    IBAN = "IBAN"
    CARD = "CARD"
    VAT = "VAT"
    IDDOC = "IDDOC"
    PLATE = "PLATE"
    ADDRESS = "ADDRESS"
    DOB = "DOB"
    URL = "URL"
    HANDLE = "HANDLE"
    AGE = "AGE"
    PERSON = "PERSON"
    NUMBER = "NUMBER"


NEUTRAL: Final[Mapping[Kind, str]] = {kind: kind.value for kind in Kind}
"""The words in the brackets of a mask if the caller has none in the language of the talk."""


class Hit(NamedTuple):
    """What a recogniser found: offsets in code points, why, and how sure it is from 0 to 1."""

    start: int
    end: int
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Mask:
    """One masked part: offsets into the text as it was, and the explanation."""

    start: int
    end: int
    kind: Kind
    recogniser: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text that may be kept. ``masks`` are in order and do not overlap."""

    text: str
    masks: tuple[Mask, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a talk; ``lang`` is a code such as ``fr``, or empty if nobody knows."""

    text: str
    lang: str
