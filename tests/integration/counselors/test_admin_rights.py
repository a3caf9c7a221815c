"""Who sees and changes what in the admin: a table of roles, then the ways around it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from counselors.loading import load_demo
from counselors.models import City, Closure, Counselor, Language, Resource, Subject
from counselors.permissions import Grant
from tests.integration.counselors.conftest import (
    ADMINISTRATOR,
    BRUSSELS,
    CONFIG,
    Counselors,
    SignedIn,
    Staff,
)

MODELS = (City, Subject, Language, Closure, Counselor, User, Resource)

# view, add, change, delete: any row at all
TABLE = [
    ("nobody's role", (), {}),
    ("counselor", (Grant("counselor", "brussels"),), {}),
    (
        "editor of a city",
        (Grant("editor", "brussels"),),
        {Resource: "vacd"},
    ),
    (
        "coordinator of a city",
        (BRUSSELS,),
        {City: "vc", Closure: "vacd", Counselor: "vac", Resource: "vacd"},
    ),
    (
        "administrator of a city",
        (Grant("administrator", "brussels"),),
        {City: "vc", Closure: "vacd", Counselor: "vac", Resource: "vacd"},
    ),
    (
        "administrator of all cities",
        (ADMINISTRATOR,),
        {
            City: "vcd",
            Subject: "vd",
            Language: "vd",
            Closure: "vacd",
            Counselor: "vacd",
            User: "vacd",
            Resource: "vacd",
        },
    ),
]


def rights(user: User, model: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user
    page = admin.site.get_model_admin(model)
    asked = {
        "v": page.has_view_permission(request),
        "a": page.has_add_permission(request),
        "c": page.has_change_permission(request),
        "d": page.has_delete_permission(request),
    }
    return "".join(letter for letter, answer in asked.items() if answer)


@pytest.mark.parametrize(("who", "roles", "expected"), TABLE)
def test_each_role_has_its_rights(
    staff: Staff, who: str, roles: tuple[Grant, ...], expected: dict[Any, str]
) -> None:
    user = staff("somebody", *roles)
    reading = {"v"} if set(expected) else set()
    for model in MODELS:
        listed = model in {Subject, Language}
        wanted = expected.get(model, "v" if listed and reading else "")
        assert rights(user, model) == wanted, (who, model)


def test_is_staff_and_djangos_own_permissions_open_nothing(
    staff: Staff, signed_in: SignedIn
) -> None:
    chloe = staff("chloe")
    User.objects.update(is_staff=True)
    assert signed_in(chloe).get(reverse("admin:index"), follow=True).status_code == 403
    assert all(rights(chloe, model) == "" for model in MODELS)


def test_whoever_is_not_signed_in_is_sent_to_the_one_sign_in_page(reference: object) -> None:
    answer = Client().get(reverse("admin:counselors_city_changelist"))
    login = Client().get(answer["Location"])
    assert login["Location"].startswith(reverse("account_login"))
    assert reverse("admin:counselors_city_changelist") in login["Location"]


PAGES = [
    f"admin:{name}_{page}"
    for name in (
        "counselors_city",
        "counselors_subject",
        "counselors_language",
        "counselors_closure",
        "counselors_counselor",
        "counselors_resource",
        "auth_user",
    )
    for page in ("changelist", "add")
] + ["admin:index"]


def test_every_page_of_the_administrator_works(
    staff: Staff, signed_in: SignedIn, demo_allowed: None
) -> None:
    load_demo(CONFIG)
    ada = signed_in(staff("ada", ADMINISTRATOR))
    from_files = ("city_add", "subject_add", "language_add")
    assert {page: ada.get(reverse(page)).status_code for page in PAGES} == {
        page: 403 if page.endswith(from_files) else 200 for page in PAGES
    }


def test_a_coordinator_sees_the_own_city_only(
    staff: Staff, counselor: Counselors, signed_in: SignedIn
) -> None:
    counselor("bram", "namur")
    client = signed_in(staff("alice", BRUSSELS))
    cities = client.get(reverse("admin:counselors_city_changelist")).context["cl"].queryset
    assert [city.pk for city in cities] == ["brussels"]
    people = client.get(reverse("admin:counselors_counselor_changelist")).context["cl"].queryset
    assert not people.exists()
    bram = Counselor.objects.get(alias="Bram")
    assert (
        client.get(reverse("admin:counselors_counselor_change", args=[bram.pk])).status_code == 302
    )
    assert client.get(reverse("admin:counselors_city_change", args=["namur"])).status_code == 302
