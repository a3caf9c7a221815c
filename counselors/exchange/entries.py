"""A resource as it stands in files: typed values, whatever the format.

What belongs to the resource may stand in any of its languages, and must not differ between them;
title, link and words belong to one language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from counselors import sanitize, shapes, variables
from counselors.files import Code, ConfigError, Entry, Key

LongKey = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
Kind = Literal["answer", "link", "document", "procedure", "helpline"]
Link = Annotated[str, Meta(pattern=r"^(https?://\S+)?$", max_length=300)]
NEVER: Final = "never"
"""Stands for a resource that no human has checked yet."""
SHARED: Final = (
    "kind", "subjects", "cities", "owner", "valid_from", "valid_until", "last_checked",
    "review_days",
)  # fmt: skip
OWN: Final = ("title", "words", "link")
LISTS: Final = frozenset({"subjects", "cities"})


class VersionEntry(Entry, frozen=True):
    """A resource in one language; ``body`` is Markdown."""

    title: Annotated[str, Meta(min_length=1, max_length=120)]
    body: Annotated[str, Meta(min_length=1, max_length=4000)]
    link: Link = ""
    words: Annotated[str, Meta(max_length=300)] = ""


class ResourceEntry(Entry, frozen=True):
    """A canned resource; without subjects or cities it fits all of them."""

    key: LongKey
    versions: Annotated[dict[Code, VersionEntry], Meta(min_length=1)]
    kind: Kind = "answer"
    subjects: tuple[Key, ...] = ()
    cities: tuple[Key, ...] = ()
    owner: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    last_checked: date | None = None
    review_days: Annotated[int, Meta(ge=1, le=3650)] = 180


@dataclass(frozen=True, slots=True)
class Written:
    """One version as it was read: where, of which resource, in which language, and its fields."""

    file: Path
    key: str
    language: str
    fields: Mapping[str, str]
    body: str


def gathered(versions: Iterable[Written]) -> tuple[ResourceEntry, ...]:
    """The resources behind the versions, by key; raises :class:`ConfigError`."""
    found: dict[str, dict[str, Any]] = {}
    for each in versions:
        values = found.setdefault(each.key, {"key": each.key, "versions": {}})
        for name, text in each.fields.items():
            if name not in (*SHARED, *OWN):
                raise ConfigError(each.file, name, f"expected one of {', '.join(SHARED + OWN)}")
            if name in SHARED and text:
                _share(values, name, text, each.file)
        own = {name: each.fields[name] for name in OWN if name in each.fields}
        values["versions"][each.language] = own | {"body": each.body}
        _check_text(each)
    last = {each.key: each.file for each in versions}
    return tuple(_entry(values, last[key]) for key, values in sorted(found.items()))


def _share(values: dict[str, Any], name: str, text: str, file: Path) -> None:
    value = _value(name, text)
    if values.setdefault(name, value) != value:
        raise ConfigError(file, name, "expected the same as in the other languages")


def _value(name: str, text: str) -> Any:
    if name in LISTS:
        return sorted(part.strip() for part in text.split(",") if part.strip())
    return None if name == "last_checked" and text == NEVER else text


def _entry(values: dict[str, Any], file: Path) -> ResourceEntry:
    try:
        entry = shapes.convert(values, ResourceEntry, strict=False)
    except msgspec.ValidationError as error:
        expected, _, place = str(error).partition(" - at ")
        raise ConfigError(file, place.strip("`").removeprefix("$."), expected) from error
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        raise ConfigError(file, "valid_until", "expected a day after valid_from")
    return entry


def _check_text(each: Written) -> None:
    """Variables that exist, and markup that can be cleaned quickly."""
    try:
        variables.check(each.body)
        sanitize.rich(each.body)
    except (variables.UnknownVariable, sanitize.TooMuchMarkup) as error:
        raise ConfigError(each.file, "text", str(error)) from error


def fields_of(entry: ResourceEntry) -> dict[str, str]:
    """What belongs to the resource as texts; what says no more than its default is left out."""
    told: dict[str, str] = {}
    for name in SHARED:
        value = getattr(entry, name)
        if name in LISTS:
            told[name] = ", ".join(value)
        elif name == "last_checked":
            told[name] = NEVER if value is None else value.isoformat()
        elif name != "review_days" or value != 180:
            told[name] = "" if value is None else str(value)
    return {name: text for name, text in told.items() if text}
