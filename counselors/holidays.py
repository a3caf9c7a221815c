"""The one door to the ``holidays`` package: public holidays of a country, named by language."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import holidays as package

Names = dict[str, str]


class UnknownPlace(Exception):
    """The package knows no such country, or no such part of it."""


@lru_cache(maxsize=256)
def public_holidays(
    country: str, subdivision: str | None, year: int, languages: tuple[str, ...]
) -> dict[date, Names]:
    """The public holidays of a year with their names in those of ``languages`` that are known.

    Raises :class:`UnknownPlace`. The result is shared: read it only.
    """
    unnamed = _calendar(country, subdivision, year)
    # without a name in some language the day is a holiday all the same
    found: dict[date, Names] = {day: {} for day in unnamed}
    for code in languages:
        language = _closest(code, unnamed.supported_languages)
        if language:
            for day, name in _calendar(country, subdivision, year, language).items():
                found[day][code] = name
    return found


def _calendar(
    country: str, subdivision: str | None, year: int, language: str | None = None
) -> package.HolidayBase:
    try:
        return package.country_holidays(
            country, subdiv=subdivision, years=year, language=language, expand=False
        )
    except NotImplementedError as error:
        place = f"{country}, {subdivision}" if subdivision else country
        raise UnknownPlace(f"no public holidays are known of {place}") from error


def _closest(code: str, known: Sequence[str]) -> str | None:
    """``en`` is served by ``en_US`` where there is no plain ``en``."""
    if code in known:
        return code
    return next((name for name in known if name.startswith(f"{code}_")), None)
