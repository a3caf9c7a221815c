from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journey.browser import beside
from tests.journey.desk import Desk
from tests.journey.line import line_to
from tests.journey.people import People, gathered
from tests.journey.town import Town
from tests.journey.visitor import Visitor


def test_an_offer_calls_in_the_title_until_the_visitor_goes(people: People) -> None:
    alice = people.counselor("alice", reduced_motion="reduce")
    alice.goes_on_duty()
    quiet = alice.page.title()
    visitor = people.visitor()
    visitor.asks("Oups, je me suis trompée.")
    expect(alice.offer).to_contain_text("Oups, je me suis trompée.")
    expect(alice.page).to_have_title(f"● {alice.words.word('title.offer')}")
    visitor.erases()
    expect(alice.offer).to_be_hidden()
    expect(alice.page).to_have_title(quiet)
    expect(alice.button("On duty")).to_have_attribute("aria-pressed", "true")


def test_in_a_low_window_a_long_question_leaves_the_answer_in_sight(people: People) -> None:
    alice = people.counselor("alice", viewport={"width": 1366, "height": 640})
    alice.goes_on_duty()
    long = "Je voudrais devenir soudeur, pas trop loin. " * 12
    people.visitor().asks(long.strip())
    for act in ("Accept", "Pass on"):
        button = alice.offer.get_by_role("button", name=alice.words.text(act))
        expect(button).to_be_in_viewport(ratio=1)
    alice.accepts(long.strip())
    alice.page.set_viewport_size({"width": 1280, "height": 720})
    for subject in alice.page.locator("miti-wrap-up .answer:visible").all():
        expect(subject).to_be_in_viewport(ratio=1)


NOTIFICATIONS = """
window.notifications = new Set();
window.Notification = class extends Notification {
  constructor(title, options) {
    super(title, options);
    notifications.add(this);
  }
  close() {
    super.close();
    notifications.delete(this);
  }
};
"""


def notified(desk: Desk) -> list[str]:
    """The desktop notifications that are there now."""
    shown: list[str] = desk.page.evaluate(
        "[...notifications].map(({ title, body }) => `${title}: ${body}`)"
    )
    return shown


@pytest.fixture
def at_windows(browser: Browser, usual_town: Town) -> Iterator[People]:
    """People who can turn to another window."""
    with beside(browser) as whole:
        yield from gathered(whole, usual_town)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_whoever_looks_elsewhere_is_notified_until_the_visitor_goes(
    at_windows: People, usual_town: Town, language: str
) -> None:
    alice = at_windows.counselor("alice", language, permissions=["notifications"])
    alice.context.add_init_script(NOTIFICATIONS)
    alice.opens(usual_town.address)
    alice.goes_on_duty()
    visitor = at_windows.visitor()
    visitor.asks("Oups, je me suis trompée.")
    expect(alice.offer).to_contain_text("Oups, je me suis trompée.")
    assert notified(alice) == []  # she sees the offer itself

    alice.looks_elsewhere()
    visitor.writes("Encore moi.")  # the desk draws itself anew, as it does every second
    expect(alice.offer).to_contain_text("Encore moi.")
    title = alice.words.word("offer.notify")
    label = alice.page.locator("#offer-title").inner_text()
    assert notified(alice) == [f"{title}: {label}"]
    visitor.erases()
    expect(alice.offer).to_be_hidden()
    assert notified(alice) == []


def test_a_browser_that_cannot_say_what_is_visible_rings_and_reads_while_one_writes(
    people: People, usual_town: Town
) -> None:
    alice = people.counselor("alice")
    alice.context.add_init_script("delete Element.prototype.checkVisibility;")
    alice.opens(usual_town.address)
    alice.goes_on_duty()
    first, second = people.visitor("fr"), people.visitor("fr")
    first.asks("Par où commencer ?")
    alice.accepts("Par où commencer ?")
    alice.composer.press_sequentially("Pour com")
    first.writes("Vous lisez ?")
    expect(first.marks.last).to_have_text(first.words.word("mark_seen"))
    second.asks("Et moi ?")
    expect(alice.page).to_have_title(f"● {alice.words.word('title.offer')}")
    alice.composer.fill("")
    alice.page.keyboard.press("/")
    alice.page.keyboard.press("ArrowDown")
    expect(alice.page.locator('miti-shelf [data-part="list"] button').first).to_be_focused()
    alice.page.keyboard.press("Escape")
    expect(alice.composer).to_be_focused()
    first.leaves()  # the answer goes from under the cursor
    expect(alice.talk.locator('[data-part="label"]')).to_be_focused()


SOUNDS = """
window.sounds = { notes: 0, cut: 0 };
const { start } = AudioScheduledSourceNode.prototype;
AudioScheduledSourceNode.prototype.start = function (...when) {
  sounds.notes += 1;
  return start.apply(this, when);
};
const { disconnect } = AudioNode.prototype;
AudioNode.prototype.disconnect = function (...from) {
  sounds.cut += 1;
  return disconnect.apply(this, from);
};
"""
# The bell is asked for, and rings when no other tab does.
ONCE = """async (name) => {
  while (sounds[name] === 0) await new Promise(requestAnimationFrame);
  return sounds[name];
}"""


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_offer_rings_until_the_visitor_goes(
    people: People, usual_town: Town, language: str
) -> None:
    alice = people.counselor("alice", language)
    alice.context.add_init_script(SOUNDS)
    alice.opens(usual_town.address)
    alice.goes_on_duty()
    visitor = people.visitor(language)
    visitor.asks("Oups, je me suis trompée.")
    expect(alice.offer).to_be_visible()
    notes = alice.page.evaluate(ONCE, "notes")
    assert notes > 2
    assert alice.page.evaluate("sounds.cut") == 0
    visitor.erases()
    expect(alice.offer).to_be_hidden()
    assert alice.page.evaluate(ONCE, "cut") == 1
    assert alice.page.evaluate("sounds.notes") == notes


def two_talks(people: People, begun: str = "") -> tuple[Desk, Visitor, Visitor, Locator]:
    """Alice, who has ``begun`` an answer in her first talk and looks at the second, those who
    asked, and the rows of both."""
    alice = people.counselor("alice")
    alice.goes_on_duty()
    first, second = people.visitor("fr"), people.visitor("nl")
    first.asks("Par où commencer ?")
    alice.accepts("Par où commencer ?")
    alice.composer.fill(begun)
    second.asks("Waar begin ik?")
    alice.accepts("Waar begin ik?")
    rows = alice.page.locator("miti-talks").get_by_role("button")
    expect(rows).to_have_count(2)
    return alice, first, second, rows


def test_two_talks_stand_side_by_side_and_the_other_one_says_that_it_has_news(
    people: People,
) -> None:
    alice, first, second, rows = two_talks(people, "Pour commenc")
    alice.writes("Dag!")
    first.writes("Vous êtes là ?")
    expect(rows.first).to_contain_text(alice.words.word("talk.unread", n=1))
    rows.first.click()
    alice.reads("Par où commencer ?", "Vous êtes là ?")
    expect(rows.first).not_to_contain_text(alice.words.word("talk.unread", n=1))
    expect(alice.composer).to_have_value("Pour commenc")
    second.reads("Waar begin ik?", "Dag!")

    third = people.visitor("fr")
    third.asks("Il y a quelqu’un ?")
    expect(alice.queue).to_contain_text(alice.words.word("why.slots"))
    expect(alice.offer).to_be_hidden()


def test_whoever_writes_goes_on_when_another_talk_goes_and_not_in_that_one(
    people: People,
) -> None:
    alice, first, second, rows = two_talks(people)
    alice.composer.press_sequentially("Dag, w")
    first.erases()
    expect(rows).to_have_count(1)
    expect(alice.composer).to_be_focused()
    alice.page.keyboard.type("aar woont u?")
    expect(alice.composer).to_have_value("Dag, waar woont u?")

    third = people.visitor("fr")
    third.asks("Et moi ?")
    alice.accepts("Et moi ?")
    rows.first.click()
    alice.composer.press_sequentially(" Ik")
    second.erases()
    expect(rows).to_have_count(1)
    alice.page.keyboard.type(" zoek iets")
    expect(alice.log).to_contain_text("Et moi ?")
    expect(alice.composer).to_have_value("")


def test_what_was_accepted_on_a_slow_line_takes_no_rest_of_a_sentence(
    people: People, usual_town: Town
) -> None:
    with line_to(usual_town.address) as line:
        alice = people.counselor("alice", at=line.address)
        alice.goes_on_duty()
        first, second = people.visitor("fr"), people.visitor("nl")
        first.asks("Par où commencer ?")
        alice.accepts("Par où commencer ?")
        second.asks("Waar begin ik?")
        expect(alice.offer).to_contain_text("Waar begin ik?")
        line.hold()
        alice.offer.get_by_role("button", name=alice.words.text("Accept")).click()
        alice.composer.click()
        alice.page.keyboard.type("Comm")
        line.heal()
        expect(alice.log).to_contain_text("Waar begin ik?")
        alice.page.keyboard.type("encez par")
        expect(alice.composer).to_have_value("")
        alice.page.locator("miti-talks").get_by_role("button").first.click()
        expect(alice.composer).to_have_value("Comm")


def test_two_tabs_of_one_counselor_show_the_same(people: People, usual_town: Town) -> None:
    one = people.counselor("alice")
    other = Desk(one.context.new_page(), "fr")
    other.opens(usual_town.address)
    one.goes_on_duty()
    expect(other.button("On duty")).to_have_attribute("aria-pressed", "true")
    visitor = people.visitor()
    visitor.asks("Une question.")
    expect(other.offer).to_contain_text("Une question.")
    one.accepts("Une question.")
    expect(other.offer).to_be_hidden()
    one.writes("Du premier onglet.")
    other.writes("Du second onglet.")
    for side in (one, other, visitor):
        side.reads("Une question.", "Du premier onglet.", "Du second onglet.")
    one.page.close()
    visitor.writes("Encore là ?")
    other.reads("Une question.", "Du premier onglet.", "Du second onglet.", "Encore là ?")
    expect(visitor.state).to_have_text(visitor.words.word("here", alias="Alice"))


def test_whoever_stops_with_a_talk_open_is_told_that_it_goes_on(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.asks("Vous partez ?")
    alice.accepts("Vous partez ?")
    talks = alice.page.locator("miti-talks")
    for state in ("paused", "off"):
        alice.page.locator(f'miti-duty [data-state="{state}"]').click()
        if state == "off":
            alice.button("Finish them first").click()
        still = alice.words.word(f"talks.still.{state}", n=1)
        expect(talks.get_by_role("status")).to_have_text(still)
    alice.writes("Non, je finis d’abord.")
    visitor.reads("Vous partez ?", "Non, je finis d’abord.")
    alice.goes_on_duty()
    expect(talks.get_by_role("status")).to_be_hidden()


def test_a_counselor_says_until_when_and_is_off_duty_then(people: People, usual_town: Town) -> None:
    alice = people.counselor("alice")
    until = alice.page.get_by_label(alice.words.text("On duty until"))
    expect(until).to_be_hidden()
    alice.goes_on_duty()
    expect(until).to_have_value("")
    visitor = people.visitor()
    visitor.asks("Combien de temps êtes-vous là ?")
    alice.accepts("Combien de temps êtes-vous là ?")
    (chosen,) = until.select_option(index=2)
    expect(until).to_have_value(chosen)
    alice.page.reload()
    expect(until).to_have_value(chosen)
    expect(alice.button("On duty")).to_have_attribute("aria-pressed", "true")

    usual_town.hurry()
    expect(alice.note).to_have_text(alice.words.word("duty_why.planned_end"))
    expect(alice.button("On duty")).to_have_attribute("aria-pressed", "false")
    expect(until).to_be_hidden()
    alice.writes("Je reste jusqu’à la fin.")
    visitor.reads("Combien de temps êtes-vous là ?", "Je reste jusqu’à la fin.")


def test_an_answer_that_comes_too_late_stays_readable_and_cannot_be_sent(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.asks("Finalement, j’ai trouvé.")
    alice.accepts("Finalement, j’ai trouvé.")
    alice.composer.fill("Attendez, encore une ch")
    send = alice.talk.get_by_role("button", name=alice.words.text("Send"))
    expect(send).to_be_visible()
    visitor.leaves()
    expect(alice.talk.locator('[data-part="over-words"]')).to_have_text(
        alice.words.word("state.closed")
    )
    expect(alice.composer).to_have_value("Attendez, encore une ch")
    expect(send).to_be_hidden()
