"""No test is left out, and none waits by the clock: what these folders must not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.modules import ROOT

LEFT_OUT = {"skip", "skipif", "skipUnless", "skipIf", "xfail", "importorskip", "SkipTest"}
NOT_COLLECTED = {"pytest_deselected", "collect_ignore", "collect_ignore_glob"}
ROUNDS = {
    "integration/chat/conftest.py": "trips to save, several processes: only PostgreSQL has them",
    "integration/conftest.py": "what brings its own services along runs on one of the databases",
    "integration/counselors/conftest.py": "pages of Django's own are the same on either",
    "integration/faults/conftest.py": "a fault that only one of the two houses can have",
    "journey/conftest.py": "in make test a journey is made in French or in Dutch",
}
"""Where something is not collected in one round of ``make test``, and why."""
SLEEPS = {"sleep", "wait_for_timeout"}
PACES = {
    "bench/driver.py": "messages are sent at a rate, and turns last as long as they say",
    "bench/newcomers.py": "people arrive at a rate, and the last of them is given time",
    "bench/onlookers.py": "people come at a pace, of a service that has come to rest",
    "bench/pairs.py": "asks again: nobody rings when every pair has been greeted",
    "bench/pushers.py": "messages are sent at a rate, late ones are asked for again",
    "bench/returners.py": "asks again: nobody rings when a service has come to rest",
    "bench/stayers.py": "an idle pair is weighed after so many seconds of idleness",
    "bench/watcher.py": "slots are freed at a pace, of a service that has come to rest",
    "integration/faults/pages.py": "a page of the browser: its ticks, its wait before a new line",
    "services/waiting.py": "asks again: nobody rings for what a broken service does",
}
"""Where something sleeps that is no test, and why."""


def _files() -> Iterator[tuple[str, ast.Module]]:
    tests = ROOT / "tests"
    for path in sorted(tests.rglob("*.py")):
        if path != Path(__file__):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield path.relative_to(tests).as_posix(), tree


def _named(node: ast.expr) -> str:
    """The last word of ``a.b.c``."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _says(tree: ast.Module, wanted: set[str]) -> bool:
    """Whether one of these words comes here, under whatever name it was imported."""
    words = {_named(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)}
    imported = {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    return not wanted.isdisjoint(words | imported)


def _sleeps(tree: ast.Module) -> bool:
    """Whether time passes here, under whatever name that was imported. ``sleep(0)`` lets others
    have a turn, and takes no time."""
    names = SLEEPS | {
        node.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.alias) and node.name in SLEEPS and node.asname
    }
    return any(
        isinstance(node, ast.Call) and _named(node.func) in names and not _gives_a_turn(node)
        for node in ast.walk(tree)
    )


def _gives_a_turn(call: ast.Call) -> bool:
    match call.args:
        case [ast.Constant(value=0)]:
            return True
    return False


def test_no_test_is_left_out() -> None:
    assert [name for name, tree in _files() if _says(tree, LEFT_OUT)] == []


def test_only_rounds_leave_to_others_what_they_do_not_collect() -> None:
    assert [name for name, tree in _files() if _says(tree, NOT_COLLECTED)] == sorted(ROUNDS)


def test_nobody_sleeps_but_who_has_a_pace_of_their_own() -> None:
    assert [name for name, tree in _files() if _sleeps(tree)] == sorted(PACES)


def test_what_leaves_out_and_what_sleeps_is_seen() -> None:
    for text in (
        "pytest.skip('later')",
        "from pytest import importorskip as given",
        "@pytest.mark.skipif(True)\ndef test_it(): ...",
        "pytestmark = pytest.mark.xfail",
    ):
        assert _says(ast.parse(text), LEFT_OUT), text
    for text in (
        "time.sleep(1)",
        "sleep(due)",
        "async def f(): await asyncio.sleep(0.1)",
        "asyncio.sleep(delay=1)",
        "from time import sleep as rest\nrest(1)",
    ):
        assert _sleeps(ast.parse(text)), text
    assert not _sleeps(ast.parse("async def f(): await asyncio.sleep(0)"))
