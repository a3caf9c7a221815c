"""``make pictures``: the pictures of the README, taken of a real service in a busy moment.

Tests never run this; the pictures are committed.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

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
SMALL = 225
"""Pixels of one phone among six."""
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


@dataclass(frozen=True)
class Told:
    """One small story for the pictures of a visitor's six states, in one language."""

    counselor: str
    question: str
    answer: str
    reply: str
    subject: str
    """As the desk, which is in French, calls it."""


STORIES: Final = {
    "fr": Told(
        "lea",
        "Je travaille dans un magasin et j’aimerais devenir électricienne.",
        "Bonjour\u202f! Préférez-vous apprendre en journée, ou le soir\u202f?",
        "Le soir, à côté de mon travail.",
        "Se former",
    ),
    "uk": Told(
        "oksana",
        "Я працюю в магазині й хочу стати електриком.",
        "Добрий день! Вам зручніше вчитися вдень чи ввечері?",
        "Увечері, після роботи.",
        "Se former",
    ),
}
CLOSED = "charleroi"
"""Open on one morning of the week."""
STYLE = """
body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #ddd8ce; }
body { width: max-content; align-items: start; }
img { border-radius: 12px; }
"""


def main() -> None:
    """Take them all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miti.settings")
    django.setup()  # for the words of the pages
    ALBUM.mkdir(exist_ok=True)
    with serving({"hours.toml": HOURS}, "--demo") as there, started_browser() as browser:
        people = People(browser, there)
        for language in STORIES:
            states(people, language)
        talks(people)
        people.leave()
        past(browser)


def states(people: People, language: str) -> None:
    """What a visitor can meet: the form, closed, waiting, in a talk, its end, a left question."""
    told = STORIES[language]
    desk = people.counselor(told.counselor, **DESK)
    desk.goes_on_duty()
    first = people.visitor(language, **PHONE)
    first.chooses("city", "brussels")
    first.question.fill(told.question)
    shots = [snapped(first.page)]
    late = people.visitor(language, **PHONE)
    late.chooses("city", CLOSED)
    late.page.locator("#advice").scroll_into_view_if_needed()
    shots.append(snapped(late.page))
    first.asks(told.question)
    desk.accepts(told.question)
    first.reads(told.question)
    desk.button("Paused").click()
    second = people.visitor(language, **PHONE)
    second.asks(told.question)
    expect(second.marks.last).to_have_text(second.words.word("mark_sent"))
    expect(second.where).not_to_have_text(second.words.text("One moment"))
    shots.append(snapped(second.page))
    second.erases()
    desk.writes(told.answer)
    first.writes(told.reply)
    expect(first.lines).to_have_count(3)
    shots.append(snapped(first.page))
    desk.wraps_up(told.subject, "Answered")
    first.sees(first.words.word("ended_title"))
    shots.append(snapped(first.page))
    late.question.fill(told.question)
    late.page.locator("#ask").click()
    expect(late.page.locator("#ticket-code")).not_to_be_empty()
    late.where.scroll_into_view_if_needed()
    shots.append(snapped(late.page))
    together(people.stranger(), f"states-{language}", shots, width=SMALL)
    people.leave()


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
    together(people.stranger(), "talk", [snapped(visitor.page), snapped(lea.page)])
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


def together(table: Page, name: str, shots: Sequence[bytes], width: int = 0) -> None:
    """Several in one picture, each so wide in pixels; 0: as it was taken."""
    inline = [f"data:image/png;base64,{base64.b64encode(shot).decode()}" for shot in shots]
    size = f' width="{width}"' if width else ""
    images = "".join(f'<img alt="" src="{each}"{size}>' for each in inline)
    table.set_viewport_size({"width": 1547, "height": LOW + 48})
    table.set_content(f"<!doctype html><style>{STYLE}</style>{images}", wait_until="load")
    keep(name, table.locator("body").screenshot())


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
