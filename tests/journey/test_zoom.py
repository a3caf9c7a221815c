"""A screen of 1280 by 1024 pixels at 400 %: 320 by 256 are left, and all of it can be used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.journey.line import line_to
from tests.journey.people import People
from tests.journey.town import Town
from tests.journey.visitor import Visitor

ZOOMED: ViewportSize = {"width": 320, "height": 256}
QUESTION = "Je cherche une formation de soudeur."
LONG = "Je travaille déjà et je voudrais apprendre le soir. " * 8
ANSWER = "Regardons cela ensemble. " * 12
MOVES = """() => {
    const { scrollIntoView } = Element.prototype;
    let times = 0;
    Element.prototype.scrollIntoView = () => { times += 1; };
    document.dispatchEvent(new Event('visibilitychange'));
    Element.prototype.scrollIntoView = scrollIntoView;
    return times;
}"""
"""How often the page brings its end into sight when it is drawn again and nothing is new."""
TWO_FRAMES = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def is_whole_in_sight(*parts: Locator) -> None:
    for part in parts:
        expect(part).to_be_in_viewport(ratio=1)


def needs_no_way_sideways(visitor: Visitor) -> None:
    wide = visitor.page.evaluate("document.scrollingElement.scrollWidth")
    assert wide == ZOOMED["width"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_at_four_hundred_per_cent_a_talk_scrolls_one_way_and_hides_nothing(
    people: People, usual_town: Town, language: str
) -> None:
    with line_to(usual_town.address) as line:
        visitor = people.visitor(language, at=line.address, viewport=ZOOMED)
        needs_no_way_sideways(visitor)
        visitor.asks(QUESTION)
        alice = people.counselor("alice")
        alice.goes_on_duty()
        alice.accepts(QUESTION)
        alice.writes(ANSWER)
        expect(visitor.lines).to_have_count(2)

        composer, send = visitor.composer, visitor.button("Send")
        composer.fill(LONG)
        composer.press("End")
        is_whole_in_sight(composer, send)
        send.click()
        expect(visitor.lines).to_have_count(3)
        is_whole_in_sight(composer, visitor.marks.last)
        needs_no_way_sideways(visitor)
        expect(visitor.marks.last).to_have_text(visitor.words.word("mark_seen"))
        assert visitor.page.evaluate(MOVES) == 0

        line.cut()
        is_whole_in_sight(visitor.banner.locator(".banner"), composer, send)
        line.heal()
        expect(visitor.banner).not_to_contain_text(visitor.words.word("lost"))

        visitor.where.scroll_into_view_if_needed()
        visitor.page.evaluate(TWO_FRAMES)  # the page hears that its end is out of sight
        alice.writes("Et le samedi ?")
        newer = visitor.page.locator("#newer")
        is_whole_in_sight(newer)
        newer.click()
        is_whole_in_sight(visitor.lines.last)
        expect(newer).to_be_hidden()

        visitor.page.locator(".talk-head summary").click()
        for each in visitor.page.locator(".talk-head .menu-list button:visible").all():
            each.scroll_into_view_if_needed()
            is_whole_in_sight(each)
        needs_no_way_sideways(visitor)
        visitor.page.keyboard.press("Escape")
        visitor.leaves()
        visitor.erases()
