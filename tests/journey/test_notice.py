"""Somebody leaves a question and an e-mail address: one mail comes when the answer is there."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from chat.words.notice import NOTICE
from tests.journey.axe import faults
from tests.journey.people import gathered
from tests.journey.test_left_questions import ANSWER, pressed, waits_no_longer
from tests.journey.town import town
from tests.journey.words import Words
from tests.services.mail import mail_server

TO = "zoe@example.org"


def test_an_address_is_given_in_the_page_and_written_to_once(browser: Browser) -> None:
    with mail_server() as mails, town(email_url=mails.url) as there:
        for people in gathered(browser, there):
            words = Words("fr", NOTICE)
            visitor = waits_no_longer(people, "fr")
            field = visitor.page.get_by_label(words.word("label"))
            for typed in ("zoe", ""):
                field.fill(typed)
                visitor.button("Write to me").click()
                expect(visitor.page.locator("answer-notice [role=alert]")).to_have_text(
                    words.word("no_address")
                )
                expect(field).to_have_value(typed)
                expect(field).to_be_focused()
            assert faults(visitor.page) == [], "no address"
            field.fill(TO)
            field.press("Enter")
            kept = visitor.page.get_by_text(words.word("kept"))
            expect(kept).to_be_focused()
            assert faults(visitor.page) == [], "kept"
            visitor.page.reload()
            expect(kept).to_be_visible()
            assert TO not in there.everything_stored()

            alice = people.counselor("alice", "fr")
            desk = alice.page
            desk.goto(f"{desk.url}questions/")
            desk.get_by_role("link", name=alice.words.text("Open")).click()
            pressed(desk, alice.words.text("I answer it"))
            desk.get_by_role("textbox", name=alice.words.text("Your answer")).fill(ANSWER["fr"])
            pressed(desk, alice.words.text("Send the answer"))
            expect(kept).to_be_hidden()
            mail = mails.next()
            assert mail["To"] == TO
            (link,) = re.findall(r"http\S+", mail.get_content())
            elsewhere = people.stranger("fr")
            elsewhere.goto(link)
            expect(elsewhere.get_by_role("heading", level=1)).to_be_visible()
