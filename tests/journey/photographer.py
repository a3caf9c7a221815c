"""``make pictures``: the pictures of the README, taken of a real service in a busy moment.

Tests never run this; the pictures are committed.
"""

from __future__ import annotations

import base64
import os
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

import django
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journey.browser import started_browser
from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.town import serving

ALBUM = Path(__file__).parent / "pictures"
MOST = 200_000
"""Bytes of one picture."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 720},
    "has_touch": True,
    "is_mobile": True,
}
SHARP: dict[str, Any] = {**PHONE, "device_scale_factor": 2}
LOW = 640
DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 720},
    "permissions": ["notifications"],
}
TABLET: ViewportSize = {"width": 820, "height": 1060}
"""Upright, where the texts are a drawer."""
HOURS = """
[[window]]
cities = ["brussels", "liege", "namur"]
days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
opens = 00:00:00
closes = 23:59:00

[[window]]
days = ["wednesday"]
opens = 09:00:00
closes = 12:00:00
"""
QUESTION = "Bonjour, je travaille dans un magasin et j’aimerais devenir électricienne."
TALK = (
    "Bonjour\u202f! Belle idée. Préférez-vous apprendre en journée, ou le soir\u202f?",
    "Le soir, à côté de mon travail. C’est possible\u202f?",
    "Oui, plusieurs centres donnent des cours du soir. Avez-vous déjà essayé ce métier\u202f?",
    "Pas encore. On peut essayer avant de commencer\u202f?",
)
ANSWER = "Oui\u00a0: un stage découverte de quelques jours. Je vous explique comment le trouver."
STYLE = """
body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #ddd8ce; }
body { width: max-content; }
img { border-radius: 12px; }
"""


def main() -> None:
    """Take them all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miti.settings")
    django.setup()  # for the words of the pages
    ALBUM.mkdir(exist_ok=True)
    with serving({"hours.toml": HOURS}, "--demo") as there, started_browser() as browser:
        people = People(browser, there)
        front(people)
        talks(people)
        people.leave()
        past(browser)


def front(people: People) -> None:
    """The first screen, with two counselors on duty."""
    desks = [people.counselor(name) for name in ("nele", "oksana")]
    for desk in desks:
        desk.goes_on_duty()
    for language in ("fr", "uk"):
        visitor = people.visitor(language, **SHARP)
        visitor.page.wait_for_load_state("networkidle")
        take(visitor.page, f"front-phone-{language}")
    for desk in desks:
        desk.page.locator('miti-duty [data-state="off"]').click()
        expect(desk.page.locator("miti-talks")).to_contain_text(desk.words.word("talks.none.off"))
        desk.context.close()


def talks(people: People) -> None:
    """Léa in two talks, somebody waiting, and the board meanwhile."""
    lea = people.counselor("lea", **DESK)
    lea.goes_on_duty()
    visitor = people.visitor("fr", **PHONE)
    visitor.chooses("city", "brussels")
    visitor.chooses("subject", "learning")
    visitor.asks(QUESTION)
    lea.accepts(QUESTION)
    for at, text in enumerate(TALK):
        (lea if at % 2 == 0 else visitor).writes(text)
        expect(visitor.lines.last).to_have_text(text)
        expect(lea.lines.last).to_have_text(text)
    others(people, lea)
    lea.page.locator("miti-talks .row").first.click()
    lea.writes(ANSWER)
    expect(visitor.lines.last).to_have_text(ANSWER)
    visitor.composer.fill("Merci, c’est exactement ce")
    take(lea.page, "desk")
    visitor.page.set_viewport_size({"width": 375, "height": LOW})
    lea.page.set_viewport_size({"width": 1100, "height": LOW})
    beside(people.stranger(), snapped(visitor.page), snapped(lea.page))
    lea.page.set_viewport_size(DESK["viewport"])
    lea.page.emulate_media(color_scheme="dark")
    take(lea.page, "desk-dark")
    lea.page.emulate_media(color_scheme="light")
    lea.page.set_viewport_size(TABLET)
    take(lea.page, "desk-tablet")
    board = people.coordinator("marie", "fr", **DESK)
    expect(board.locator('.totals [data-part="waiting"]')).to_have_text("2")
    take(board, "board")


def others(people: People, lea: Desk) -> None:
    """A second talk with something unread, two who wait, and a colleague who is free."""
    second = people.visitor("fr")
    second.chooses("city", "namur")
    second.asks("Comment faire reconnaître mon diplôme étranger ?")
    lea.accepts("Comment faire reconnaître mon diplôme étranger ?")
    lea.writes("Bonjour ! De quel diplôme s’agit-il ?")
    lea.page.locator("miti-talks .row").first.click()
    second.writes("Un diplôme d’infirmière.")
    third = people.visitor("nl")
    third.chooses("subject", "working")
    third.asks("Hoe schrijf ik een goed cv?")
    fourth = people.visitor("uk")
    fourth.asks("Де можна вивчити французьку?")
    people.counselor("mathieu").goes_on_duty()


def past(browser: Browser) -> None:
    """The statistics and the report of last year, once the past of a demo is whole."""
    with serving({}, "--demo", demo_months="13") as there:
        page = People(browser, there).coordinator("marie", "fr", **DESK)
        report = f"{there.address}/statistics/report/{timezone.localdate().year - 1}/"
        while (answer := page.goto(report)) is None or answer.status != HTTPStatus.OK:
            pass
        take(page, "report")
        page.goto(f"{there.address}/statistics/")
        take(page, "statistics")


def beside(table: Page, phone: bytes, desk: bytes) -> None:
    """Both sides of the talk in one picture."""
    inline = [f"data:image/png;base64,{base64.b64encode(shot).decode()}" for shot in (phone, desk)]
    shots = "".join(f'<img alt="" src="{each}">' for each in inline)
    table.set_viewport_size({"width": 1547, "height": LOW + 48})
    table.set_content(f"<style>{STYLE}</style>{shots}", wait_until="load")
    keep("talk", table.locator("body").screenshot())


def take(page: Page, name: str) -> bytes:
    """One picture for the album."""
    return keep(name, snapped(page))


def keep(name: str, shot: bytes) -> bytes:
    """Into the album, if it is small enough for a repository."""
    if len(shot) > MOST:
        sys.exit(f"{name}.png has {len(shot)} bytes, more than {MOST}")
    (ALBUM / f"{name}.png").write_bytes(shot)
    return shot


def snapped(page: Page) -> bytes:
    """The page as it stands, without blinking or moving."""
    return page.screenshot(animations="disabled", caret="hide")


if __name__ == "__main__":
    main()
