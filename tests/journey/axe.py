"""What is wrong with a page for those who see, hear or point differently."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.journey.forced_colours import lost

AXE: str = Axe().axe_script
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
WCAG: dict[str, Any] = {
    **ALL, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}  # fmt: skip
"""What the law asks for, of pages that are Django's own; ours keep axe's good advice, too."""
COLOURS: dict[str, Any] = {**ALL, "runOnly": ["color-contrast"]}
SMALLEST: ViewportSize = {"width": 320, "height": 568}
"""The smallest phone; also a screen of 1,280 px at 400 %."""
TARGET = 44
SMALL_TARGETS = f"""() => [...document.querySelectorAll('button, summary, a, input, textarea')]
    .filter((node) => node.checkVisibility({{ visibilityProperty: true }}))
    .filter((node) => node.closest('[role="log"], .bubble, .visually-hidden, [inert]') === null)
    .map((node) => node.closest('label') ?? node)
    .filter((node) => Math.round(node.getBoundingClientRect().height) < {TARGET})
    .map((node) => node.outerHTML.slice(0, 120))"""


def faults(page: Page) -> list[str]:
    """What axe finds, what a thumb misses, and what is lost in forced colours."""
    return violations(page) + _too_small(page) + _lost(page)


def violations(page: Page, rules: dict[str, Any] = ALL) -> list[str]:
    """What axe finds: every rule in the light, colours in the dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = _found(page, rules)
    page.emulate_media(color_scheme="dark")
    return light + _found(page, COLOURS)


def _found(page: Page, rules: dict[str, Any]) -> list[str]:
    response = page.evaluate("(rules) => axe.run(rules)", rules)
    assert response["passes"], "axe has looked at nothing"
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


def _lost(page: Page) -> list[str]:
    """In the light and in the dark of somebody's own colours."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        found += [f"in forced colours, {each}" for each in lost(page)]
    page.emulate_media(forced_colors="none")
    return found


def _too_small(page: Page) -> list[str]:
    """Small targets, and whether anything sticks out of the smallest screen."""
    before = page.viewport_size
    page.set_viewport_size(SMALLEST)
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    small: list[str] = page.evaluate(SMALL_TARGETS)
    if before is not None:
        page.set_viewport_size(before)
    sticks_out = [f"{wide} px wide"] if wide > SMALLEST["width"] else []
    return sticks_out + [f"a small target: {each}" for each in small]
