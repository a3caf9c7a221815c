"""The table of who may do what, and how each question is asked of the pure core."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counselors import permissions
from counselors.permissions import Grant

HERE, THERE = "brussels", "namur"
Held = tuple[Grant, ...]
TRAINEE = Grant("counselor", HERE)
CHIEF = Grant("coordinator", THERE)


@dataclass(frozen=True)
class Who:
    """Somebody with roles, and everything that they may do."""

    says: str
    held: Held
    may: frozenset[str]


PURE: dict[str, Callable[[Held], bool]] = {
    "desk": permissions.may_answer,
    "answer left questions": permissions.may_answer,
    "board": permissions.may_watch_board,
    "switch the guard": permissions.may_set_guard,
    "statistics": permissions.may_read_statistics,
    "admin": permissions.may_enter_admin,
    "change the hours here": lambda held: permissions.may_edit_city(held, HERE),
    "change the hours there": lambda held: permissions.may_edit_city(held, THERE),
    "close a day here": lambda held: permissions.may_edit_city(held, HERE),
    "close a day there": lambda held: permissions.may_edit_city(held, THERE),
    "close a day everywhere": lambda held: permissions.may_edit_city(held, None),
    "change a counselor here": lambda held: permissions.may_edit_city(held, HERE),
    "change a counselor there": lambda held: permissions.may_edit_city(held, THERE),
    "reset the password of a counselor here": lambda held: (
        permissions.may_edit_city(held, HERE) and permissions.may_manage_sign_in(held, [TRAINEE])
    ),
    "reset the password of a coordinator": lambda held: (
        permissions.may_edit_city(held, THERE) and permissions.may_manage_sign_in(held, [CHIEF])
    ),
    "export texts": lambda held: any(
        permissions.may_edit_resource(held, grant.city) for grant in held
    ),
    "change a resource here": lambda held: permissions.may_edit_resource_of(held, [HERE]),
    "change a resource there": lambda held: permissions.may_edit_resource_of(held, [THERE]),
    "change a shared resource": lambda held: permissions.may_edit_resource_of(held, []),
    "read the trail here": lambda held: permissions.may_read_audit(held, HERE),
    "read the trail there": lambda held: permissions.may_read_audit(held, THERE),
    "read the shared trail": lambda held: permissions.may_read_audit(held, None),
    "read a review sample here": lambda held: permissions.may_review(held, HERE),
    "read a review sample there": lambda held: permissions.may_review(held, THERE),
    "change the roles of a user": permissions.may_edit_reference,
    "delete a subject": permissions.may_edit_reference,
}
"""Every question of the table, asked of plain grants."""


def table() -> list[Who]:
    """Everybody in the file."""
    text = Path(__file__).with_name("permissions.toml").read_text(encoding="utf-8")
    return [
        Who(row["says"], tuple(_grant(each) for each in row["roles"]), frozenset(row["may"]))
        for row in tomllib.loads(text)["who"]
    ]


def _grant(text: str) -> Grant:
    role, _, city = text.partition(":")
    return Grant(role, city or None)
