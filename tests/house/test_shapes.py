"""What threads may use at the same time is made one at a time: ``counselors.shapes`` says why."""

from __future__ import annotations

import ast

from tests.house.modules import modules

DOOR = "counselors.shapes"


def is_first_use(node: ast.AST) -> bool:
    """A call that may be the first to tell msgspec of a type."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if not ast.unparse(node.func).startswith("msgspec."):
        return False
    typed = any(word.arg == "type" for word in node.keywords)
    return node.func.attr == "convert" or (node.func.attr == "decode" and typed)


def test_one_module_takes_values_into_types() -> None:
    taking = {
        module.name for module in modules() for node in ast.walk(module.tree) if is_first_use(node)
    }
    assert taking == {DOOR}
