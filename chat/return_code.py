"""The return code of a left question: three groups of four signs that anybody can read aloud.

Eleven signs of Crockford's base 32 hold 55 random bits; the twelfth checks them. Whoever types a
code may write it small, without dashes, with O for 0, I or L for 1, with letters of another
alphabet that look the same, or with the digits of another script.
"""

import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS: Final = 55
"""Random bits of a code: at one guess a second, a hit among 10,000 codes takes 100,000 years."""
_SIGNS: Final = 11
_VALUES: Final = {sign: value for value, sign in enumerate(ALPHABET)}
# what looks like a sign, in capitals: Crockford's own pairs, then the Cyrillic letters
_LIKE: Final = str.maketrans("OILАВЕКМНОРСТУХЅІЇЈЗ", "011ABEKMH0PCTYXS11J3")


class NoCode(ValueError):
    """This is no return code: too long or short, an unknown sign, or a slip of the pen."""


def code_of(number: int) -> str:
    """The code, like ``K7QF-2M9T-X4RA``, of a number of :data:`BITS` bits."""
    values = [number >> 5 * place & 31 for place in reversed(range(_SIGNS))]
    signs = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(signs[at : at + 4] for at in (0, 4, 8))


def read(typed: str) -> str:
    """The code that somebody meant, as :func:`code_of` writes it; raises :class:`NoCode`."""
    signs = "".join(_sign(each) for each in unicodedata.normalize("NFKC", typed) if _counts(each))
    try:
        values = [_VALUES[sign] for sign in signs]
    except KeyError:
        raise NoCode from None
    if len(values) != _SIGNS + 1 or _check(values[:-1]) != values[-1]:
        raise NoCode
    return "-".join(signs[at : at + 4] for at in (0, 4, 8))


def _check(values: list[int]) -> int:
    """A sum in the field of 32 elements, each place weighted by its own power of 2.

    One wrong sign, or any two that changed places, always give another sum.
    """
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(element: int) -> int:
    """Times 2 in that field, whose modulus is x⁵ + x² + 1."""
    return element << 1 if element < 16 else element << 1 ^ 0b100101


def _counts(typed: str) -> bool:
    """Spaces, dashes and marks that nobody sees are no part of a code."""
    return unicodedata.category(typed)[0] not in "ZPCM"


def _sign(typed: str) -> str:
    digit = unicodedata.decimal(typed, None)
    return typed.upper().translate(_LIKE) if digit is None else str(digit)
