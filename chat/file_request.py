"""Whether a file may be sent: only while somebody who asked for it is there."""

from collections.abc import Iterable
from typing import Final

MOST: Final = 3
"""Files that one request takes; the counselor can ask again."""
ASKED: Final = "file_asked"
SENT: Final = "file"
CODES: Final = (ASKED, SENT, "joined")
"""Entries of a log that have a say in it."""


def files_left(codes: Iterable[str]) -> int:
    """How many may be sent still, after entries with these codes, in their order.

    Whoever takes a talk over asks anew: the visitor has to know who reads a file.
    """
    left = 0
    for code in codes:
        if code == ASKED:
            left = MOST
        elif code == SENT:
            left = max(0, left - 1)
        elif code == "joined":
            left = 0
    return left
