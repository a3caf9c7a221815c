"""Makes the table of frequent words: ``python -m chat.language.make_table WHEEL TABLE``.

``WHEEL`` is the package wordfreq as it is published. Only its lists are read, and only here: with
them come 100 MB and five packages that serving has no use for.
"""

import gzip
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import msgspec

from chat.language import frequent, letters, reading

MOST: Final = 200_000
"""Words of a language. With 30,000, three more short messages in a hundred are mistaken."""
NAMES: Final = {"no": "nb", "hr": "sh", "tl": "fil"}
"""What wordfreq calls a language of langdetect, where they differ."""


def main(wheel: Path, table: Path) -> None:
    """Every list of a language that shares its script, configured or not: a new one is there."""
    groups = letters.scripts().values()
    codes = sorted(code for group in groups if len(group) > 1 for code in group)
    with ZipFile(wheel) as archive:
        lists = {code: _file(archive, NAMES.get(code, code)) for code in codes}
        found = {code: islice(_words(archive, file), MOST) for code, file in lists.items() if file}
        frequent.write(table, found)


def _file(archive: ZipFile, name: str) -> str | None:
    """The longest list of a language."""
    known = archive.namelist()
    wanted = (f"wordfreq/data/{size}_{name}.msgpack.gz" for size in ("large", "small"))
    return next((file for file in wanted if file in known), None)


def _words(archive: ZipFile, file: str) -> Iterator[tuple[str, int]]:
    """The words, most frequent first. wordfreq's format: a head, then all of each rarity."""
    content = msgspec.msgpack.decode(gzip.decompress(archive.read(file)))
    for rarity, words in enumerate(content[1:]):
        for word in words:
            if word.isalpha() or reading.words(word) == [word]:
                yield word, rarity


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
