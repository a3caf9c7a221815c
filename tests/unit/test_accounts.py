from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from miti.accounts import ROLES, mail
from miti.env import SettingError, read
from miti.partners import providers

FOLDER = Path("/somewhere/mail")


def test_without_an_address_mail_becomes_files() -> None:
    settings = mail("", "miti@city.example", FOLDER)
    assert settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert settings["EMAIL_FILE_PATH"] == FOLDER


@pytest.mark.parametrize(
    ("query", "starttls", "tls"), [("", True, False), ("?tls=tls", False, True),
                                   ("?tls=none", False, False)],
)  # fmt: skip
def test_an_address_names_server_account_and_how_it_is_enciphered(
    query: str, starttls: bool, tls: bool
) -> None:
    url = f"smtp://miti%40city:p%3Aw@mail.city.example:465{query}"
    settings = mail(url, "miti@city.example", FOLDER)
    assert settings["EMAIL_HOST"] == "mail.city.example"
    assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("miti@city", "p:w")
    assert settings["EMAIL_PORT"] == 465
    assert (settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (starttls, tls)


@pytest.mark.parametrize("url", ["mail.city.example", "http://mail", "smtp://", "smtp://m?tls=so"])
def test_another_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MITI_EMAIL_URL: expected smtp://user"):
        mail(url, "miti@city.example", FOLDER)


def test_a_second_step_is_demanded_of_coordinators_whatever_is_set() -> None:
    for roles in ROLES.values():
        assert {"coordinator", "administrator"} <= roles
    assert read({})["MITI_SECOND_FACTOR"] == "everybody"
    with pytest.raises(SettingError, match="expected everybody or coordinators"):
        read({"MITI_SECOND_FACTOR": "nobody"})


def test_without_a_file_there_are_no_partners() -> None:
    assert providers("") == {"SOCIALACCOUNT_PROVIDERS": {}}
