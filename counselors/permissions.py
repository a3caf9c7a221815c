"""Who may do what, as functions of plain grants: the one gate for pages, sockets and the admin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DEMO_PREFIX: Final = "demo-"
"""Starts the name of every demo user; outside a demo these users have no rights."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one city, or (``city`` None) in all of them."""

    role: str
    city: str | None


_ADMIN_ROLES = frozenset({"editor", "coordinator", "administrator"})


def _holds(grants: Iterable[Grant], roles: frozenset[str], city: str | None) -> bool:
    return any(
        grant.role in roles and (grant.city is None or grant.city == city) for grant in grants
    )


def may_answer(grants: Iterable[Grant]) -> bool:
    """Counselors have a desk, and answer visitors of every city there."""
    return any(grant.role == "counselor" for grant in grants)


def may_watch_board(grants: Iterable[Grant]) -> bool:
    """Coordinators of any city watch the queue load across all cities."""
    return any(grant.role in {"coordinator", "administrator"} for grant in grants)


def may_set_guard(grants: Iterable[Grant]) -> bool:
    """Whoever sees on the board that machines write; it stands at the doors of all cities."""
    return may_watch_board(grants)


def may_read_statistics(grants: Iterable[Grant]) -> bool:
    """Coordinators of any city compare all of them; the figures name no counselor."""
    return may_watch_board(grants)


def may_review(grants: Iterable[Grant], city: str) -> bool:
    """Coordinators read the review samples of their city."""
    return _holds(grants, frozenset({"coordinator", "administrator"}), city)


def may_enter_admin(grants: Iterable[Grant]) -> bool:
    """Everybody who keeps any data up to date."""
    return any(grant.role in _ADMIN_ROLES for grant in grants)


def may_edit_city(grants: Iterable[Grant], city: str | None) -> bool:
    """Coordinators edit hours, closures and people of their city; None: what all cities share."""
    return _holds(grants, frozenset({"coordinator", "administrator"}), city)


def may_edit_resource(grants: Iterable[Grant], city: str | None) -> bool:
    """Editors and coordinators edit canned resources of their city; None: of all cities."""
    return _holds(grants, _ADMIN_ROLES, city)


def may_edit_reference(grants: Iterable[Grant]) -> bool:
    """Cities, subjects, languages and roles belong to administrators of all cities."""
    return any(grant.role == "administrator" and grant.city is None for grant in grants)


def may_read_audit(grants: Iterable[Grant], city: str | None) -> bool:
    """Administrators read who did what in their city; None: what belongs to no city."""
    return _holds(grants, frozenset({"administrator"}), city)


def cities_of(grants: Iterable[Grant], everything: Iterable[str]) -> frozenset[str]:
    """Cities whose people and hours these grants may edit, out of ``everything``."""
    held = tuple(grants)
    return frozenset(city for city in everything if may_edit_city(held, city))


def may_edit_resource_of(grants: Iterable[Grant], cities: Iterable[str]) -> bool:
    """A resource of some cities takes the right for each of them; of none, for all cities."""
    held, asked = tuple(grants), tuple(cities) or (None,)
    return all(may_edit_resource(held, city) for city in asked)


def may_give_role(grants: Iterable[Grant], given: Grant) -> bool:
    """Coordinators make counselors and editors of their city; the rest is for administrators."""
    held = tuple(grants)
    small = given.role in {"counselor", "editor"} and may_edit_city(held, given.city)
    return small or may_edit_reference(held)


def may_manage_sign_in(grants: Iterable[Grant], theirs: Iterable[Grant]) -> bool:
    """Whoever sets a password could act as that person: only over roles one may give."""
    held = tuple(grants)
    return all(may_give_role(held, role) for role in theirs)
