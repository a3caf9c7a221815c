"""Dates of birth and ages; without a cue a date or a number of years says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transcripts.redaction.domain import Hit
from transcripts.redaction.line import OPAQUE, Line

_DATE: Final = re.compile(
    r"(?<![\w./-])(?:\d{1,2} ?[./ -] ?\d{1,2} ?[./ -] ?(?:\d{4}|\d\d)"
    r"|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|[0-3]\d[01]\d(?:19|20)\d\d)(?![\w/])"
)
_YEAR: Final = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?![\w/])")
_DAY_BEFORE: Final = re.compile(
    r"(?<!\w)\d{1,2}(?:er|e|de|ste|st|nd|rd|th|го)?[ .]{1,2}(?:of |de )?\Z"
)
_DAY_AFTER: Final = re.compile(r"[ .]{1,2}\d{1,2}(?:st|nd|rd|th)?(?:,? {0,2}(?:of )?\d{4})?(?!\w)")
_YEAR_AFTER: Final = re.compile(r"[ .,]{1,3}(?:of )?'?(?:\d{4}|\d\d)(?!\w)(?: ?року| р\.)?")
_NUMBER: Final = re.compile(r"(?<![\w.,/+-])(?<![€$])\d{1,3}(?![\w%€/:]|[.,]\d)(?! ?[€%])")
_UNIT: Final = re.compile(r"[ -]{0,2}")
_MASKED_BEFORE: Final = re.compile(rf"{OPAQUE}[,(]? ?\Z")
_EVIDENT: Final = re.compile(r"\s*(?:$|[.,!?;)\n]|(?:and|et|en|und|і|та|now|maintenant)\b)")


def birth(line: Line) -> Iterator[Hit]:
    """A date beside a word for birth; a year alone right after one."""
    if not line.has_digits or not any(line.of_kind("born")):
        return
    dates = [*_numeric(line), *_written(line)]
    for start, end in dates:
        if line.before("born", start, 28) or line.after("born", end):
            yield Hit(start, end, "a date beside a word for birth", 0.94)
    for match in _YEAR.finditer(line.text):
        if line.before("born", match.start(), 6) or line.after("born", match.end(), 3):
            yield Hit(*match.span(), "a year beside a word for birth", 0.7)


def _numeric(line: Line) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _DATE.finditer(line.text) if _could_be(match[0]))


def _could_be(date: str) -> bool:
    """Whether a day and a month are in it: “53 09 21” is the beginning of something else."""
    parts = [int(part) for part in re.findall(r"\d+", date)]
    if len(parts) < 3:
        return True
    day, month = (parts[2], parts[1]) if parts[0] > 31 else (parts[0], parts[1])
    return 0 < min(day, month) <= 12 and max(day, month) <= 31


def _written(line: Line) -> Iterator[tuple[int, int]]:
    """Dates with the month in letters, in either order."""
    for word in line.words:
        if word.folded not in line.vocabulary.months:
            continue
        day = _DAY_BEFORE.search(line.text, max(0, word.start - 12), word.start)
        dotted = word.end + (line.text[word.end : word.end + 1] == ".")
        if day:
            year = _YEAR_AFTER.match(line.text, dotted)
            yield day.start(), year.end() if year else word.end
        elif after := _DAY_AFTER.match(line.text, word.end):
            yield word.start, after.end()
        elif year := _YEAR_AFTER.match(line.text, dotted):
            yield word.start, year.end()


def age(line: Line) -> Iterator[Hit]:
    """Years that somebody is old; not the years that something lasts or is ago."""
    if not line.has_digits:
        return
    for match in _NUMBER.finditer(line.text):
        if 0 < int(match[0]) <= 119:
            why = _why_age(line, *match.span())
            if why:
                yield Hit(*match.span(), why, 0.85)


def _why_age(line: Line, start: int, end: int) -> str | None:
    if line.after("old", end, 2):
        return "followed by a word for old"
    if line.before("age", start, 4):
        return "after a word for age"
    years = line.after("years", end, 2)
    if years:
        return None if _lasts(line, years.end) else _why_years(line, start, end)
    if _EVIDENT.match(line.text, end) and _is_plain_age(line, start, end):
        return "a number said of a person"
    return None


def _why_years(line: Line, start: int, end: int) -> str | None:
    if _is_said_of_somebody(line, start):
        return "years that somebody has"
    if start == 0 and int(line.text[:end]) >= 14:
        return "years at the beginning"
    if int(line.text[start:end]) >= 5 and _MASKED_BEFORE.search(
        line.text, max(0, start - 3), start
    ):
        return "years right after a name"
    return None


def _lasts(line: Line, end: int) -> bool:
    return line.after("not_an_age", end, 2) is not None


def _is_said_of_somebody(line: Line, start: int) -> bool:
    """A cue right before, unless a longer one that ends there makes it a duration."""
    said = line.before("age_with_unit", start, 1)
    lasting = line.before("ago", start, 1)
    if lasting and (not said or lasting.first <= said.first):
        return False
    return said is not None or _after_relation(line, start)


def _after_relation(line: Line, start: int) -> bool:
    """As in Ukrainian: “to my son Zoryan 12 years”."""
    kin = line.before("relation", start, 40)
    return kin is not None and not re.search(r"[.,!?;:\n]", line.text[kin.end : start].strip())


def _is_plain_age(line: Line, start: int, end: int) -> bool:
    """“I am 34”, “my son X is 14”."""
    said = line.before("age_with_unit", start, 1)
    if said is None or int(line.text[start:end]) < 5:
        return False
    words = {word.folded for word in line.words[said.first : said.last]}
    if OPAQUE in line.text[max(0, start - 40) : start]:
        return bool(words & {"is", "ist", "a", "has"})
    own = {"i'm", "im", "he's", "she's", "am", "bin", "ben"}
    return bool(words & own) or line.before("relation", start, 40) is not None
