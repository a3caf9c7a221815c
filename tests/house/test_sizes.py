from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.modules import Module, modules

LINES_OF_A_MODULE = 260  # about 200 is the aim
STATEMENTS_OF_A_FUNCTION = 25  # about 10 is the aim


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


def test_a_module_is_a_screenful_or_a_few() -> None:
    lines = {module.name: module.lines for module in modules()}
    assert {name: count for name, count in lines.items() if count > LINES_OF_A_MODULE} == {}


def test_a_function_does_one_thing() -> None:
    long = {
        f"{module.name}.{function.name}": statements(function)
        for module in modules()
        for function in functions(module)
    }
    assert {name: size for name, size in long.items() if size > STATEMENTS_OF_A_FUNCTION} == {}


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "common", "misc"}
    assert not [module.name for module in modules() if module.name.split(".")[-1] in drawers]
