"""A release as a file. Every file names the release and says what its columns mean."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Final

import xlsxwriter

from miti.statistics.words import TABLES
from transcripts.models import Release

HEAD: Final = ("period", "table", "place", "column", "count")
HIDDEN: Final = "hidden"
Row = tuple[str, str, str, str, int | str]


def _rows(release: Release) -> Iterator[Row]:
    for table, places in release.tables.items():
        for place, columns in places.items():
            for column, count in columns.items():
                yield release.period, table, place, column, HIDDEN if count is None else count


def _about(release: Release) -> dict[str, str]:
    """What somebody must know who only has the file."""
    return {
        "release": release.digest, "period": release.period, "made on": f"{release.made_on}",
        "origin": release.origin,
        "hidden": f"fewer than {release.k} people, or a count that would tell of so few",
        "rounded to": f"{release.rounded_to}",
        "place": "year/month/what became of it/city asked; prompt: answered within 90 s; later;"
                 " lost: went before an answer; left: a question to be answered in writing",
    }  # fmt: skip


def as_csv(release: Release) -> tuple[bytes, str]:
    """Figures only, a line each; the release is named in every line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*HEAD, "release"))
    writer.writerows((*row, release.digest) for row in _rows(release))
    return out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def as_json(release: Release) -> tuple[bytes, str]:
    """With the data dictionary; what is hidden is null."""
    dictionary = {key: str(word) for key, word in TABLES.items()}
    found = {"about": _about(release), "dictionary": dictionary, "tables": release.tables}
    return json.dumps(found, ensure_ascii=False, indent=1).encode(), "application/json"


def as_xlsx(release: Release) -> tuple[bytes, str]:
    """A sheet of figures, and one that explains them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        figures, about = book.add_worksheet("figures"), book.add_worksheet("about")
        figures.write_row(0, 0, HEAD, book.add_format({"bold": True}))
        for number, row in enumerate(_rows(release), start=1):
            figures.write_row(number, 0, row)
        figures.freeze_panes(1, 0)
        words = _about(release) | {key: str(word) for key, word in TABLES.items()}
        for number, pair in enumerate(words.items()):
            about.write_row(number, 0, pair)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return out.getvalue(), media


KINDS: Final[dict[str, Callable[[Release], tuple[bytes, str]]]] = {
    "csv": as_csv, "xlsx": as_xlsx, "json": as_json,
}  # fmt: skip
