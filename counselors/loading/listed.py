"""The reference files read together, and held against each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from counselors.files import (
    DAYS,
    Cities,
    CityEntry,
    ClosureEntry,
    Closures,
    ConfigError,
    Holidays,
    LanguageEntry,
    Languages,
    SubjectEntry,
    Subjects,
    WeeklyHours,
    WindowEntry,
    read,
)
from counselors.holidays import UnknownPlace, public_holidays
from routing.hours import Hours, InvalidHours

A_YEAR = 2026
"""Any year will do to learn whether a country is known."""

Window = tuple[int, time, time]
"""Weekday (Monday is 0), opening and closing in local time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything that the reference files say."""

    languages: tuple[LanguageEntry, ...]
    cities: tuple[CityEntry, ...]
    subjects: tuple[SubjectEntry, ...]
    windows: tuple[WindowEntry, ...]
    closures: tuple[ClosureEntry, ...]

    @property
    def language_codes(self) -> list[str]:
        return [language.code for language in self.languages]

    @property
    def subject_keys(self) -> list[str]:
        return [subject.key for subject in self.subjects]

    def windows_of(self, city: str) -> list[Window]:
        """The windows that name the city, else those that name none."""
        own = [window for window in self.windows if city in window.cities]
        chosen = own or [window for window in self.windows if not window.cities]
        return sorted(
            (DAYS.index(day), each.opens, each.closes) for each in chosen for day in each.days
        )


def listed(config_dir: Path) -> Listed:
    """The reference files of a folder; raises :class:`ConfigError`."""
    closures = read(config_dir / "holidays.toml", Closures)
    found = Listed(
        languages=read(config_dir / "languages.toml", Languages).language,
        cities=read(config_dir / "cities.toml", Cities).city,
        subjects=read(config_dir / "subjects.toml", Subjects).subject,
        windows=read(config_dir / "hours.toml", WeeklyHours).window,
        closures=closures.closure,
    )
    _check_names(found, config_dir)
    _check_hours(found, config_dir)
    _check_closures(found, closures, config_dir / "holidays.toml")
    return found


def check_complete(
    file: Path, key: str, names: Mapping[str, str], languages: Iterable[LanguageEntry]
) -> None:
    """A name in every language of languages.toml, and in no other."""
    wanted = {language.code for language in languages}
    for code in sorted(wanted ^ set(names)):
        expected = "expected a name" if code in wanted else "expected a code of languages.toml"
        raise ConfigError(file, f"{key}.{code}", expected)


def check_known(file: Path, key: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Every key of ``given`` exists."""
    there = list(known)
    for each in given:
        if each not in there:
            raise ConfigError(file, key, f"“{each}” is none of {', '.join(there)}")


def check_unique(file: Path, key: str, given: Iterable[str]) -> None:
    """No key occurs twice."""
    for each, times in Counter(given).items():
        if times > 1:
            raise ConfigError(file, key, f"expected “{each}” only once")


def check_hours(file: Path, city: CityEntry, windows: Iterable[Window]) -> None:
    """Windows in order and without overlap, in a time zone that exists."""
    weekly: dict[int, tuple[tuple[time, time], ...]] = {}
    for weekday, opens, closes in windows:
        if not opens < closes:
            raise ConfigError(file, f"{city.key}, {DAYS[weekday]}", "expected opens before closes")
        weekly[weekday] = (*weekly.get(weekday, ()), (opens, closes))
    try:
        Hours(weekly=weekly, timezone=city.timezone)
    except InvalidHours as error:
        raise ConfigError(file, city.key, str(error)) from error


def _check_names(found: Listed, config_dir: Path) -> None:
    for name, file, key, names in _all_names(found):
        check_complete(config_dir / file, f"{name}.{key}", names, found.languages)
    check_unique(config_dir / "languages.toml", "language", (e.code for e in found.languages))
    check_unique(config_dir / "cities.toml", "city", (e.key for e in found.cities))
    check_unique(config_dir / "subjects.toml", "subject", (e.key for e in found.subjects))


def _all_names(found: Listed) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    for city in found.cities:
        yield city.key, "cities.toml", "names", city.names
    for subject in found.subjects:
        yield subject.key, "subjects.toml", "names", subject.names
        yield subject.key, "subjects.toml", "hints", subject.hints


def _check_hours(found: Listed, config_dir: Path) -> None:
    file = config_dir / "hours.toml"
    cities = [city.key for city in found.cities]
    for window in found.windows:
        check_known(file, "window.cities", window.cities, cities)
    for city in found.cities:
        check_hours(config_dir / "cities.toml", city, ())
        check_hours(file, city, found.windows_of(city.key))


def _check_closures(found: Listed, closures: Closures, file: Path) -> None:
    cities = [city.key for city in found.cities]
    check_known(file, "cities", closures.cities, cities)
    for closure in closures.closure:
        check_known(file, f"closure.{closure.day}.cities", closure.cities, cities)
    for name, place in {"default": closures.default, **closures.cities}.items():
        _check_place(file, name, place)


def _check_place(file: Path, name: str, place: Holidays) -> None:
    try:
        public_holidays(place.country, place.subdivision, A_YEAR, ())
    except UnknownPlace as error:
        raise ConfigError(file, name, str(error)) from error
