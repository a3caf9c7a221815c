"""Made-up people, a city that is always open and some resources, for trying Miti out."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction

from counselors import actions, shelving
from counselors.files import Demo, DemoCounselor, DemoStaff, read
from counselors.loading.demo_files import made_up
from counselors.loading.report import Report
from counselors.models import City, Resource, RoleName

LAST = 900
"""Order of the demo city: after all the others."""


class DemoRefused(Exception):
    """Demo data is loaded only where it was asked for, and never in production."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one of the demo people signs in; ``role`` is the strongest they hold."""

    role: str
    alias: str
    username: str
    password: str


def load_demo(config_dir: Path) -> Report:
    """Add what is missing of the demo; what exists stays as it is.

    The reference data must be loaded. Raises :class:`DemoRefused`, :class:`ConfigError`.
    """
    if settings.PRODUCTION or not settings.DEMO:
        raise DemoRefused("demo data needs MITI_DEMO, and is never loaded in production")
    files, report = made_up(config_dir), Report()
    city = files.demo.city
    with transaction.atomic():
        values = {"names": city.names, "timezone": city.timezone, "is_demo": True, "order": LAST}
        report.put(City, city.key, values)
        _add_people(files.demo, report)
        there = set(Resource.objects.values_list("key", flat=True))
        for entry in files.resources:
            if entry.key not in there:
                shelving.create(entry, is_demo=True)
                report.created.append(f"resource {entry.key}")
    return report


def demo_sign_ins(config_dir: Path) -> list[SignIn]:
    """Everybody of the demo with user name and password, in the order of the file."""
    demo = read(config_dir / "demo" / "demo.toml", Demo)
    return [
        SignIn(_strongest(person), person.alias, person.username, demo.password)
        for person in demo.people
    ]


def _strongest(person: DemoCounselor | DemoStaff) -> str:
    if isinstance(person, DemoCounselor):
        return RoleName.COUNSELOR.value
    held = {actions.role_from(role).role for role in person.roles}
    return max(held, key=RoleName.values.index)


def _add_people(demo: Demo, report: Report) -> None:
    there = set(User.objects.values_list("username", flat=True))
    missing = [e for e in demo.people if e.username not in there]
    # hashing is slow on purpose: once for all who share the password, and not at all if none is new
    encoded = make_password(demo.password) if missing else ""
    for person in missing:
        _add_person(person, actions.add_user(person.username, encoded))
        report.created.append(f"user {person.username}")


def _add_person(person: DemoCounselor | DemoStaff, user: User) -> None:
    roles = [actions.role_from(role) for role in person.roles]
    if isinstance(person, DemoStaff):
        actions.give_roles(user, roles)
        return
    new = actions.NewCounselor(
        username=person.username,
        alias=person.alias,
        city=person.city,
        languages=person.languages,
        subjects=person.subjects,
        slots=person.slots,
        partner=person.partner,
        is_reserve=person.reserve,
        roles=roles,
    )
    actions.add_counselor(new, user, is_demo=True)
