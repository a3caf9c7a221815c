"""Signing in: by either name, with a second step, with limits that count for an account."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from counselors import second_factor, selectors
from counselors.actions import CannotCreate, create_user
from counselors.models import AuditEntry
from counselors.permissions import Grant
from tests.integration.counselors.conftest import ADMINISTRATOR, PASSWORD, Counselors
from tests.staff_codes import (
    SECRET,
    code_now,
    deciphered,
    phone_of,
    recovery_codes_of,
    stored_secret,
)

PAGE = "/desk/sign-in/"
SECOND = "/desk/second/"
HOME = "/staff/"

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture(autouse=True)
def no_code_was_used() -> None:
    cache.clear()


@pytest.fixture
def alice() -> User:
    user = create_user("alice", PASSWORD)
    user.email = "alice@partner.example"
    user.save()
    return user


@pytest.fixture
def everybody(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"counselor", "editor", "coordinator"})


def tries(
    login: str, password: str = PASSWORD, language: str = "fr", address: str = "203.0.113.77"
) -> tuple[Client, str]:
    """A fresh browser in which this was typed; where it leads to, or the page that it shows."""
    browser = Client(headers={"accept-language": language, "user-agent": "A browser of theirs"})
    answer = browser.post(PAGE, {"login": login, "password": password}, REMOTE_ADDR=address)
    return browser, answer.headers.get("Location") or answer.content.decode()


@pytest.mark.parametrize("login", ["alice", "alice@partner.example", "ALICE@PARTNER.EXAMPLE"])
def test_either_name_signs_in(alice: User, login: str) -> None:
    assert tries(login)[1] == HOME


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Le nom ou le mot de passe n’est pas bon."),
        ("nl", "De naam of het wachtwoord klopt niet."),
        ("en", "Name or password is not right."),
        ("de", "Name oder Passwort stimmt nicht."),
        ("uk", "Ім’я або пароль неправильні."),
    ],
)
def test_a_wrong_password_and_a_wrong_name_are_refused_in_the_same_words(
    alice: User, language: str, said: str
) -> None:
    assert said in tries("alice", "wrong", language)[1]
    assert said in tries("nobody", "wrong", language)[1]
    assert said in tries("nobody@partner.example", "wrong", language)[1]


def test_after_five_wrong_tries_even_the_right_password_has_to_wait(alice: User) -> None:
    for name in ("alice", "alice@partner.example", "Alice", "ALICE", "alice"):
        tries(name, "wrong")
    assert "Trop d’essais ratés. Attendez dix minutes" in tries("alice")[1]
    assert "Te veel foute pogingen. Wacht tien minuten" in tries("alice", language="nl")[1]


def test_a_name_that_nobody_has_is_limited_alike(alice: User) -> None:
    for _ in range(5):
        tries("nobody", "wrong")
    assert "Trop d’essais ratés" in tries("nobody", "wrong")[1]


def test_a_computer_room_that_shares_an_address_is_not_locked_out(alice: User) -> None:
    for name in ("bram", "bram", "bram", "bram", "bram", "dora", "dora", "dora", "dora", "dora"):
        tries(name, "wrong", address="203.0.113.5")
    assert tries("alice", address="203.0.113.5")[1] == HOME


def test_signing_in_forgets_the_wrong_tries_before_it(alice: User) -> None:
    for _ in range(4):
        tries("alice", "wrong")
    assert tries("alice")[1] == HOME
    assert not AccessAttempt.objects.exists()


def test_nothing_is_kept_of_who_tried_from_where(
    alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("alice", "alice", "my-own-password", "alice", "alice", "alice", "alice"):
        tries(name, "wrong")
    tries("alice")
    rows = list(AccessAttempt.objects.values())
    assert {row["ip_address"] for row in rows} == {None}
    kept = {
        str(row[name]).strip("\n-")
        for row in rows
        for name in (
            "user_agent",
            "http_accept",
            "path_info",
            "get_data",
            "post_data",
        )
    }
    assert kept == {""}  # fmt: skip
    everything = f"{rows} {caplog.text}"
    for never in ("203.0.113.77", "A browser of theirs", "my-own-password", "wrong"):
        assert never not in everything
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_an_account_that_is_switched_off_is_told_so(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert tries("alice")[1] == "/desk/inactive/"


def test_nobody_signs_up() -> None:
    for name in ("account_signup", "socialaccount_signup", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


# --- the second step ---------------------------------------------------------------------------


def test_a_role_without_the_second_step_counts_for_nothing_yet(
    counselor: Counselors, everybody: None
) -> None:
    user = counselor("bram", "namur").user
    assert selectors.grants_of(user.pk) == ()
    assert selectors.counselor_of(user.pk) is None
    phone_of(user)
    assert selectors.grants_of(user.pk) == (Grant("counselor", "namur"),)


@pytest.mark.parametrize("page", ["/desk/", "/board/", "/admin/", "/staff/"])
def test_whoever_lacks_it_is_led_to_where_it_is_set_up(
    counselor: Counselors, everybody: None, page: str
) -> None:
    browser = Client()
    browser.force_login(counselor("bram", "namur", Grant("coordinator", "namur")).user)
    answer = browser.get(page, follow=True)
    assert answer.redirect_chain[-1] == ("/desk/ways/", 302)
    assert answer.status_code == 200


def test_a_counselor_needs_none_where_only_coordinators_do(
    counselor: Counselors, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"coordinator", "administrator"})
    assert selectors.grants_of(counselor("bram", "namur").user.pk)
    both = counselor("dora", "namur", Grant("coordinator", "namur")).user
    assert selectors.grants_of(both.pk) == ()


def test_the_app_is_asked_for_its_code(alice: User) -> None:
    secret = phone_of(alice)
    browser, where = tries("alice")
    assert where == SECOND
    assert browser.get(HOME).status_code == 302, "signed in with the password alone"
    answer = browser.post(SECOND, {"code": "000000"})
    assert "Ce code n’est pas bon." in answer.content.decode()
    assert browser.post(SECOND, {"code": code_now(secret)})["Location"] == HOME


def test_a_code_counts_once(alice: User) -> None:
    code = code_now(phone_of(alice))
    assert tries("alice")[0].post(SECOND, {"code": code}).status_code == 302
    cache.clear()  # as another process, which has a cache of its own
    assert tries("alice")[0].post(SECOND, {"code": code}).status_code == 200


def test_a_recovery_code_stands_in_for_the_phone_once(alice: User) -> None:
    phone_of(alice)
    code = recovery_codes_of(alice)[0]
    assert tries("alice")[0].post(SECOND, {"code": code})["Location"] == HOME
    assert tries("alice")[0].post(SECOND, {"code": code}).status_code == 200


def test_wrong_codes_are_counted_like_wrong_passwords(alice: User) -> None:
    secret = phone_of(alice)
    browser, _ = tries("alice")
    for _ in range(5):
        browser.post(SECOND, {"code": "000000"})
    answer = browser.post(SECOND, {"code": code_now(secret)})
    assert "Trop d’essais ratés" in answer.content.decode()


def test_the_secret_of_a_phone_is_stored_enciphered(alice: User, settings: Settings) -> None:
    phone_of(alice)
    stored = stored_secret(alice)
    assert SECRET not in stored
    assert deciphered(stored) == SECRET
    settings.SECRET_KEY = "another key, of whoever stole the database only"
    assert deciphered(stored) != SECRET


def test_somebody_sets_up_the_app_and_gets_codes_on_paper(
    transactional_db: None, counselor: Counselors, everybody: None
) -> None:
    user = counselor("bram", "namur").user
    user.set_password(PASSWORD)
    user.save()
    browser, _ = tries("bram")
    page = browser.get("/desk/ways/app/activate/")
    secret = page.context["form"].secret
    assert "Ajouter l’application" in page.content.decode()
    answer = browser.post("/desk/ways/app/activate/", {"code": code_now(secret)}, follow=True)
    codes = re.findall(r"<code>(\d+)</code>", answer.content.decode())
    assert len(codes) == 10
    assert browser.get("/desk/").status_code == 200


# --- a new password ----------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_with_a_link_by_mail(alice: User) -> None:
    browser = Client(headers={"accept-language": "nl"})
    browser.post("/desk/password/new/", {"email": "alice@partner.example"})
    (sent,) = mail.outbox
    assert sent.subject == "Een nieuw wachtwoord voor Miti"
    link = re.search(r"http://testserver(/\S+)", str(sent.body))
    assert link is not None
    form = browser.get(link[1], follow=True)
    action = form.context["action_url"]
    new = "another-horse-battery"
    done = browser.post(action, {"password1": new, "password2": new}, follow=True)
    assert "Je wachtwoord is gewijzigd" in done.content.decode()
    assert tries("alice", new)[1] == HOME


def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(alice: User) -> None:
    answer = Client().post("/desk/password/new/", {"email": "nobody@partner.example"})
    assert answer["Location"] == "/desk/password/sent/"
    assert mail.outbox == []


def test_the_demo_says_that_the_second_step_is_off(settings: Settings) -> None:
    settings.DEMO = True
    page = Client(headers={"accept-language": "fr"}).get(PAGE).content.decode()
    assert "La deuxième étape est désactivée ici." in page


# --- the admin ---------------------------------------------------------------------------------


def test_a_coordinator_makes_somebody_forget_a_lost_phone(
    counselor: Counselors, signed_in: Callable[[User], Client], staff: Callable[..., User]
) -> None:
    bram = counselor("bram", "namur")
    phone_of(bram.user)
    browser = signed_in(staff("dora", Grant("coordinator", "namur")))
    browser.post(
        reverse("admin:counselors_counselor_change", args=[bram.pk]),
        {
            "alias": "Bram", "city": "namur", "slots": 2, "may_sign_in": "on",
            "email": "Bram@Partner.example", "forget_second_step": "on",
            "language_skills-TOTAL_FORMS": 1, "language_skills-INITIAL_FORMS": 1,
            "language_skills-0-id": bram.language_skills.get().pk,
            "language_skills-0-counselor": bram.pk,
            "language_skills-0-language": "fr", "language_skills-0-proficiency": "1",
        },
    )  # fmt: skip
    assert not second_factor.exists(bram.user.pk)
    bram.user.refresh_from_db()
    assert bram.user.email == "bram@partner.example"
    said = set(AuditEntry.objects.values_list("actor", "act", "detail"))
    assert ("dora", "changed_person", "second step forgotten") in said


def test_two_accounts_never_share_an_address(alice: User) -> None:
    with pytest.raises(CannotCreate, match="email"):
        create_user("bram", PASSWORD, "ALICE@partner.example")


def test_an_address_that_was_changed_opens_nothing_any_more(
    alice: User, signed_in: Callable[[User], Client], staff: Callable[..., User]
) -> None:
    Client().post("/desk/password/new/", {"email": "alice@partner.example"})
    page = reverse("admin:auth_user_change", args=[alice.pk])
    browser = signed_in(staff("root", ADMINISTRATOR))
    roles = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    fields = {"username": "alice", "is_active": "on", **roles}
    create_user("bram", PASSWORD, "bram@partner.example")
    taken = browser.post(page, {**fields, "email": "BRAM@partner.example"})
    assert "Un autre compte a cette adresse e-mail." in taken.content.decode()
    assert browser.post(page, {**fields, "email": "New@partner.example"}).status_code == 302
    assert tries("new@partner.example")[1] == HOME
    assert "n’est pas bon" in tries("alice@partner.example")[1]
