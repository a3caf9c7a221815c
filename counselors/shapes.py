"""Values taken into the types that describe them, one at a time.

At its first use msgspec works out what it must know of a type, and while one thread does so, a
second one that uses the type crashes the whole process (a null pointer in 0.22): two people who
open the first pages after a start are enough. So whoever is not alone takes values in here, or
makes a decoder while its module is imported, which Python does one at a time.
"""

from threading import Lock
from typing import Final, TypeVar

import msgspec

Shape = TypeVar("Shape")
_one_at_a_time: Final = Lock()


def convert(values: object, shape: type[Shape], *, strict: bool = True) -> Shape:
    """As ``msgspec.convert`` does; raises ``msgspec.ValidationError``."""
    with _one_at_a_time:
        return msgspec.convert(values, shape, strict=strict)


def from_toml(text: bytes, shape: type[Shape]) -> Shape:
    """As ``msgspec.toml.decode`` does; raises ``msgspec.DecodeError``."""
    with _one_at_a_time:
        return msgspec.toml.decode(text, type=shape)
