"""Who may do what: one table, a line for each role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counselors import permissions
from counselors.permissions import Grant

COUNSELOR = Grant("counselor", "brussels")
EDITOR = Grant("editor", "brussels")
COORDINATOR = Grant("coordinator", "brussels")
ADMINISTRATOR = Grant("administrator", "brussels")
EDITOR_OF_ALL = Grant("editor", None)
COORDINATOR_OF_ALL = Grant("coordinator", None)
ADMINISTRATOR_OF_ALL = Grant("administrator", None)

Questions = dict[str, Callable[[tuple[Grant, ...]], bool]]
QUESTIONS: Questions = {
    "enter the admin": permissions.may_enter_admin,
    "watch the board": permissions.may_watch_board,
    "edit brussels": lambda held: permissions.may_edit_city(held, "brussels"),
    "edit namur": lambda held: permissions.may_edit_city(held, "namur"),
    "edit what all cities share": lambda held: permissions.may_edit_city(held, None),
    "edit a resource of brussels": lambda held: permissions.may_edit_resource(held, "brussels"),
    "edit a resource of namur": lambda held: permissions.may_edit_resource(held, "namur"),
    "edit a resource of both": lambda held: permissions.may_edit_resource_of(
        held, ["brussels", "namur"]
    ),
    "edit a resource of all": lambda held: permissions.may_edit_resource_of(held, []),
    "edit reference data": permissions.may_edit_reference,
    "make a counselor of brussels": lambda held: permissions.may_give_role(held, COUNSELOR),
    "make an editor of all": lambda held: permissions.may_give_role(held, EDITOR_OF_ALL),
    "make a coordinator of brussels": lambda held: permissions.may_give_role(held, COORDINATOR),
    "set a counselor's password": lambda held: permissions.may_manage_sign_in(
        held, [COUNSELOR, EDITOR]
    ),
    "set a coordinator's password": lambda held: permissions.may_manage_sign_in(
        held, [COUNSELOR, COORDINATOR]
    ),
}
OF_A_CITY = {
    "enter the admin",
    "watch the board",
    "edit brussels",
    "edit a resource of brussels",
    "make a counselor of brussels",
    "set a counselor's password",
}
OF_ALL = OF_A_CITY | {
    "edit namur",
    "edit what all cities share",
    "edit a resource of namur",
    "edit a resource of both",
    "edit a resource of all",
    "make an editor of all",
}
RESOURCES_OF_ALL = {question for question in OF_ALL if question.startswith("edit a resource")}
TABLE: list[tuple[tuple[Grant, ...], set[str]]] = [
    ((), set()),
    ((COUNSELOR,), set()),
    ((EDITOR,), {"enter the admin", "edit a resource of brussels"}),
    ((EDITOR_OF_ALL,), {"enter the admin"} | RESOURCES_OF_ALL),
    ((COORDINATOR,), OF_A_CITY),
    ((ADMINISTRATOR,), OF_A_CITY),
    ((COORDINATOR_OF_ALL,), OF_ALL),
    ((ADMINISTRATOR_OF_ALL,), set(QUESTIONS)),
]


@pytest.mark.parametrize(("held", "allowed"), TABLE)
def test_each_role_may_do_its_own_and_no_more(held: tuple[Grant, ...], allowed: set[str]) -> None:
    assert {question for question, may in QUESTIONS.items() if may(held)} == allowed


def test_roles_in_two_cities_add_up_and_do_not_mix() -> None:
    held = (Grant("editor", "namur"), Grant("coordinator", "brussels"))
    assert permissions.may_edit_resource_of(held, ["namur", "brussels"])
    assert not permissions.may_edit_city(held, "namur")
    assert permissions.cities_of(held, ["namur", "brussels", "liege"]) == {"brussels"}
