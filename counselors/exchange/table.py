"""One row for each language version, as spreadsheets read and write it: CSV in UTF-8."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from counselors.exchange.entries import OWN, SHARED, ResourceEntry, Written, fields_of, gathered
from counselors.files import ConfigError

COLUMNS = ("key", "language", *OWN, *SHARED, "body")
# a mark at the start tells spreadsheets that the file is UTF-8; readers without need skip it
ENCODING = "utf-8-sig"


def read(file: Path) -> tuple[ResourceEntry, ...]:
    """Every resource of a table; raises :class:`ConfigError`."""
    try:
        with file.open(encoding=ENCODING, newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(file, "", f"expected a table in UTF-8 ({error})") from error
    return gathered([_version(file, number, row) for number, row in enumerate(rows, 2)])


def _version(file: Path, number: int, row: dict[str, str]) -> Written:
    missing = [name for name in ("key", "language", "title", "body") if not row.get(name)]
    if missing:
        raise ConfigError(file, f"row {number}", f"expected {', '.join(missing)}")
    fields = {name: (row.get(name) or "").strip() for name in (*OWN, *SHARED)}
    return Written(file, row["key"], row["language"], fields, row["body"].strip())


def write(file: Path, entries: Iterable[ResourceEntry]) -> int:
    """Write the resources; returns the number of rows."""
    rows = _rows(entries)
    file.write_bytes(_table(rows))
    return len(rows)


def content(entries: Iterable[ResourceEntry]) -> bytes:
    """What :func:`write` writes."""
    return _table(_rows(entries))


def _rows(entries: Iterable[ResourceEntry]) -> list[dict[str, str]]:
    return [
        {"key": entry.key, "language": language, "body": version.body, **fields_of(entry)}
        | {name: getattr(version, name) for name in OWN}
        for entry in entries
        for language, version in entry.versions.items()
    ]


def _table(rows: Iterable[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(ENCODING)
