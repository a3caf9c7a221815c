"""What the statistics page shows, put together from a period and the one before."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miti.statistics.reading import ANSWERED, HANDLE_BANDS, LIVE, Period
from miti.statistics.words import band, names, outcomes
from transcripts.charts import ROW, Bar, bars, line, ticks
from transcripts.figures import HIDDEN, Share, Sum, share, together

TIGHT = 0.1
"""A range is told if it is no wider than this part of itself."""


@dataclass(frozen=True)
class Card:
    """One figure: its name, its value in words, and what to compare it with."""

    name: str
    value: str
    beside: str = ""


def told(count: Sum) -> str:
    """A count in words; a range if little of it is hidden; empty if it is hidden."""
    if count.exact is not None:
        return number_format(count.exact, use_l10n=True, force_grouping=True)
    if count.most is None or count.most - count.least > TIGHT * count.most:
        return ""
    least, most = (number_format(n, use_l10n=True, force_grouping=True)
                   for n in (count.least, count.most))  # fmt: skip
    return f"{least}–{most}"


def percent(part: Share | None) -> str:
    """A share in words; empty if it is hidden, about if a little of it is."""
    if part is None:
        return ""
    return f"{'' if part.exact else '≈ '}{number_format(100 * part.part, int(part.exact))} %"


def cards(now: Period, before: Period | None, city: str | None) -> list[Card]:
    """The figures at the top: how many came, how they were answered."""
    quick, lost = _quick(now, city), share(now.became("lost", city=city), _live(now, city))
    was = _quick(before, city) if before else None
    found = [
        Card(_("Contacts"), told(now.contacts(city)), _change(now, before, city)),
        Card(_("Answered live within 90 seconds"), percent(quick), _was(quick, was)),
        Card(_("Half waited at most"), _band(now.wait(0.5, city))),
        Card(_("Nine in ten waited at most"), _band(now.wait(0.9, city))),
        Card(_("Left before an answer"), percent(lost)),
        Card(_("Half of the conversations took at most"), _band(now.length(0.5, city))),
        Card(
            _("Questions left, answered in writing"),
            told(now.became("left", city=city)),
            _written(now.written_wait(0.5, city)),
        ),
    ]
    return _known(found, now)


def _live(period: Period, city: str | None) -> Sum:
    return period.became(*LIVE, city=city)


def _quick(period: Period, city: str | None) -> Share | None:
    return share(period.became("prompt", city=city), _live(period, city))


def _band(key: str | None) -> str:
    return "" if key is None else band(key)


def _written(key: str | None) -> str:
    return "" if key is None else _("half waited at most: {time}").format(time=band(key))


def _change(now: Period, before: Period | None, city: str | None) -> str:
    was = before.contacts(city).exact if before else None
    new = now.contacts(city).exact
    if not was or new is None:
        return ""
    change = f"{100 * (new - was) / was:+.0f} %".replace("-", "−")
    return _("{change} since the period before ({count})").format(
        change=change, count=told(Sum(was, was))
    )


def _was(now: Share | None, was: Share | None) -> str:
    if now is None or was is None:
        return ""
    words = _("before: {share}") if now.differs_from(was) else _("before: {share}, no sure change")
    return words.format(share=percent(was))


SAID: Final = {
    "satisfaction": (gettext_lazy("Satisfied or very satisfied"), ("very_satisfied", "satisfied")),
    "recommend": (gettext_lazy("Would recommend"), ("yes",)),
    "first_visit": (gettext_lazy("First visit"), ("yes",)),
    "found": (gettext_lazy("Found what they needed"), ("yes",)),
}
"""What visitors say at the end: its name, and the answers that count for it."""


def said(now: Period, before: Period | None, city: str | None = None) -> list[Card]:
    """What visitors said at the end: shares of those who answered what was asked at the time."""
    found = []
    for table, (name, _good) in asked(now):
        part, answered = share_said(now, table, city)
        words = [_("of {count} who answered").format(count=told(answered))] if part else []
        if before and (was := _was(part, share_said(before, table, city)[0])):
            words.append(was)
        found.append(Card(str(name), percent(part), " · ".join(words)))
    return _known(found, now)


def asked(now: Period) -> list[tuple[str, Any]]:
    """The questions at the end that were asked in a period, as :data:`SAID` has them."""
    return [(table, each) for table, each in SAID.items() if table in now.own]


def _known(found: list[Card], now: Period) -> list[Card]:
    """Of imported figures, only those that were told."""
    return [card for card in found if card.value or not now.imported]


def share_said(period: Period, table: str, city: str | None = None) -> tuple[Share | None, Sum]:
    """The share of those who gave a good answer, and how many answered."""
    row = period.sums(table, city)
    answered = together(each for key, each in row.items() if key not in {"all", "none"})
    whole, silent = row.get("all", HIDDEN).exact, row.get("none", HIDDEN).exact
    if whole is not None and silent is not None:  # whatever is hidden is among them
        answered = Sum(whole - silent, whole - silent)
    return share(together(row.get(key, Sum()) for key in SAID[table][1]), answered), answered


def rows(now: Period, by: str, city: str | None, language: str) -> list[dict[str, Any]]:
    """The table and the bars: one row for every value of ``by``, the largest first."""
    named = names(by, language)
    keys = now.cities if by == "city" else [each for each in now.sums(by, city) if each != "all"]
    found = [_row(now, by, key, city, named.get(key, key)) for key in keys]
    if by == "hour_band":
        found.sort(key=lambda row: row["key"])
    else:
        found.sort(key=lambda row: (-row["sum"].least, row["name"]))
    return drawn(found)


def drawn(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their bars."""
    drawn: list[Bar] = bars([(row["sum"].least, row["sum"].most) for row in found])
    for row, bar in zip(found, drawn, strict=True):
        row["bar"], row["text_y"] = bar, bar.y + ROW // 2 + 4
        row["after"] = 158 + max(bar.length, bar.reach if row["count"] == "" else 0)
    return found


def lengths(now: Period, city: str | None) -> list[dict[str, Any]]:
    """How long live conversations took: one row for every band, in order."""
    found = now.told_apart("handle_band", ANSWERED, city)
    return _shares(found, {key: band(key) for key in HANDLE_BANDS})


def ends(now: Period, city: str | None) -> list[dict[str, Any]]:
    """What came of those who were answered live or left a question."""
    found = now.told_apart("outcome", (*ANSWERED, "left"), city)
    return _shares(found, {**outcomes(), "none": _("not said")})


def said_by_many(now: Period, language: str) -> list[dict[str, str]]:
    """The words that many visitors used, by subject and language, where that may be told."""
    subjects, languages = names("subject", language), names("language", language)
    found = []
    for place, ranks in now.own.get("words", {}).items():
        subject, spoken = place.split("/")[2:]
        words = sorted(ranks, key=lambda word: ranks[word] or 0)
        found.append({
            "subject": subjects.get(subject, subject), "language": languages.get(spoken, spoken),
            "code": spoken, "words": " · ".join(words),
        })  # fmt: skip
    return found


def _shares(found: dict[str, Sum], named: dict[str, str]) -> list[dict[str, Any]]:
    counts = [(name, found.get(key, Sum())) for key, name in named.items()]
    whole = found.get("all", Sum())
    return drawn([
        {"name": name, "sum": each, "count": told(each),
         "values_shown": (told(each), percent(share(each, whole)))}
        for name, each in counts if each.most != 0
    ])  # fmt: skip


def _row(now: Period, by: str, key: str, city: str | None, name: str) -> dict[str, Any]:
    where: dict[str, Any] = {"city": key}
    if by == "city":
        count = now.contacts(key)
    else:
        count = now.sums(by, city).get(key, Sum())
        where |= {"city": city, "table": by, "column": key}
    parts = {fate: now.became(fate, **where) for fate in LIVE}
    live = now.became(*LIVE, **where)
    quick, lost = share(parts["prompt"], live), share(parts["lost"], live)
    shown = (told(count), told(live), percent(quick), _surely(quick), percent(lost))
    return {"key": key, "name": name, "sum": count, "count": shown[0], "values_shown": shown}


def _surely(part: Share | None) -> str:
    """Between what a share surely is, in words."""
    if part is None:
        return ""
    low, high = (number_format(100 * end, 0) for end in (part.low, part.high))
    return f"{low}–{high} %"


def trend(values: list[tuple[str, Sum]]) -> dict[str, Any]:
    """The line of the months, with its axis."""
    counts = [each.exact for _key, each in values]
    scale = ticks(max((each or 0 for each in counts), default=0))
    strokes, places = line([None if n is None else float(n) for n in counts], scale[-1])
    step = (640 - 44 - 16) / max(1, len(values) - 1)
    return {
        "strokes": strokes, "places": places,
        "axis": [(round(200 - 200 * tick / scale[-1]), number_format(tick, 0)) for tick in scale],
        "months": [(round(44 + number * step), key) for number, (key, _sum) in enumerate(values)
                   if number % 3 == 0],
        "table": [(key, told(each)) for key, each in values],
    }  # fmt: skip
