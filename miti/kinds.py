"""What a setting is, and how one is read from what an operator wrote: each kind raises
``ValueError`` that says why."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Setting:
    """One line of the table: name, how it is read, default (as written), meaning."""

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str


def flag(text: str) -> bool:
    """Yes or no, in the usual spellings."""
    spellings = {"1": True, "yes": True, "true": True, "on": True}
    spellings |= {"0": False, "no": False, "false": False, "off": False, "": False}
    if text.lower() not in spellings:
        raise ValueError("expected yes or no")
    return spellings[text.lower()]


def key(text: str) -> bytes:
    """256 bits in base64; nothing when nothing is written."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b"?"
    if text and len(raw) != 32:
        raise ValueError("expected 32 bytes in base64 (`openssl rand -base64 32`)")
    return raw


def keys(text: str) -> tuple[bytes, ...]:
    """Several of them, between commas."""
    return tuple(key(word) for word in words(text))


def words(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def one_of(*choices: str) -> Callable[[str], str]:
    """One of these words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"expected {' or '.join(choices)}")
        return text

    return read


def address(text: str) -> str:
    """The address of a page on another site, encrypted on its way."""
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or re.search(r"\s", text):
        raise ValueError("expected an address that begins with https://")
    return text


def positive(text: str) -> float:
    """A number above nought."""
    number = float(text)
    if not number > 0:
        raise ValueError("expected a number above 0")
    return number


def from_nought(text: str) -> float:
    """A number that is not below nought."""
    number = float(text)
    if not 0 <= number < inf:
        raise ValueError("expected a number from 0 on")
    return number


def at_most(most: float) -> Callable[[str], float]:
    """A number above nought that is not above this one: what can only be shortened."""

    def read(text: str) -> float:
        number = positive(text)
        if number > most:
            raise ValueError(f"can be shortened, not lengthened: at most {most:g}")
        return number

    return read


def whole(least: int) -> Callable[[str], int]:
    """A whole number from ``least`` on."""

    def read(text: str) -> int:
        number = int(text)
        if number < least:
            raise ValueError(f"expected a whole number from {least} on")
        return number

    return read
