from __future__ import annotations

import ast
import sys

import pytest

from tests.house.modules import PACKAGES, PURE, Module, imports, modules

PURE_MODULES = [module for module in modules() if module.is_pure]
# Ways for the standard library to look at the clock, the dice, the machine or the network.
IMPURE = {
    "asyncio", "io", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil",
    "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
# Libraries that only know rules and lists; import-linter keeps each behind its one door.
DOORS = {
    "transcripts.redaction.checks": {"stdnum"},
    "transcripts.redaction.phones": {"phonenumbers"},
}
READS_THE_CLOCK = {"now", "utcnow", "today", "uuid1", "uuid4"}


@pytest.mark.parametrize("module", PURE_MODULES, ids=lambda module: module.name)
def test_a_pure_module_imports_only_values(module: Module) -> None:
    # msgspec describes the frames of the wire; it does no more than dataclasses and json do.
    allowed = (sys.stdlib_module_names - IMPURE) | {"msgspec"} | DOORS.get(module.name, set())
    foreign = [
        name
        for name in imports(module)
        if name.split(".")[0] not in allowed and not name.startswith(PURE)
    ]
    assert foreign == []


@pytest.mark.parametrize("module", PURE_MODULES, ids=lambda module: module.name)
def test_a_pure_module_is_given_the_time_and_the_dice(module: Module) -> None:
    reads = [
        f"line {node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READS_THE_CLOCK
    ]
    assert reads == []


def test_every_pure_module_exists() -> None:
    names = {module.name for module in modules()}
    assert set(PURE) <= names


def test_no_module_takes_the_name_of_an_installed_package() -> None:
    # daphne puts the working folder first on the path: our name would hide theirs.
    assert not set(PACKAGES) & sys.stdlib_module_names
    assert not {"tests", *PACKAGES} & {"channels", "django", "redis", "daphne", "csp", "holidays"}
