"""A counselor signs in where the second step is demanded: app, wrong code, recovery code, key."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from chat.words.board import WORDS
from chat.words.desk import WORDS as DESK_WORDS
from tests.journey.axe import faults
from tests.journey.people import People, gathered
from tests.journey.town import Town, serving
from tests.journey.visitor import PHONE
from tests.journey.words import Words
from tests.services.partner import partners_file, provider
from tests.staff_codes import code_now

PASSWORD = "correct-horse-battery"
LANGUAGES = ("fr", "nl")


@pytest.fixture(scope="module")
def strict_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A service that is no demo: everybody needs a second step, a partner's people too."""
    claims = [
        {"sub": f"eve-{each}", "email": f"eve{number}@partner.example", "email_verified": True}
        for number, each in enumerate(LANGUAGES)
    ]
    file = tmp_path_factory.mktemp("partners") / "partners.toml"
    with (
        provider(claims) as issuer,
        serving({}, partners=partners_file(file, issuer)) as there,
    ):
        for number, language in enumerate(LANGUAGES):
            there.runs(
                "create-counselor", f"eve-{language}", "--alias", "Eve", "--city", "brussels",
                "--languages", "fr,nl", "--email", f"eve{number}@partner.example",
                typed=PASSWORD,
            )  # fmt: skip
        yield there


@pytest.fixture
def strict_people(browser: Browser, strict_town: Town) -> Iterator[People]:
    yield from gathered(browser, strict_town)


class Door:
    """Somebody at the pages about signing in."""

    def __init__(self, page: Page, town: Town, language: str) -> None:
        self.page = page
        # a security key belongs to a name, never to a number
        self._address = town.address.replace("127.0.0.1", "localhost")
        self.words = Words(language, WORDS)

    def press(self, english: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=self.words.text(english), exact=True).click()  # type: ignore[arg-type]

    def fills(self, english: str, value: str) -> None:
        self.page.get_by_label(self.words.text(english), exact=True).fill(value)

    def signs_in(self, login: str) -> None:
        self.page.goto(f"{self._address}/desk/sign-in/")
        self.fills("User name or e-mail address", login)
        self.fills("Password", PASSWORD)
        self.press("Sign in")

    def comes_by_partner(self, login: str) -> None:
        """To the partner's own page, in there, and back."""
        self.page.goto(f"{self._address}/desk/sign-in/")
        self.page.get_by_role("link", name="Partenaire").click()
        self.page.get_by_role("button", name=login, exact=True).click()

    def sends_code(self, code: str, button: str = "Go on") -> None:
        self.fills("Code", code)
        self.press(button)

    def sees(self, english: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(self.words.text(english))

    def is_at_the_desk(self) -> None:
        expect(self.page.locator('[data-part="link"]')).to_have_text(
            Words(self.words.language, DESK_WORDS).word("link.live")
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counselor_sets_up_the_app_and_signs_in_with_it(
    strict_people: People, strict_town: Town, language: str
) -> None:
    page = strict_people.stranger(language)
    eve = Door(page, strict_town, language)
    eve.signs_in(f"eve-{language}")
    eve.sees("App on your phone")
    assert faults(page) == [], "ways"
    eve.press("Add the app", role="link")
    eve.sees("Scan this picture with it, or type the key below.")
    assert faults(page) == [], "app"
    eve.sends_code("000000", "Add the app")
    eve.sees("This code is not right. Look at the app again: it changes often.")
    secret = page.locator(".secret").inner_text()
    eve.sends_code(code_now(secret), "Add the app")
    eve.sees("Recovery codes")
    assert faults(page) == [], "codes"
    codes = page.locator(".codes code").all_inner_texts()
    eve.press("I have kept them", role="link")
    eve.is_at_the_desk()

    again = Door(strict_people.stranger(language, **PHONE), strict_town, language)
    again.signs_in("eve0@partner.example" if language == "fr" else "eve1@partner.example")
    again.sees("Second step")
    assert faults(again.page) == [], "second step"
    again.sends_code("000000")
    again.sees("This code is not right. Look at the app again: it changes often.")
    again.sends_code(code_now(secret, steps=1))
    again.is_at_the_desk()

    lost = Door(strict_people.stranger(language), strict_town, language)
    lost.signs_in(f"eve-{language}")
    lost.sends_code(codes[0])
    lost.is_at_the_desk()

    employed = Door(strict_people.stranger(language), strict_town, language)
    employed.comes_by_partner(f"eve-{language}")
    employed.sees("Second step")
    employed.sends_code(codes[1])
    employed.is_at_the_desk()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_security_key_is_added_and_signs_in(
    strict_people: People, strict_town: Town, language: str
) -> None:
    name = f"kim-{language}"
    strict_town.runs(
        "create-counselor", name, "--alias", "Kim", "--city", "namur", "--languages", language,
        typed=PASSWORD,
    )  # fmt: skip
    page = strict_people.stranger(language)
    kim = Door(page, strict_town, language)
    _plug_in(page)
    kim.signs_in(name)
    kim.press("Add a key", role="link")
    assert faults(page) == [], "key"
    kim.press("Add the key")
    kim.sees("Recovery codes")
    kim.press("I have kept them", role="link")
    kim.is_at_the_desk()
    page.context.clear_cookies()
    kim.signs_in(name)
    kim.press("Use my security key")
    kim.is_at_the_desk()


def _plug_in(page: Page) -> None:
    """A security key that answers by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "usb", "hasResidentKey": False,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de", "uk"])
def test_nothing_is_amiss_on_the_pages_around_signing_in(
    strict_people: People, strict_town: Town, language: str
) -> None:
    page = strict_people.stranger(language)
    door = Door(page, strict_town, language)
    door.signs_in("nobody")
    door.sees("Name or password is not right.")
    assert faults(page) == [], "wrong"
    door.press("Forgot your password?", role="link")
    assert faults(page) == [], "forgotten"
    door.fills("E-mail address", "eve0@partner.example")
    door.press("Send the link")
    door.sees("Look in your mail")
    assert faults(page) == [], "sent"


def test_a_forgotten_password_is_replaced_by_mail(strict_people: People, strict_town: Town) -> None:
    strict_town.runs(
        "create-counselor", "flo", "--alias", "Flo", "--city", "liege", "--languages", "fr",
        "--email", "flo@partner.example", typed="forgotten-horse-battery",
    )  # fmt: skip
    page = strict_people.stranger("fr")
    flo = Door(page, strict_town, "fr")
    page.goto(f"{strict_town.address}/desk/password/new/")
    flo.fills("E-mail address", "flo@partner.example")
    flo.press("Send the link")
    flo.sees("Look in your mail")
    link = re.search(r"http://\S+", strict_town.mail())
    assert link is not None
    page.goto(link[0])
    flo.fills("New password", PASSWORD)
    flo.fills("The same once more", PASSWORD)
    assert faults(page) == [], "new password"
    flo.press("Use this password")
    flo.sees("Your password is changed")
    flo.signs_in("flo")
    flo.sees("App on your phone")
