"""Chat text is plain: kept as typed, in one normal form, without control characters."""

import re
import unicodedata
from typing import Final

# Cc and Cs without tab and line feed, and the bidi overrides that can make a line read as
# something else; joiners stay, because emoji and several scripts need them.
_UNWELCOME: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
_UNSEEN: Final = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def clean(text: str) -> str:
    """The text in NFC with line feeds only and no control characters; empty if none can be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # the normal form comes last: a character that goes may have held an accent from its letter
    plain = unicodedata.normalize("NFC", _UNWELCOME.sub("", lines)).strip()
    seen = any(unicodedata.category(letter) not in _UNSEEN for letter in plain)
    return plain if seen else ""
