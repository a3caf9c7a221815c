"""What the visitor's page loads runs on phones that get no more updates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.modules import ROOT

SCRIPTS = ROOT / "static" / "js"
FIRST = ("early.js", "visitor.js", "framed.js", "embed.js")
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.{1,2}/[^'"]+)['"]""")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
TOO_NEW = re.compile(
    r"\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with|checkVisibility)\("
    r"|\bstructuredClone\(|\bObject\.(?:hasOwn|groupBy)\(|\bPromise\.withResolvers\("
)
"""Unknown to Chrome 91, the last of Android 5 but four, and to Safari 15.4."""
NEWER = re.compile(r"\?\.|\?\?|\|\|=|&&=|catch \{|\{ \.\.\.|\d_\d|#\w+ ?[=;(]|\bawait\b")
"""Syntax that iOS 12 does not know: of a script that has any of it, nothing runs there."""


def _loaded() -> set[str]:
    """By path below ``static/js``, everything these pages load, at once or on demand."""
    found: set[str] = set()
    waiting = [SCRIPTS / name for name in FIRST]
    while waiting:
        script = waiting.pop().resolve()
        name = str(script.relative_to(SCRIPTS))
        if name not in found:
            found.add(name)
            waiting += [script.parent / each for each in IMPORT.findall(_code(script))]
    return found


def _code(script: Path) -> str:
    return COMMENT.sub("", script.read_text(encoding="utf-8"))


def test_what_tells_of_old_phones_runs_on_the_oldest() -> None:
    assert NEWER.findall(_code(SCRIPTS / "early.js")) == []


@pytest.mark.parametrize(
    "text", ["a?.b", "a ?? b", "a ||= b", "try {} catch {", "({ ...a })", "1_000"]
)
def test_what_is_too_new_for_the_oldest_is_seen(text: str) -> None:
    assert NEWER.search(text)


def test_all_of_the_visitors_page_is_looked_at() -> None:
    assert {"visitor_talk.js", "net/polling.js", "elements/file_request.js"} <= _loaded()


def test_old_phones_know_what_the_visitors_page_says() -> None:
    scripts = {name: TOO_NEW.findall(_code(SCRIPTS / name)) for name in _loaded()}
    assert {name: found for name, found in scripts.items() if found} == {}


@pytest.mark.parametrize("text", ["entries.at(-1)", "lines.findLast((line) => line)"])
def test_what_is_too_new_is_seen(text: str) -> None:
    assert TOO_NEW.search(text)
