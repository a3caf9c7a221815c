from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.journey.people import People

HTML = "<b>hallo</b> <img src=x onerror=\"document.title='oops'\"> &amp; <!-- -->"
ALL_SCRIPTS = ("Привіт 👩🏽‍🚒 مرحبا ég 🇧🇪\n" * 200)[:3999].strip() + "!"


def link_in(log: Locator, name: str) -> Locator:
    return log.get_by_role("link", name=name, exact=True)


def test_html_shows_as_typed_on_both_sides(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.asks(HTML)
    expect(alice.queue.or_(alice.offer).get_by_text(HTML, exact=True)).to_be_visible()
    alice.accepts(HTML)
    alice.writes(HTML)
    alice.reads(HTML, HTML)
    visitor.reads(HTML, HTML)
    for page in (alice.page, visitor.page):
        expect(page.get_by_role("log").locator("b, img")).to_have_count(0)
        assert "oops" not in page.title()


def test_what_would_turn_a_line_around_is_gone_at_once_for_whoever_wrote_it(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.question.fill("Mon code est \u202e4321\u202c.")
    visitor.button("Ask my question").click()
    visitor.reads("Mon code est 4321.")
    alice.accepts("Mon code est 4321.")
    alice.writes("Le vôtre\u2066, ou le mien\u2069 ?")
    for side in (visitor, alice):
        side.reads("Mon code est 4321.", "Le vôtre, ou le mien ?")


def test_a_link_is_safe_to_click_and_says_where_it_leads(people: People) -> None:
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.asks("javascript:alert(1) est-il un lien ?")
    alice.accepts("javascript:alert(1) est-il un lien ?")
    alice.writes("Voyez https://example.org/soudeur?ville=namur.")
    alice.writes("Pas https://example.org@evil.example/ !")
    expect(visitor.lines).to_have_count(3)
    expect(visitor.log.get_by_role("link")).to_have_count(2)
    link = link_in(visitor.log, "https://example.org/soudeur?ville=namur")
    expect(link).to_have_attribute("href", "https://example.org/soudeur?ville=namur")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(link).to_have_attribute("target", "_blank")
    disguised = "https://example.org@evil.example/ (evil.example)"
    expect(link_in(visitor.log, disguised)).to_be_visible()


def test_four_thousand_characters_of_any_script_go_through_and_one_more_does_not(
    people: People,
) -> None:
    assert len(ALL_SCRIPTS) == 4000
    alice = people.counselor("alice")
    alice.goes_on_duty()
    visitor = people.visitor()
    visitor.asks("J’ai beaucoup à raconter.")
    alice.accepts("J’ai beaucoup à raconter.")
    visitor.writes(ALL_SCRIPTS)
    alice.reads("J’ai beaucoup à raconter.", ALL_SCRIPTS)

    visitor.composer.fill(ALL_SCRIPTS + "?")
    visitor.button("Send").click()
    expect(visitor.page.get_by_role("alert")).to_have_text(visitor.words.word("too_long_by", n=1))
    expect(visitor.composer).to_have_value(ALL_SCRIPTS + "?")
    visitor.composer.fill(ALL_SCRIPTS[:-1])
    visitor.button("Send").click()
    expect(visitor.lines).to_have_count(3)


def test_a_question_that_is_too_long_stays_in_the_form(people: People) -> None:
    visitor = people.visitor()
    visitor.question.fill(ALL_SCRIPTS + "?")
    visitor.button("Ask my question").click()
    expect(visitor.page.get_by_role("alert").first).to_have_text(
        visitor.words.word("too_long_by", n=1)
    )
    expect(visitor.question).to_have_value(ALL_SCRIPTS + "?")
