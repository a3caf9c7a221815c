"""Signing in with the account of a partner organisation, at a real OpenID Connect provider."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from counselors.actions import create_user
from counselors.sign_in.adapters import vouched_for
from miti.env import ROOT
from miti.partners import providers
from tests.integration.counselors.conftest import PASSWORD
from tests.services.partner import partners_file, provider
from tests.staff_codes import code_now, phone_of

PEOPLE: tuple[dict[str, object], ...] = (
    {"sub": "alice", "email": "Alice@partner.example", "email_verified": True},
    {"sub": "nobody", "email": "nobody@partner.example"},
    {"sub": "boss", "email": "boss@elsewhere.example", "email_verified": True},
    {"sub": "unsure", "email": "alice@partner.example", "email_verified": False},
)


class _NotFollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_BROWSER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NotFollowed)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """One for all tests of this module."""
    with provider(PEOPLE) as address:
        yield address


@pytest.fixture
def partner(
    issuer: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom the settings name."""
    file = partners_file(tmp_path / "partners.toml", issuer)
    for name, value in providers(file).items():
        setattr(settings, name, value)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    cache.clear()  # which codes were used


@pytest.fixture
def alice(db: None) -> User:
    return create_user("alice", PASSWORD, "alice@partner.example")


def comes_back_as(who: str, browser: Client, **fields: str) -> Any:
    """To the partner, sign in there, and back: what the browser is shown then."""
    there = browser.get("/desk/partner/forem/")
    assert there.status_code == 302
    form = urllib.parse.urlencode(fields or {"sub": who}).encode()
    with pytest.raises(urllib.error.HTTPError) as redirect:
        _BROWSER.open(there["Location"], form)
    back = urllib.parse.urlsplit(redirect.value.headers["Location"])
    redirect.value.close()
    assert back.hostname == "testserver"
    return browser.get(f"{back.path}?{back.query}")


@pytest.mark.usefixtures("partner")
def test_the_page_offers_the_partner(db: None) -> None:
    page = Client(headers={"accept-language": "nl"}).get("/desk/sign-in/").content.decode()
    assert "Aanmelden met Partenaire" in page
    assert 'href="/desk/partner/forem/' in page


@pytest.mark.usefixtures("partner")
def test_somebody_with_an_account_signs_in_and_keeps_the_password(alice: User) -> None:
    browser = Client()
    assert comes_back_as("alice", browser)["Location"] == "/staff/"
    assert browser.session["_auth_user_id"] == str(alice.pk)
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    again = Client()
    assert comes_back_as("alice", again)["Location"] == "/staff/"


@pytest.mark.usefixtures("partner")
def test_the_second_step_stays_ours(alice: User) -> None:
    secret = phone_of(alice)
    browser = Client()
    assert comes_back_as("alice", browser)["Location"] == "/desk/second/"
    assert "_auth_user_id" not in browser.session
    done = browser.post("/desk/second/", {"code": code_now(secret)})
    assert done["Location"] == "/staff/"


@pytest.mark.usefixtures("partner")
def test_whom_we_do_not_know_gets_no_account(alice: User) -> None:
    browser = Client(headers={"accept-language": "fr"})
    assert "Pas encore de compte ici" in comes_back_as("nobody", browser).content.decode()
    assert User.objects.count() == 1


@pytest.mark.usefixtures("partner")
def test_a_partner_vouches_for_nobody_elses_people(alice: User) -> None:
    create_user("boss", PASSWORD, "boss@elsewhere.example")
    for who in ("boss", "unsure"):
        browser = Client()
        assert comes_back_as(who, browser).status_code == 200
        assert "_auth_user_id" not in browser.session


@pytest.mark.usefixtures("partner")
def test_an_account_that_is_switched_off_stays_out(alice: User) -> None:
    comes_back_as("alice", Client())
    User.objects.update(is_active=False)
    browser = Client()
    assert comes_back_as("alice", browser)["Location"] == "/desk/inactive/"
    assert "_auth_user_id" not in browser.session


@pytest.mark.usefixtures("partner")
def test_an_answer_that_nobody_asked_for_is_refused(alice: User) -> None:
    browser = Client(headers={"accept-language": "fr"})
    page = browser.get("/desk/partner/forem/back/?code=made-up&state=made-up")
    assert "Cela n’a pas marché" in page.content.decode()
    assert "_auth_user_id" not in browser.session


def test_an_unknown_partner_is_not_found(db: None) -> None:
    assert Client().get("/desk/partner/unknown/").status_code == 404


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"email": "A@partner.example"}, "a@partner.example"),
        ({"email": "a@partner.example", "email_verified": "false"}, ""),
        ({"email": "a@partner.example.evil.example"}, ""),
        ({"email": "a@evil.example@partner.example.evil.example"}, ""),
        ({"email": "a@sub.partner.example"}, ""),
        ({"email": ""}, ""),
        ({}, ""),
    ],
)
def test_only_addresses_of_the_partners_own_domain_count(
    claims: dict[str, Any], address: str
) -> None:
    assert vouched_for({"userinfo": claims}, ["partner.example"]) == address


def test_the_example_file_can_be_read_and_a_wrong_one_says_why(tmp_path: Path) -> None:
    example = ROOT / "config" / "deploy" / "partners.example.toml"
    (app,) = providers(str(example))["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert app["settings"]["domains"] == ["partner.example"]
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(example.read_text().replace('secret = "what the partner gave you"', ""))
    with pytest.raises(ImproperlyConfigured, match="secret"):
        providers(str(wrong))
