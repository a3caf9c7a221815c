"""What is not escaped again comes out of one door: ``counselors.sanitize``."""

from __future__ import annotations

import ast
import re

from tests.house.modules import ROOT, modules

DOOR = "counselors.sanitize"
VOUCHING = {"mark_safe", "SafeString", "SafeText", "SafeData"}
RAW = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\s+off\b")
APPS = ("miti", "chat", "counselors", "transcripts")


def test_one_module_vouches_for_html() -> None:
    vouching = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in VOUCHING
    }
    assert vouching == {DOOR}


def test_no_template_leaves_anything_as_it_is() -> None:
    templates = [each for app in APPS for each in (ROOT / app).rglob("templates/**/*.html")]
    assert templates
    raw = [each.name for each in templates if RAW.search(each.read_text(encoding="utf-8"))]
    assert raw == []
