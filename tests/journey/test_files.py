"""A counselor asks for a letter; its visitor takes a picture of it, and both read it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from chat.file_request import MOST
from tests.journey.axe import faults
from tests.journey.desk import Desk
from tests.journey.people import People
from tests.journey.visitor import PHONE, Visitor
from tests.sent_files import MAKER, paper, photo


def file(name: str, kind: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


LETTER = file("IMG_0001.jpg", "image/jpeg", photo(1200, 900, turned=6))
CV = file("cv.pdf", "application/pdf", paper(2))
RENAMED = file("letter.pdf", "application/pdf", b"MZ\x90\x00 this is a program")


class Asked:
    """What stands above the composer while a file is asked for."""

    def __init__(self, visitor: Visitor) -> None:
        self._words = visitor.words
        title = visitor.words.word("notice_file_asked", alias="Alice")
        self.group = visitor.page.get_by_role("group", name=title)
        self.state = self.group.get_by_role("status")

    def chooses(self, chosen: FilePayload) -> None:
        field = self.group.get_by_label(self._words.word("file_choose"))
        # an iPhone makes a JPEG of its HEIC where this comes first and HEIC not at all
        expect(field).to_have_attribute("accept", re.compile(r"^image/jpeg,(?!.*(hei[cf]|\*))"))
        field.set_input_files(chosen)
        expect(self.button("file_send")).to_be_focused()

    def button(self, key: str) -> Locator:
        return self.group.get_by_role("button", name=self._words.word(key), exact=True)

    def is_told(self, key: str) -> None:
        expect(self.state).to_have_text(self._words.word(key))


def kept(page: Page, pressed: Locator) -> bytes:
    """What the browser saves."""
    with page.expect_download() as download:
        pressed.click()
    return Path(download.value.path()).read_bytes()


def both_keep_the_same(alice: Desk, own: Locator) -> None:
    """Without what the camera knew."""
    links = alice.log.get_by_role("link", name=alice.words.word("file_save"))
    expect(links).to_have_count(2)
    picture = kept(alice.page, links.first)
    assert picture.startswith(b"\xff\xd8")
    assert MAKER.encode() not in picture
    assert kept(alice.page, links.last).startswith(b"%PDF-")
    assert kept(own.page, own.first) == picture


def test_a_letter_is_asked_for_sent_from_a_phone_and_read_at_the_desk(people: People) -> None:
    alice = people.counselor("alice", "fr")
    alice.goes_on_duty()
    visitor = people.visitor("fr", **PHONE)
    visitor.asks("Que veut dire cette lettre ?")
    alice.accepts("Que veut dire cette lettre ?")
    asked = Asked(visitor)
    expect(asked.group).to_be_hidden()
    ask = alice.talk.get_by_role("button", name=alice.words.word("file_ask"))
    ask.press("Enter")
    waits = alice.talk.get_by_role("button", name=alice.words.word("file_waits"))
    expect(waits).to_be_visible()
    expect(asked.group).to_be_visible()
    assert faults(visitor.page) == []

    asked.chooses(RENAMED)  # what it is called counts for nothing
    assert faults(visitor.page) == []
    asked.button("file_send").click()
    asked.is_told("file_refused_kind")

    asked.chooses(LETTER)
    visitor.page.route("**/files/*", lambda route: route.abort())
    asked.button("file_send").click()
    asked.is_told("file_refused_cut")
    visitor.page.unroute("**/files/*")
    asked.button("file_again").click()
    asked.is_told("file_sent")
    picture = alice.log.get_by_role("img", name=alice.words.word("file_preview"))
    expect(picture).to_have_js_property("complete", value=True)
    upright = {"naturalWidth": 900, "naturalHeight": 1200}
    for name, value in upright.items():
        expect(picture).to_have_js_property(name, value)

    asked.chooses(CV)
    asked.button("file_send").click()
    pages = alice.words.word("file_pdf", n=2, size="").split("·")[0].strip()
    expect(alice.log).to_contain_text(pages)
    assert faults(alice.page) == []

    own = visitor.log.get_by_role("button", name=visitor.words.word("file_save"))
    both_keep_the_same(alice, own)
    for side in (visitor, alice):
        side.page.reload()
    expect(own).to_have_count(2)
    expect(picture).to_be_visible()
    asked.chooses(LETTER)
    asked.button("file_send").click()
    expect(own).to_have_count(MOST)
    expect(asked.group).to_be_hidden()  # that was all
    ask.click()
    asked.button("file_not_now").click()
    expect(asked.group).to_be_hidden()
    visitor.writes("Plus tard.")
    visitor.erases()
