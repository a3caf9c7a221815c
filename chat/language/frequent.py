"""How often a word comes in each language: a lean table made once from the lists of ``wordfreq``.

``config/setup/language-tables`` makes the file. It is mapped, not read: processes share its pages
and it is there at once. A JSON head names the languages; after it come 32-bit numbers: where each
bucket of words ends, then the entries, sorted. An entry is 16 bits of the word's checksum (the
other 16 are its bucket), 3 of its length, 6 of its language and 7 of its frequency: one unknown
word in 10,000 is mistaken for a known one.
"""

import json
import logging
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

logger = logging.getLogger(__name__)

TABLE: Final = Path(__file__).with_name("words.table")

_HEAD: Final = 1024
_BUCKETS: Final = 1 << 16
_STEP: Final = 8
"""Hundredths of a power of ten: a frequency is right to within a tenth."""
_FREQUENCIES: Final = tuple(10 ** (-_STEP / 100 * level) for level in range(128))


class Frequent:
    """A table, open for reading; safe in several threads at once. Raises OSError."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            content = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self.languages: Final[tuple[str, ...]] = tuple(json.loads(content[:_HEAD]))
        numbers = memoryview(content)[_HEAD:].cast("I")
        self._ends = numbers[:_BUCKETS]
        self._entries = numbers[_BUCKETS:]

    def of(self, word: str) -> dict[str, float]:
        """The word's share of all words in each language whose list has it."""
        bucket, key = _address(word)
        end = self._ends[bucket]
        at = bisect_left(self._entries, key, self._ends[bucket - 1] if bucket else 0, end)
        found = {}
        while at < end and self._entries[at] >> 13 == key >> 13:
            entry = self._entries[at]
            found[self.languages[entry >> 7 & 63]] = _FREQUENCIES[entry & 127]
            at += 1
        return found


@cache
def table() -> Frequent | None:
    """The table of this installation; None, said once in the log, if it was never made.

    Letters alone tell long texts apart as well: a hint less is no reason to serve nobody.
    """
    try:
        return Frequent(TABLE)
    except OSError:
        logger.warning("%s is missing: run config/setup/language-tables", TABLE.name)
        return None


def write(file: Path, lists: Mapping[str, Iterable[tuple[str, int]]]) -> None:
    """Make the table: by language its words, each with its frequency as −100 × log10."""
    buckets: list[array[int]] = [array("I") for _ in range(_BUCKETS)]
    for number, words in enumerate(lists.values()):
        for word, rarity in words:
            bucket, key = _address(word)
            buckets[bucket].append(key | number << 7 | rarity // _STEP)
    with file.open("wb") as out:
        out.write(json.dumps(list(lists)).encode().ljust(_HEAD))
        out.write(array("I", _ends(buckets)).tobytes())
        for entries in buckets:
            out.write(array("I", sorted(entries)).tobytes())


def _ends(buckets: list["array[int]"]) -> Iterator[int]:
    end = 0
    for entries in buckets:
        end += len(entries)
        yield end


def _address(word: str) -> tuple[int, int]:
    """The word's bucket, and where its entries begin in it."""
    letters = word.encode()
    number = crc32(letters)
    return number & 0xFFFF, (number >> 16 << 3 | len(letters) & 7) << 13
