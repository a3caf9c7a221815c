"""Where something is wrong, people read what it is and how to go on, in their language."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from miti.urls import urlpatterns as real

TEXTS = {
    "fr": "Cette page n’existe pas",
    "nl": "Deze pagina bestaat niet",
    "en": "This page does not exist",
    "de": "Diese Seite gibt es nicht",
    "uk": "Такої сторінки немає",
}


def _fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [path("fails/", _fails), *real]


@pytest.mark.parametrize("language", TEXTS)
def test_an_address_that_does_not_exist_is_said_in_the_language_of_the_page(language: str) -> None:
    answer = Client().get(f"/{language}/nowhere/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert TEXTS[language] in page
    assert f'<html lang="{language}"' in page
    assert 'href="/"' in page


@pytest.mark.django_db
def test_who_may_not_open_the_board_is_told_so_and_can_sign_out() -> None:
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(User.objects.create_user("chloe"))
    answer = browser.get("/board/")
    assert answer.status_code == 403
    assert "Je mag deze pagina niet openen" in answer.content.decode()
    assert 'action="/desk/sign-out/"' in answer.content.decode()


def test_a_form_that_was_open_for_too_long_is_explained() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
    answer = browser.post("/desk/sign-in/", {"login": "alice"})
    assert answer.status_code == 403
    assert "Veuillez réessayer" in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.integration.test_problem_pages")
def test_a_fault_of_ours_is_not_blamed_on_anybody() -> None:
    browser = Client(raise_request_exception=False, headers={"accept-language": "uk"})
    answer = browser.get("/fails/")
    assert answer.status_code == 500
    assert "У нас щось пішло не так" in answer.content.decode()
