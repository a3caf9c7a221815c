"""A city's own site with the button on it, twice: another origin, a strict policy, rude styles."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from chat.words.embed import EMBED
from chat.words.visitor import WORDS
from tests.journey.network import Network
from tests.journey.people import WIDE, People
from tests.journey.town import Town
from tests.journey.visitor import PHONE
from tests.journey.words import Words

MOST = 5_000
"""Bytes before the click, with all headers: the script and the state of a button."""
FR, NL = Words("fr", {**WORDS, **EMBED}), Words("nl", {**WORDS, **EMBED})
QUESTION = "Quelle formation pour devenir soudeur ?"
AWAY = "https://www.meteo.be/"
SCRIPT = "**/js/visitor*.js"
STRICT = """
    if (window !== top) Object.defineProperty(window, 'sessionStorage', {
        get() { throw new DOMException('Access is denied', 'SecurityError'); }
    });
    const { createElement } = document;
    document.createElement = (name) => {
        const made = createElement.call(document, name);
        if (name === 'iframe') made.sandbox = 'allow-scripts allow-same-origin allow-forms';
        return made;
    };
"""
"""Frames of other sites may store nothing here, nor take the page around them anywhere."""


def site(people: People, there: Town, **screen: Any) -> Page:
    """The made-up city's site, at another origin than the service."""
    page = people.stranger("fr", **screen)
    page.add_init_script(
        "for (const name of ['state', 'open', 'close']) document.addEventListener('miti-' + name,"
        " ({detail}) => (window.told ??= []).push([name, detail.city, detail.state]))"
    )
    page.goto(f"http://localhost:{there.port}/demo/site/")
    return page


def the_button(page: Page, words: Words) -> Locator:
    return page.get_by_role("button", name=words.word("ask"))


def the_frame(page: Page) -> FrameLocator:
    return page.frame_locator(f'iframe[title="{FR.word("title")}"]')


def test_a_city_shows_the_true_state_on_its_own_site_and_opens_the_talk_in_a_frame(
    people: People, usual_town: Town
) -> None:
    page = site(people, usual_town, **WIDE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    french, dutch = the_button(page, FR), the_button(page, NL)
    expect(french).to_contain_text(FR.word("state_unstaffed"))
    expect(dutch).to_contain_text(NL.word("state_unstaffed"))
    assert french.evaluate("node => getComputedStyle(node).transform") == "none"
    assert french.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(14, 90, 90)"
    assert {urlsplit(url).netloc for url in asked} - {""} == {
        f"localhost:{usual_town.port}", f"127.0.0.1:{usual_town.port}"
    }  # fmt: skip

    alice = people.counselor("alice")
    alice.goes_on_duty()
    alice.button("1").click()  # one talk at a time
    expect(alice.button("1")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(french).to_contain_text(FR.word("state_open"))
    french.click()
    frame = the_frame(page)
    expect(frame.locator('input[name="city"][value="demo"]')).to_be_checked()
    page.evaluate("Miti.open({subject: 'learning'})")
    expect(frame.locator('input[name="subject"][value="learning"]')).to_be_checked()
    found = Axe().run(page, context="miti-chat").response["violations"]  # the site is not ours
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    frame.get_by_label(FR.text("Your question")).fill(QUESTION)
    frame.get_by_role("button", name=FR.text("Ask my question")).click()
    alice.accepts(QUESTION)
    alice.writes("Bonjour !")
    expect(frame.get_by_role("log")).to_contain_text("Bonjour !")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # looks again
    expect(french).to_contain_text(FR.word("state_busy"))

    page.get_by_role("button", name=FR.word("close"), exact=True).click()
    expect(french).to_be_focused()
    alice.writes("Vous êtes là ?")
    expect(french.locator(".news")).to_have_text(re.compile("[12]"))
    french.click()
    expect(frame.get_by_role("log")).to_contain_text("Vous êtes là ?")
    expect(french.locator(".news")).to_be_hidden()

    told = page.evaluate("window.told")
    assert {tuple(each) for each in told} == {
        ("state", "demo", "open"), ("open", "demo", "open"), ("state", "demo", "busy"),
        ("close", "demo", "busy"), ("open", "demo", "busy"),
    }  # fmt: skip
    assert complaints == []
    assert page.context.cookies() == []


def test_in_a_strict_frame_the_talk_changes_its_language_and_whoever_leaves_takes_the_site_along(
    people: People, usual_town: Town
) -> None:
    alice, page = people.counselor("alice"), people.stranger("fr", **WIDE)
    alice.goes_on_duty()
    page.route(AWAY, lambda route: route.fulfill(content_type="text/html", body="Weather"))
    page.add_init_script(STRICT)
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    the_button(page, FR).click()
    frame = the_frame(page)
    frame.get_by_label(FR.text("Your question")).fill(QUESTION)
    frame.get_by_role("button", name=FR.text("Ask my question")).click()
    alice.accepts(QUESTION)
    alice.writes("Bonjour !")
    expect(frame.get_by_role("log")).to_contain_text("Bonjour !")
    frame.get_by_role("textbox", name=FR.text("Your message")).fill("Et ensuite ?")
    for language in (NL, FR, NL):
        frame.locator(".languages summary").click()
        frame.locator(f'.languages a[hreflang="{language.language}"]').click()
        expect(frame.locator("html")).to_have_attribute("lang", language.language)
        expect(frame.get_by_role("log")).to_contain_text("Bonjour !")
        written = frame.get_by_role("textbox", name=language.text("Your message"))
        expect(written).to_have_value("Et ensuite ?")
    assert frame.locator("html").evaluate("() => history.state") is None

    frame.get_by_role("link", name=NL.text("Leave at once")).click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert "localhost" not in page.url
    alice.sees_the_visitor_leave()


def test_where_the_site_does_not_listen_whoever_leaves_leaves_a_blank_frame(
    people: People, usual_town: Town
) -> None:
    page = people.stranger("fr", **WIDE)
    page.add_init_script(STRICT)
    page.add_init_script(
        "addEventListener('message', (said) => said.data.exit && said.stopImmediatePropagation())"
    )
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    the_button(page, FR).click()
    frame = the_frame(page)
    frame.get_by_label(FR.text("Your question")).fill(QUESTION)
    frame.get_by_role("link", name=FR.text("Leave at once")).click()
    expect(frame.locator("body")).to_be_empty()
    assert page.frames[1].url == "about:blank"
    assert page.url.endswith("/demo/site/")


def test_in_a_strict_frame_whoever_leaves_before_the_scripts_have_come_leaves_too(
    people: People, usual_town: Town
) -> None:
    page = people.stranger("fr", **WIDE)
    page.add_init_script(STRICT)
    page.route(AWAY, lambda route: route.fulfill(content_type="text/html", body="Weather"))
    held: list[Route] = []
    page.route(SCRIPT, lambda route: held.append(route))  # noqa: PLW0108 - it marks it
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    with page.expect_request(SCRIPT):
        the_button(page, FR).click()
    frame = the_frame(page)
    frame.get_by_role("link", name=FR.text("Leave at once")).click()
    expect(frame.locator("html")).to_be_hidden()
    for each in held:
        each.continue_()
    page.wait_for_url(AWAY)


def test_on_a_phone_the_button_opens_a_window(people: People, usual_town: Town) -> None:
    page = site(people, usual_town, **PHONE)
    with page.context.expect_page() as opened:
        the_button(page, FR).click()
    opened.value.wait_for_url(re.compile(r"/fr/\?site=demo$"))
    expect(opened.value.locator('input[name="city"][value="demo"]')).to_be_checked()
    with page.context.expect_page() as opened:
        page.evaluate("Miti.open({subject: 'working', language: 'uk'})")
    opened.value.wait_for_url(re.compile(r"/uk/\?site=demo&subject=working$"))
    expect(opened.value.locator('input[name="subject"][value="working"]')).to_be_checked()


def test_where_frames_are_refused_the_button_opens_a_window(
    people: People, usual_town: Town
) -> None:
    page = people.stranger("fr", **WIDE)
    refusal = {"content-security-policy": "frame-ancestors 'none'"}
    page.route(
        "**/fr/?site=demo",  # of this page only: what it opens is another one
        lambda route: route.fulfill(content_type="text/html", headers=refusal, body=""),
    )
    page.goto(f"http://localhost:{usual_town.port}/demo/site/")
    with page.context.expect_page() as opened:
        the_button(page, FR).click()
    opened.value.wait_for_url(re.compile(r"/fr/\?site=demo$"))


def test_no_other_site_can_put_our_pages_into_a_frame(people: People, usual_town: Town) -> None:
    page = people.stranger("fr")
    page.route(
        "**/elsewhere",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe src="{usual_town.address}/fr/?site=demo"></iframe>',
        ),
    )
    page.goto(f"http://127.0.0.1:{usual_town.port}/elsewhere")
    expect(page.frame_locator("iframe").locator("#ask")).to_have_count(0)
    assert page.frames[1].url.startswith("chrome-error:")


def test_what_loads_before_the_click_is_light(people: People, usual_town: Town) -> None:
    page = people.stranger("fr", **WIDE)
    network = Network(page)
    page.goto(f"http://localhost:{usual_town.port}/demo/site/", wait_until="networkidle")
    expect(the_button(page, NL)).to_be_visible()
    ours = sorted(each for each in network.loaded() if "/embed" in each[0])
    script, *states = (size for _url, size in ours)
    assert len(states) == 2
    assert script + max(states) <= MOST
