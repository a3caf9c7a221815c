"""A browser for the journeys; each journey opens contexts of its own in it.

Where other tests run as well, one for each module: while Playwright's plain interface is open, an
event loop counts as running in this thread, and no asynchronous test could have one of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal
from zlib import crc32

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In ``make test`` a journey is made in French or in Dutch; by hand, in both.

    What differs between languages (words, layout, contrast) is asked by the tests that go through
    all of them. Half of the journeys are made in Dutch, each always in the same language.
    """
    if ROUND != "browsers":
        return
    spoken: dict[str, set[str]] = defaultdict(set)
    for item in items:
        spoken[_journey(item)].add(_language(item))
    left = [item for item in items if _left_out(_journey(item), spoken) == _language(item) != ""]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _left_out(journey: str, spoken: Mapping[str, set[str]]) -> str:
    """The language of the two in which this one is not made; empty: it does not come in both."""
    if not {"fr", "nl"} <= spoken[journey] <= {"fr", "nl", "uk"}:
        return ""
    return ("fr", "nl")[crc32(journey.encode()) % 2]


def _journey(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _language(item: pytest.Item) -> str:
    callspec = getattr(item, "callspec", None)
    return str(callspec.params.get("language", "")) if callspec else ""
