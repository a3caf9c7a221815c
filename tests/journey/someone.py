"""What a visitor and a counselor have in common: a page in a language, and a log that they read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from playwright.sync_api import BrowserContext, Locator, Page, expect

from chat.words import Plural, Word
from tests.journey.words import Words


class Someone(ABC):
    """Somebody at ``page``, who reads it in ``language``."""

    table: ClassVar[Mapping[str, Word | Plural]]
    """The words that the scripts of this page use."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.words = Words(language, self.table)

    @property
    def context(self) -> BrowserContext:
        """The browser of this person: nobody else has its storage or its network."""
        return self.page.context

    @property
    @abstractmethod
    def log(self) -> Locator:
        """All that was said in the talk that is looked at."""

    @property
    def lines(self) -> Locator:
        """What both sides wrote in that talk, in order."""
        return self.log.locator(".bubble > :last-child")

    def button(self, english: str) -> Locator:
        """A button in sight, by what is written on it in English."""
        return self.page.get_by_role("button", name=self.words.text(english), exact=True)

    def reads(self, *texts: str) -> None:
        """See exactly these lines, all of them, once and in order."""
        expect(self.lines).to_have_text(texts)
