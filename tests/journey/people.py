"""Everybody of one journey: each comes with a browser context of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Error, Page

from chat.words.board import WORDS as BOARD_WORDS
from tests.journey.desk import Desk, sign_in
from tests.journey.town import Town
from tests.journey.visitor import Visitor
from tests.journey.words import Words

WIDE = {"viewport": {"width": 1280, "height": 800}}


class People:
    """Brings people in, and hears of every script that fails in their pages."""

    def __init__(self, browser: Browser, there: Town) -> None:
        self._browser = browser
        self._town = there
        self.failures: list[str] = []

    def visitor(self, language: str = "fr", at: str | None = None, **screen: Any) -> Visitor:
        """Somebody at the front page; ``at``: the address, if not the town's own."""
        person = Visitor(self._page(language, screen), language)
        person.opens(at or self._town.address)
        return person

    def counselor(
        self, name: str, language: str = "fr", at: str | None = None, **screen: Any
    ) -> Desk:
        """Alice or Bram at the desk, signed in and not on duty yet."""
        desk = Desk(self._staff_page(name, language, screen), language)
        desk.opens(at or self._town.address)
        return desk

    def coordinator(self, name: str, language: str = "fr", **screen: Any) -> Page:
        """Chloé at the board."""
        page = self._staff_page(name, language, screen)
        page.goto(f"{self._town.address}/board/")
        return page

    def stranger(self, language: str = "fr", **screen: Any) -> Page:
        """An empty page of somebody of whom nothing is known yet."""
        return self._page(language, screen)

    def leave(self) -> None:
        """Everybody closes the browser."""
        for context in self._browser.contexts:
            context.close()

    def _staff_page(self, name: str, language: str, screen: dict[str, Any]) -> Page:
        if name not in self._town.signed_in:
            page = self._page(language, {})
            sign_in(page, self._town.address, name, Words(language, BOARD_WORDS))
            self._town.signed_in[name] = page.context.storage_state()
            page.context.close()
        return self._page(language, {**screen, "storage_state": self._town.signed_in[name]})

    def _page(self, language: str, screen: dict[str, Any]) -> Page:
        page = self._browser.new_context(**{**WIDE, "locale": language, **screen}).new_page()
        page.on("pageerror", self._failed)
        return page

    def _failed(self, error: Error) -> None:
        self.failures.append(str(error))


def gathered(browser: Browser, there: Town) -> Iterator[People]:
    """People for one journey in this town; a script that failed in a page fails the journey."""
    here = People(browser, there)
    yield here
    here.leave()
    there.clear()
    assert here.failures == []
