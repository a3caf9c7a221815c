"""The annual report: what a year's release says, as sentences and tables, beside published figures.

Reads releases only, so that the report of a year never changes.
"""

import tomllib
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from miti.problems import Problem
from miti.statistics import page, periods
from miti.statistics.reading import Period
from miti.statistics.words import BY, names
from transcripts.figures import Sum, share

STYLES: Final = ("tokens", "base", "statistics")
PARTS: Final = ("city", "subject", "language")


def alone(year: str, language: str) -> str:
    """The report as one HTML file that needs nothing else. Raises :class:`Problem`."""
    released = periods.released()
    if "-" in year or year not in released:
        years = ", ".join(each for each in released if "-" not in each) or "none"
        raise Problem(f"report: {year} is no published year; published are: {years}")
    with override(language):
        words = context(year, released, language) | {
            "language": language, "styles": b64encode(b"\n".join(map(_style, STYLES))).decode(),
        }  # fmt: skip
        return render_to_string("statistics/report_alone.html", words)


def _style(name: str) -> bytes:
    found = finders.find(f"css/{name}.css")
    return Path(str(found)).read_bytes()


def context(year: str, released: periods.Released, language: str) -> dict[str, Any]:
    """What the page shows of a published year."""
    now, before = periods.read(year, released), None
    if (earlier := periods.before(year)) in released:
        before = periods.read(earlier, released)
    published = _published()
    return {
        "year": year, "release": released[year],
        "cards": page.cards(now, before, None),
        "opinions": _opinions(now, before, published, language),
        "sources": [each["source"] for each in published],
        "parts": [_part(by, now, before, language) for by in PARTS],
        "months": page.trend(periods.months_of(year, released)),
        "before": earlier if before else "",
    }  # fmt: skip


def _published() -> list[dict[str, Any]]:
    text = (settings.CONFIG_DIR / "published.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["source"]
    return found


def _opinions(
    now: Period, before: Period | None, published: list[dict[str, Any]], language: str
) -> list[dict[str, Any]]:
    """What visitors said, ours beside what others have published."""
    return [
        {
            "name": name,
            "ours": page.percent(page.share_said(now, table)[0]),
            "before": page.percent(page.share_said(before, table)[0]) if before else "",
            "theirs": [
                (each["who"].get(language, each["who"]["fr"]),
                 f"{number_format(each[table], 1)} %")
                for each in published
                if table in each
            ],
        }
        for table, (name, _good) in page.asked(now)
    ]  # fmt: skip


def _part(by: str, now: Period, before: Period | None, language: str) -> dict[str, Any]:
    """How many came, told apart: bars, and beside them the share and the year before."""
    named, whole = names(by, language), now.contacts()
    earlier = _counts(by, before) if before else {}
    found: list[dict[str, Any]] = []
    for key, count in _counts(by, now).items():
        was = earlier.get(key)
        found.append({
            "name": named.get(key, key), "sum": count, "count": page.told(count),
            "values_shown": (
                page.told(count), page.percent(share(count, whole)),
                *([page.told(was) if was else ""] if before else []),
            ),
        })  # fmt: skip
    found.sort(key=lambda row: (-row["sum"].least, row["name"]))
    title = _("How many came, by %(by_name)s") % {"by_name": BY[by]}
    return {"id": by, "what": str(BY[by]).capitalize(), "title": title, "rows": page.drawn(found)}


def _counts(by: str, period: Period) -> dict[str, Sum]:
    if by == "city":
        return {city: period.contacts(city) for city in period.cities}
    return {key: each for key, each in period.sums(by).items() if key != "all"}
