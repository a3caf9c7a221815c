"""What is not escaped again comes out of one door: ``counselors.sanitize``."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.modules import ROOT, modules

DOOR = "counselors.sanitize"
VOUCHING = {"mark_safe", "SafeString", "SafeText", "SafeData", "__html__"}
RAW = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\s+off\b")
SINK = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc"
    r"|setHTMLUnsafe|parseHTMLUnsafe)\b|\bdocument\.write"
)
"""Where a browser reads HTML from a text; scripts make elements, and put texts into them."""
APPS = ("miti", "chat", "counselors", "transcripts")


def _vouches(tree: ast.Module) -> bool:
    """Whether HTML is vouched for here, under whatever name that was imported."""
    words = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(tree)}
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    imported = {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    return not VOUCHING.isdisjoint(words | defined | imported)


def test_one_module_vouches_for_html() -> None:
    assert {module.name for module in modules() if _vouches(module.tree)} == {DOOR}


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils.safestring import mark_safe as fine",
        "from django.utils import safestring\nsafestring.mark_safe(text)",
        "class Mine(SafeString): ...",
        "class Mine:\n    def __html__(self): ...",
    ],
)
def test_whoever_vouches_is_seen(text: str) -> None:
    assert _vouches(ast.parse(text))


def test_no_template_leaves_anything_as_it_is() -> None:
    templates = [each for app in APPS for each in (ROOT / app).rglob("templates/**/*.html")]
    assert templates
    raw = [each.name for each in templates if RAW.search(each.read_text(encoding="utf-8"))]
    assert raw == []


def test_no_script_makes_html_of_a_text() -> None:
    scripts = list((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert [each.name for each in scripts if SINK.search(each.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "text",
    ["place.innerHTML = text", "place['outerHTML'] = text", "document.writeln(text)"],
)
def test_a_script_that_does_is_seen(text: str) -> None:
    assert SINK.search(text)
