"""The files of the demo read together, and held against the reference files."""

from dataclasses import dataclass
from pathlib import Path

from counselors.actions import role_from
from counselors.exchange import markdown
from counselors.exchange.entries import ResourceEntry
from counselors.files import Demo, DemoCounselor, DemoStaff, read
from counselors.loading.listed import (
    Listed,
    check_complete,
    check_hours,
    check_known,
    check_unique,
    listed,
)
from counselors.models import RoleName


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Everything that the demo files say."""

    demo: Demo
    resources: tuple[ResourceEntry, ...]


def made_up(config_dir: Path) -> MadeUp:
    """The demo files of a folder; raises :class:`ConfigError`."""
    known = listed(config_dir)
    people, shelf = config_dir / "demo" / "demo.toml", config_dir / "resources"
    found = MadeUp(demo=read(people, Demo), resources=markdown.read(shelf))
    check_complete(people, "city.names", found.demo.city.names, known.languages)
    check_hours(people, found.demo.city, ())
    check_unique(people, "city.key", _cities(found, known))
    check_unique(people, "username", (person.username for person in found.demo.people))
    for person in found.demo.people:
        _check_roles(people, person, _cities(found, known))
    for counselor in found.demo.counselor:
        _check_counselor(people, counselor, found, known)
    _check_resources(shelf, found, known)
    return found


def _cities(found: MadeUp, known: Listed) -> list[str]:
    return [found.demo.city.key, *(city.key for city in known.cities)]


def _check_roles(file: Path, person: DemoCounselor | DemoStaff, cities: list[str]) -> None:
    key = f"{person.username}.roles"
    roles = [role_from(text) for text in person.roles]
    check_known(file, key, (role.role for role in roles), RoleName.values)
    check_known(file, key, (role.city for role in roles if role.city), cities)


def _check_counselor(file: Path, entry: DemoCounselor, found: MadeUp, known: Listed) -> None:
    name = entry.username
    check_known(file, f"{name}.city", [entry.city], _cities(found, known))
    check_known(file, f"{name}.subjects", entry.subjects, known.subject_keys)
    check_known(file, f"{name}.languages", entry.languages, known.language_codes)


def _check_resources(file: Path, found: MadeUp, known: Listed) -> None:
    for entry in found.resources:
        check_known(file, f"{entry.key}.versions", entry.versions, known.language_codes)
        check_known(file, f"{entry.key}.subjects", entry.subjects, known.subject_keys)
        check_known(file, f"{entry.key}.cities", entry.cities, _cities(found, known))
