"""The look that :mod:`tests.journey.forced_colours` takes at every page sees what is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.journey.forced_colours import lost

PAGE = """<style>
  body { margin: 20px; background: #faf8f4 }
  .button, .tile { border: 1px solid; display: inline-block }
  .told[aria-pressed="true"] { background: #0e5a5a }
  .seen[aria-pressed="true"] { border-width: 3px }
  :checked + .soft { background: #0e5a5a } :checked + .firm { border-width: 3px }
</style>"""


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('<button class="button">Fine</button>', None),
        ('<button class="button" style="border: 0">Bare</button>', "has no frame"),
        ('<button class="button seen" aria-pressed="true">On</button>', None),
        ('<button class="button told" aria-pressed="true">On</button>', "without aria-pressed"),
        ('<button class="button told" aria-pressed="false">Off</button>', None),
        (
            '<label class="choice"><input type="radio" checked><b class="tile firm">A</b></label>',
            None,
        ),
        (
            '<label class="choice"><input type="radio" checked><b class="tile soft">A</b></label>',
            "without its choice",
        ),
        ('<button class="button" style="margin-left: -20px">Left</button>', "lies at the edge"),
        ('<p style="forced-color-adjust: none; color: #999">Pale</p>', "is hard to read"),
        ('<p style="color: #999">Pale, but forced</p>', None),
    ],
)
def test_what_is_lost_in_forced_colours_is_seen(
    browser: Browser, part: str, fault: str | None
) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="light")
    page.set_content(PAGE + part)
    found = lost(page)
    page.close()
    assert len(found) == (fault is not None)
    assert re.search(fault or "^$", "".join(found))
