"""A visitor at the page, as far as one person can see and do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Locator, expect

from chat.words.visitor import WORDS
from tests.journey.someone import Someone
from tests.journey.words import Words

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


class Visitor(Someone):
    """Somebody with a question."""

    table = WORDS

    @property
    def question(self) -> Locator:
        """Where the question is written, on the front."""
        return self.page.get_by_label(self.words.text("Your question"))

    @property
    def composer(self) -> Locator:
        """Where a message is written, in the talk."""
        return self.page.get_by_role("textbox", name=self.words.text("Your message"))

    @property
    def log(self) -> Locator:
        """All that was said."""
        return self.page.get_by_role("log")

    @property
    def where(self) -> Locator:
        """The heading that says who is there or what happens next."""
        return self.page.get_by_role("heading", level=1)

    @property
    def state(self) -> Locator:
        """The sentence below that heading."""
        return self.page.locator("#where-text")

    @property
    def banner(self) -> Locator:
        """What is urgent: the connection, a question, a refusal."""
        return self.page.locator(".banners")

    @property
    def marks(self) -> Locator:
        """How far one's own lines have come."""
        return self.log.locator(".mark")

    @property
    def languages(self) -> list[str]:
        """What the page can be changed to; Arabic only in a demo."""
        links = self.page.get_by_role("banner").locator("a[hreflang]")
        listed: list[str] = links.evaluate_all("(links) => links.map((link) => link.hreflang)")
        return listed

    def opens(self, address: str) -> None:
        """Come to the front page."""
        self.page.goto(f"{address}/{self.words.language}/")
        expect(self.page.locator("#ask")).to_be_enabled()

    def chooses(self, group: str, value: str) -> None:
        """Choose a tile of the form: ``city``, ``subject`` or ``language``, by its key."""
        tile = self.page.locator(f'input[name="{group}"][value="{value}"]')
        tile.locator("xpath=..").click()
        expect(tile).to_be_checked()

    def asks(self, question: str) -> None:
        """Write the question and hand in the form."""
        self.question.fill(question)
        self.button("Ask my question").click()
        self.reads(question)

    def writes(self, *texts: str) -> None:
        """Write and send messages, one after the other."""
        for text in texts:
            self.composer.fill(text)
            self.button("Send").click()
            expect(self.composer).to_have_value("")

    def is_told(self, key: str, **values: str | int) -> None:
        """Find a word in the log as a notice."""
        notice = self.log.get_by_text(self.words.word(key, **values), exact=True)
        expect(notice).to_be_visible()

    def sees(self, where: str, state: Sequence[str] = ()) -> None:
        """Find this heading, and below it each of these sentences."""
        expect(self.where).to_have_text(where)
        for each in state:
            expect(self.state).to_contain_text(each)

    def meets(self, alias: str, city: str) -> None:
        """See who is there."""
        self.sees(self.words.word("with", alias=alias, city=city))

    def does(self, english: str) -> None:
        """Choose from the menu."""
        self.page.locator(".talk-head summary").click()
        self.button(english).click()

    def leaves(self) -> None:
        """End the talk, and see that it is over."""
        self.does("End the conversation")
        self.button("End it").click()
        expect(self.page.locator(".after")).to_be_visible()

    def erases(self) -> None:
        """Erase the talk, from wherever one stands, and be told that it is done."""
        after = self.page.locator(".after")
        if after.is_visible():
            after.get_by_role("button", name=self.words.text("Erase everything")).click()
        else:
            self.does("Erase everything")
        self.button("Erase").click()
        expect(self.page.get_by_role("status").first).to_have_text(self.words.word("erased"))

    def switches_to(self, language: str) -> None:
        """Choose another language of the page in the header."""
        menu = self.page.get_by_role("banner").locator("summary")
        menu.click()
        self.page.get_by_role("banner").locator(f'a[hreflang="{language}"]').click()
        self.words = Words(language, WORDS)
        self.page.wait_for_url(re.compile(f"/{language}/$"))
