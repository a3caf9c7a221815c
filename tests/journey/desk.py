"""A counselor at the desk and a coordinator at the board, as far as they can see and do."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from chat.words.desk import WORDS
from tests.journey.someone import Someone
from tests.journey.words import Words
from tests.services.miti import PASSWORD


def sign_in(page: Page, address: str, name: str, words: Words) -> None:
    """Through the form, as everybody does."""
    page.goto(f"{address}/desk/sign-in/")
    page.get_by_label(words.text("User name or e-mail address")).fill(f"demo-{name}")
    page.get_by_label(words.text("Password")).fill(PASSWORD)
    page.get_by_role("button", name=words.text("Sign in")).click()
    page.wait_for_url(lambda url: "sign-in" not in url)


class Desk(Someone):
    """Somebody who answers."""

    table = WORDS

    @property
    def offer(self) -> Locator:
        """The card of the person who is offered."""
        return self.page.locator("miti-offer")

    @property
    def queue(self) -> Locator:
        """Those who wait."""
        return self.page.locator("miti-queue")

    @property
    def take(self) -> Locator:
        """What takes somebody out of the queue."""
        return self.queue.get_by_role("button", name=self.words.word("queue.take"))

    @property
    def talk(self) -> Locator:
        """The talk that is looked at."""
        return self.page.locator('miti-talk[data-here="true"]')

    @property
    def composer(self) -> Locator:
        """Where the answer is written."""
        return self.talk.locator("chat-composer").get_by_role("textbox")

    @property
    def log(self) -> Locator:
        """All that was said in it."""
        return self.talk.locator("chat-log")

    @property
    def company(self) -> Locator:
        """Colleagues in it, and what they do there."""
        return self.talk.locator('[data-part="company"]')

    @property
    def hand_over_dialog(self) -> Locator:
        """What asks to whom a talk goes."""
        return self.page.get_by_role("dialog", name=self.words.text("Hand this talk over"))

    @property
    def link(self) -> Locator:
        """How the connection is, in the header."""
        return self.page.locator('[data-part="link"]')

    @property
    def note(self) -> Locator:
        """What became of the last act."""
        return self.page.locator('[data-part="note-words"]')

    def opens(self, address: str) -> None:
        """Come to the desk, signed in already, and wait until it lives."""
        self.page.goto(f"{address}/desk/")
        self.is_linked()

    def is_linked(self) -> None:
        """See that the desk is connected."""
        expect(self.link).to_have_text(self.words.word("link.live"))

    def looks_elsewhere(self) -> None:
        """Turn to another page: this one has no focus any more, and lives on."""
        session = self.context.new_cdp_session(self.page)
        session.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
        self.context.new_page().bring_to_front()
        assert self.page.evaluate("document.hasFocus()") is False

    def goes_on_duty(self) -> None:
        """From now on people are sent here."""
        self.button("On duty").click()
        expect(self.button("On duty")).to_have_attribute("aria-pressed", "true")

    def accepts(self, question: str) -> None:
        """See the question of the person offered, and take them."""
        expect(self.offer).to_contain_text(question)
        self.offer.get_by_role("button", name=self.words.text("Accept")).click()
        expect(self.composer).to_be_focused()

    def passes_on(self, question: str) -> None:
        """See the question of the person offered, and leave them to somebody else."""
        expect(self.offer).to_contain_text(question)
        self.offer.get_by_role("button", name=self.words.text("Pass on")).click()
        expect(self.offer).to_be_hidden()

    def writes(self, *texts: str) -> None:
        """Write and send answers, one after the other."""
        for text in texts:
            self.composer.fill(text)
            self.composer.press("Enter")
            expect(self.composer).to_have_value("")

    def asks_to_look_on(self, alias: str, note: str) -> None:
        """Ask a colleague to read along and whisper."""
        self.button("Hand over").click()
        dialog = self.hand_over_dialog
        look = self.words.text("A colleague, only to look on and whisper to me")
        dialog.get_by_role("radio", name=look).check()
        dialog.get_by_role("radio", name=alias).check()
        dialog.get_by_role("textbox").fill(note)
        dialog.get_by_role("button", name=self.words.word("hand.ask")).click()
        expect(dialog).to_be_hidden()

    def sees_the_visitor_leave(self) -> None:
        """Be told that whoever asked has left."""
        told = self.words.word("notice.closed.visitor_left")
        expect(self.page.get_by_text(told, exact=True)).to_be_visible()

    def wraps_up(self, subject: str, outcome: str) -> None:
        """End the talk with two clicks."""
        wrap = self.page.locator("miti-wrap-up")
        wrap.get_by_role("button", name=subject).click()
        wrap.get_by_role("button", name=self.words.text(outcome)).click()
        expect(self.page.locator('[data-part="nothing"]')).to_be_visible()
