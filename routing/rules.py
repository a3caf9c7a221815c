"""Routing rules from the data of a configuration file, with errors that say what to mend."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Protocol, TypeGuard

from routing.domain import CityRules, Rules


class InvalidRules(ValueError):
    """A routing rule cannot be read; the message names the key and what was expected."""

    def __init__(self, key: str, expected: str, found: object) -> None:
        super().__init__(f"{key}: expected {expected}, found {found!r}")
        self.key = key


def rules_from(data: Mapping[str, Any]) -> Rules:
    """Rules from a mapping as TOML gives it; what is left out keeps its default.

    Raises InvalidRules for a key that is unknown or has a value of the wrong kind.
    """
    return Rules(**_read(data, _RULES, ""))


class TextFile(Protocol):
    """What can read itself, such as a path: the reading stays with whoever hands it in."""

    def read_text(self, encoding: str) -> str: ...


def load_rules(file: TextFile) -> Rules:
    """The rules of a TOML file. Raises InvalidRules, or what tomllib raises for bad TOML."""
    return rules_from(tomllib.loads(file.read_text("utf-8")))


def _read(data: object, readers: Mapping[str, _Reader], path: str) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise InvalidRules(path.rstrip(".") or "rules", "a table", data)
    for key in data:
        if key not in readers:
            raise InvalidRules(f"{path}{key}", f"one of {', '.join(readers)}", key)
    return {key: readers[key](value, f"{path}{key}") for key, value in data.items()}


def _seconds(value: object, key: str) -> float:
    if not _is_number(value) or not 0 <= value < float("inf"):
        raise InvalidRules(key, "a number of seconds, 0 or more", value)
    return float(value)


def _time(value: object, key: str) -> float:
    if not _is_number(value) or not 0 < value < float("inf"):
        raise InvalidRules(key, "a number of seconds above 0", value)
    return float(value)


def _weight(value: object, key: str) -> float:
    if not _is_number(value) or not 0 <= value < float("inf"):
        raise InvalidRules(key, "a number, 0 or more", value)
    return float(value)


def _throughput(value: object, key: str) -> tuple[float, ...]:
    expected = "a list of numbers, the first of them 1, none below 0"
    if not isinstance(value, list) or not all(_is_number(n) and n >= 0 for n in value):
        raise InvalidRules(key, expected, value)
    if not value or value[0] != 1:
        raise InvalidRules(key, expected, value)
    return tuple(float(n) for n in value)


def _cities(value: object, key: str) -> dict[str, CityRules]:
    if not isinstance(value, Mapping):
        raise InvalidRules(key, "a table with one table for each city", value)
    return {city: CityRules(**_read(own, _CITY, f"{key}.{city}.")) for city, own in value.items()}


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


_Reader = Callable[[object, str], Any]

_CITY: Mapping[str, _Reader] = {field.name: _seconds for field in fields(CityRules)}
_RULES: Mapping[str, _Reader] = {
    **{field.name: _seconds for field in fields(Rules)},
    "patience": _time,
    "scarcity_limit": _time,
    "rescue_weight": _weight,
    "throughput": _throughput,
    "cities": _cities,
}
