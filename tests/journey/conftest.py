"""A browser for the journeys; each journey opens contexts of its own in it.

Where other tests run as well, one for each module: while Playwright's plain interface is open, an
event loop counts as running in this thread, and no asynchronous test could have one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.browser import started_browser
from tests.journey.people import People, gathered
from tests.journey.town import Town, town
from tests.rounds import ROUND

# A page under load may take its time; a page that is right is never waited for.
expect.set_options(timeout=20_000)


def _as_long_as_it_may(fixture_name: str, config: pytest.Config) -> Literal["session", "module"]:
    return "session" if ROUND == "browsers" else "module"


@pytest.fixture(scope=_as_long_as_it_may)
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with started_browser() as started:
        yield started


@pytest.fixture(scope="session")
def usual_town() -> Iterator[Town]:
    """The one service of most journeys."""
    with town() as there:
        yield there


@pytest.fixture
def people(browser: Browser, usual_town: Town) -> Iterator[People]:
    """Those who come in this journey; afterwards they are gone, and the town is as before."""
    yield from gathered(browser, usual_town)
