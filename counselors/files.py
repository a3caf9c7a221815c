"""What the files of ``config/`` may say, as typed values.

Reading either gives a value that is right in itself, or a :class:`ConfigError` that names the
file, the key and what was expected. What one file demands of another is checked in
``counselors.loading``.
"""

from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from counselors import shapes
from counselors.shapes import Shape

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Code = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[a-z]{2,4})?$")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Names = dict[Code, Name]
Contact = Annotated[str, Meta(pattern=r"^((https://|mailto:|tel:)\S+)?$")]
Share = Annotated[float, Meta(ge=0, le=1)]
Origin = Annotated[
    str, Meta(pattern=r"^(https://[a-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?$")
]
"""Scheme, host and port of a site, exactly as a browser says them; no path, no wildcard."""
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: tuple[Day, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class ConfigError(Exception):
    """A file of ``config/`` cannot be used: which file, which key, what was expected."""

    def __init__(self, file: Path, key: str, expected: str) -> None:
        super().__init__(": ".join(part for part in (str(file), key, expected) if part))
        self.file = file
        self.key = key
        self.expected = expected


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in the files: a key that nobody knows is refused, not ignored."""


class LanguageEntry(Entry, frozen=True):
    """A language: its code, its own name, and whether only a demo offers it."""

    code: Code
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    demo: bool = False


class Languages(Entry, frozen=True):
    """``languages.toml``."""

    language: Annotated[tuple[LanguageEntry, ...], Meta(min_length=1)]


class CityEntry(Entry, frozen=True):
    """A city: its key, its names by language, its own sites, and whom to ask there."""

    key: Key
    names: Names
    timezone: str = "Europe/Brussels"
    origins: tuple[Origin, ...] = ()
    contact: Contact = ""


class Cities(Entry, frozen=True):
    """``cities.toml``."""

    city: Annotated[tuple[CityEntry, ...], Meta(min_length=1)]


class SubjectEntry(Entry, frozen=True):
    """A subject: its names and, in plain words, what it is about."""

    key: Key
    names: Names
    hints: Names


class Subjects(Entry, frozen=True):
    """``subjects.toml``."""

    subject: Annotated[tuple[SubjectEntry, ...], Meta(min_length=1)]


class WindowEntry(Entry, frozen=True):
    """Live chat from ``opens`` to ``closes`` (local time); without cities: of all the others."""

    days: Annotated[tuple[Day, ...], Meta(min_length=1)]
    opens: time
    closes: time
    cities: tuple[Key, ...] = ()


class WeeklyHours(Entry, frozen=True):
    """``hours.toml``."""

    window: tuple[WindowEntry, ...] = ()


class Holidays(Entry, frozen=True):
    """Whose public holidays: an ISO 3166 country and, if given, a part of it."""

    country: str
    subdivision: str | None = None


class ClosureEntry(Entry, frozen=True):
    """A day without live chat; without cities: in all of them."""

    day: date
    names: Annotated[Names, Meta(min_length=1)]
    cities: tuple[Key, ...] = ()


class Closures(Entry, frozen=True):
    """``holidays.toml``; ``names`` replaces names of the package, by language."""

    default: Holidays
    cities: dict[Key, Holidays] = {}
    names: dict[Code, dict[str, Name]] = {}
    closure: tuple[ClosureEntry, ...] = ()


class DemoCounselor(Entry, frozen=True):
    """A made-up counselor; ``languages`` with proficiencies."""

    username: Annotated[str, Meta(pattern=r"^demo-[a-z0-9-]+$")]
    alias: Annotated[str, Meta(min_length=1, max_length=40)]
    city: Key
    subjects: tuple[Key, ...]
    languages: Annotated[dict[Code, Share], Meta(min_length=1)]
    slots: Annotated[int, Meta(ge=1, le=3)] = 2
    partner: Annotated[str, Meta(max_length=80)] = ""
    reserve: bool = False
    roles: tuple[str, ...] = ()


class DemoStaff(Entry, frozen=True):
    """A made-up coordinator or administrator."""

    username: Annotated[str, Meta(pattern=r"^demo-[a-z0-9-]+$")]
    alias: Annotated[str, Meta(min_length=1, max_length=40)]
    roles: Annotated[tuple[str, ...], Meta(min_length=1)]


class Demo(Entry, frozen=True):
    """``demo/demo.toml``: one city that is always open, people, and one password for all."""

    password: Annotated[str, Meta(min_length=1)]
    city: CityEntry
    counselor: tuple[DemoCounselor, ...]
    staff: tuple[DemoStaff, ...]

    @property
    def people(self) -> tuple[DemoCounselor | DemoStaff, ...]:
        """Everybody, counselors first."""
        return (*self.counselor, *self.staff)


def read(file: Path, shape: type[Shape]) -> Shape:
    """The file as a value of ``shape``; raises :class:`ConfigError`."""
    try:
        return shapes.from_toml(file.read_bytes(), shape)
    except OSError as error:
        raise ConfigError(file, "", f"cannot be read ({error.strerror})") from error
    except msgspec.ValidationError as error:
        raise _explained(file, error) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(file, "", f"expected TOML in UTF-8 ({error})") from error


def _explained(file: Path, error: Any) -> ConfigError:
    """From “Expected `str`, got `int` - at `$.city[0].key`” to file, key, expectation."""
    expected, _, place = str(error).partition(" - at ")
    return ConfigError(file, place.strip("`").removeprefix("$").removeprefix("."), expected)
