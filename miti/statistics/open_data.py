"""Open data: the files that everybody may have, with what must be known to read them."""

import csv
import io
import json
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils.translation import override

from miti.problems import Problem
from miti.statistics.words import TABLES, names
from transcripts import noise, open_data, selectors
from transcripts.facts import SATISFACTION, YES_NO
from transcripts.models import OpenFile
from transcripts.publishing import NotPublishable

HEAD: Final = ("period", "table", "place", "column", "count")
NOT_SAID: Final = "none"


def publish(year: str, today: date) -> OpenFile:
    """The file of a published year, with the privacy that the settings allow for it.

    Raises :class:`Problem`.
    """
    epsilon: float = settings.MITI["MITI_OPEN_DATA_EPSILON"]
    if epsilon and not noise.is_there():
        raise Problem("open-data: OpenDP is not installed; it comes with the extra “open-data”")
    try:
        return open_data.publish(year, _columns(year), epsilon, today)
    except NotPublishable as reason:
        raise Problem(f"open-data: {reason}") from reason


def _columns(year: str) -> open_data.Columns:
    """What the tables of a file may tell apart: known without a look at the facts."""
    said = {"recommend": YES_NO, "first_visit": YES_NO, "satisfaction": SATISFACTION}
    fates = (selectors.PROMPT, selectors.LATER, selectors.LEFT_QUESTION, selectors.LOST)
    found: dict[str, Any] = {
        "contacts": ("all",), "fate": fates,
        "month": [f"{year}-{month:02d}" for month in range(1, 13)],
        "city_asked": names("city", "en"),
        **{by: names(by, "en") for by in ("subject", "language", "hour_band")},
        **{table: (*answers, NOT_SAID) for table, answers in said.items()},
    }  # fmt: skip
    return {table: tuple(found[table]) for table in selectors.OPEN}


def about(file: OpenFile) -> dict[str, Any]:
    """What somebody must know who only has the file."""
    written = tomllib.loads((settings.CONFIG_DIR / "open_data.toml").read_text("utf-8"))
    figures: dict[str, Any] = {
        "hidden": f"null: fewer than {file.k} people, or a count that would tell of so few",
        "place": "the year",
    }
    if file.epsilon:
        figures = {
            "noise": "every count has noise of its own, so sums differ a little, and a count of a"
            " few is no count of people (discrete Laplace, by OpenDP)",
            "epsilon": file.epsilon,
            "unit": "one conversation; no other file counts it, so this is all that is ever spent",
        }
    return {
        **written, "period": file.period, "made on": f"{file.made_on}", "origin": file.origin,
        "digest": file.digest, **figures,
    }  # fmt: skip


def as_json(file: OpenFile) -> bytes:
    """With the data dictionary."""
    with override("en"):
        dictionary = {
            "month": "Month in which it was counted", "fate": "What became of it",
            "city_asked": "City that was asked", **{key: str(word) for key, word in TABLES.items()},
        }  # fmt: skip
    words = {key: word for key, word in dictionary.items() if key in file.tables}
    found = {"about": about(file), "dictionary": words, "tables": file.tables}
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def as_csv(file: OpenFile) -> bytes:
    """Figures only, a line each; nothing where a count is hidden."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for table, places in file.tables.items():
        for place, columns in places.items():
            writer.writerows((file.period, table, place, *cell) for cell in columns.items())
    return out.getvalue().encode("utf-8-sig")


KINDS: Final[dict[str, tuple[Callable[[OpenFile], bytes], str]]] = {
    "json": (as_json, "application/json"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


def index(base: str) -> dict[str, Any]:
    """What there is, for people and for catalogues of open data (DCAT); ``base``: our address."""
    return {
        "@context": {"@vocab": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "Catalog",
        "dataset": [_listed(file, base) for file in selectors.open_files()],
    }


def _listed(file: OpenFile, base: str) -> dict[str, Any]:
    told = about(file)
    return {
        "@type": "Dataset", "dct:title": f"{told['title']}, {file.period}",
        "dct:publisher": told["publisher"], "dct:license": told["licence"],
        "dct:issued": f"{file.made_on}",
        "distribution": [
            {"@type": "Distribution", "mediaType": media.partition(";")[0],
             "downloadURL": f"{base}{file.period}.{kind}"}
            for kind, (_, media) in KINDS.items()
        ],
    }  # fmt: skip
