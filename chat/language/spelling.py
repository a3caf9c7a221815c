"""How languages spell: the profiles of langdetect, as a table that is mapped and not computed.

The only importer of langdetect, and only of its profiles: how often each of one, two and three
letters in a row comes in Wikipedia. To read them takes half a second in which a process does
nothing else, so that ``config/setup/language-tables`` does it once for all:
``python -m chat.language.spelling TABLE``.
"""

import json
import logging
import mmap
import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from langdetect.detector_factory import PROFILES_DIRECTORY

from chat.language import reading

logger = logging.getLogger(__name__)

TABLE: Final = Path(__file__).with_name("spelling.table")
EDGE: Final = " "
"""Before the first letter of a word and after the last, as in langdetect's profiles."""
LEAST_LEFT: Final = 1e-3
"""Always left for what was not counted; langdetect drops what is rare."""


class Rows(msgspec.Struct, frozen=True, array_like=True):
    """A row of 32-bit numbers for each of ``keys``, one number for each language of a script."""

    keys: list[str]
    numbers: memoryview


class Script(msgspec.Struct, frozen=True, array_like=True):
    """The languages of one script, side by side.

    ``shares``: by up to three letters, the share of the last one after those before.
    ``left``: by letters before, the share of what came after them and is not listed.
    """

    languages: list[str]
    shares: Rows
    left: Rows


# made while the module is imported, as counselors.shapes says
_outline: Final = msgspec.msgpack.Decoder(dict[str, tuple[list[str], msgspec.Raw]]).decode
_unpacked: Final = msgspec.msgpack.Decoder(Script).decode


class Spelling:
    """All scripts; each is read when it is asked for. Safe in several threads at once."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        found = _outline(content)
        self.languages: Final = {script: languages for script, (languages, _) in found.items()}
        """By script those that have a profile: only they could be taken for one another."""
        self._scripts: Final = {script: packed for script, (_, packed) in found.items()}

    def of(self, script: str) -> Script:
        """What is known of a script that :attr:`languages` names."""
        return _unpacked(self._scripts[script])


@cache
def spelling() -> Spelling:
    """The table of this installation, or the same made on the spot, which is said in the log."""
    try:
        with TABLE.open("rb") as opened:
            return Spelling(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError:
        logger.warning("%s is missing: run config/setup/language-tables", TABLE.name)
        return Spelling(tabled())


def tabled() -> bytes:
    """The content of the table."""
    profiles = {
        file.name: _counts(file)
        for file in sorted(Path(PROFILES_DIRECTORY).iterdir())
        if not file.suffix
    }
    by_script: dict[str, list[str]] = defaultdict(list)
    for code, counts in profiles.items():
        by_script[_script_of(counts)].append(code)
    return msgspec.msgpack.encode(
        {
            script: (codes, _script(codes, [_Profile(profiles[code]) for code in codes]))
            for script, codes in by_script.items()
        }
    )


class _Profile:
    """How one language spells."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        folded: dict[str, int] = defaultdict(int)
        for gram, count in counts.items():
            folded[gram.lower()] += count
        folded[EDGE] = sum(n for gram, n in folded.items() if len(gram) == 2 and gram[0] == EDGE)
        listed: dict[str, int] = defaultdict(int)
        for gram, count in folded.items():
            listed[gram[:-1]] += count
        self.left: Final = {
            before: max(1 - count / max(folded.get(before, count), 1), LEAST_LEFT)
            for before, count in listed.items()
        }
        self.shares: Final = {
            gram: count / listed[gram[:-1]] * (1 - self.left[gram[:-1]])
            for gram, count in folded.items()
        }


def _script(codes: list[str], profiles: list[_Profile]) -> Script:
    shares = _rows([profile.shares for profile in profiles], 0.0)
    return Script(codes, shares, _rows([profile.left for profile in profiles], 1.0))


def _rows(columns: list[Mapping[str, float]], empty: float) -> Rows:
    """The columns as rows; ``empty`` where a language has no number."""
    keys = list(dict.fromkeys(key for column in columns for key in column))
    numbers = array("f", (column.get(key, empty) for key in keys for column in columns))
    return Rows(keys, memoryview(numbers.tobytes()))


def _counts(file: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))["freq"]
    return counts


def _script_of(counts: Mapping[str, int]) -> str:
    """The script of most letters."""
    found: dict[str, int] = defaultdict(int)
    for letter, count in counts.items():
        if letter.isalpha() and len(letter) == 1:
            found[reading.script(letter)] += count
    return max(found, key=lambda each: found[each])


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(tabled())
