"""Counselors, their passwords and their roles in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from counselors import selectors
from counselors.models import Counselor, Role
from counselors.permissions import Grant
from tests.integration.counselors.conftest import (
    ADMINISTRATOR,
    BRUSSELS,
    PASSWORD,
    Counselors,
    SignedIn,
    Staff,
)


def person(city: str, **more: str) -> dict[str, str]:
    """The form of a counselor's page."""
    return {
        "alias": "Bram",
        "city": city,
        "slots": "2",
        "language_skills-TOTAL_FORMS": "1",
        "language_skills-INITIAL_FORMS": "0",
        "language_skills-0-language": "nl",
        "language_skills-0-proficiency": "1",
        **more,
    }


def test_a_coordinator_adds_a_counselor_who_can_then_sign_in(
    staff: Staff, signed_in: SignedIn
) -> None:
    page = reverse("admin:counselors_counselor_add")
    form = person("brussels", username="bram", password=PASSWORD)
    assert signed_in(staff("alice", BRUSSELS)).post(page, form).status_code == 302
    user = User.objects.get(username="bram")
    assert user.check_password(PASSWORD)
    assert selectors.grants_of(user.pk) == (Grant("counselor", "brussels"),)
    made = selectors.counselor_of(user.pk)
    assert made is not None
    assert [skill.language_id for skill in made.language_skills.all()] == ["nl"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"city": "namur"},
        {"password": "short"},
        {"username": "alice"},
        {"username": "demo-bram"},
        {"slots": "9"},
        {"language_skills-0-language": ""},
    ],
)
def test_a_counselor_with_something_wrong_is_not_added(
    staff: Staff, signed_in: SignedIn, wrong: dict[str, str]
) -> None:
    page = reverse("admin:counselors_counselor_add")
    form = {**person("brussels", username="bram", password=PASSWORD), **wrong}
    assert signed_in(staff("alice", BRUSSELS)).post(page, form).status_code == 200
    assert not Counselor.objects.exists()
    assert User.objects.count() == 1


def change(client: Client, who: Counselor, **more: str) -> None:
    skill = who.language_skills.get()
    form = {
        **person(who.city_id),
        "language_skills-INITIAL_FORMS": "1",
        "language_skills-0-id": str(skill.pk),
        "language_skills-0-counselor": str(who.pk),
        **more,
    }
    page = reverse("admin:counselors_counselor_change", args=[who.pk])
    assert client.post(page, form).status_code == 302


def test_a_coordinator_shuts_out_a_counselor_and_sets_a_password(
    staff: Staff, counselor: Counselors, signed_in: SignedIn
) -> None:
    bram = counselor("bram", "brussels")
    client = signed_in(staff("alice", BRUSSELS))
    change(client, bram, new_password=PASSWORD, may_sign_in="on")
    bram.user.refresh_from_db()
    assert bram.user.check_password(PASSWORD)
    change(client, bram)
    bram.user.refresh_from_db()
    assert not bram.user.is_active
    assert bram.user.check_password(PASSWORD)


def test_a_coordinator_cannot_take_over_somebody_with_more_rights(
    staff: Staff, counselor: Counselors, signed_in: SignedIn
) -> None:
    ada = counselor("ada", "brussels", ADMINISTRATOR)
    change(signed_in(staff("alice", BRUSSELS)), ada, new_password=PASSWORD)
    ada.user.refresh_from_db()
    assert ada.user.is_active
    assert not ada.user.check_password(PASSWORD)


def test_a_counselor_who_moves_takes_the_role_along(
    staff: Staff, counselor: Counselors, signed_in: SignedIn
) -> None:
    bram = counselor("bram", "brussels")
    change(signed_in(staff("ada", ADMINISTRATOR)), bram, city="namur", may_sign_in="on")
    assert selectors.grants_of(bram.user_id) == (Grant("counselor", "namur"),)


def test_only_administrators_give_roles_and_none_of_them_reaches_a_superuser(
    staff: Staff, signed_in: SignedIn
) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    alice, ada = staff("alice", BRUSSELS), staff("ada", ADMINISTRATOR)
    page = reverse("admin:auth_user_change", args=[alice.pk])
    role = Role.objects.get(user=alice)
    form = {
        "username": "alice",
        "is_active": "on",
        "roles-TOTAL_FORMS": "2",
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": str(role.pk),
        "roles-0-user": str(alice.pk),
        "roles-0-name": "coordinator",
        "roles-0-city": "brussels",
        "roles-1-user": str(alice.pk),
        "roles-1-name": "editor",
        "roles-1-city": "namur",
    }
    assert signed_in(alice).post(page, form).status_code == 403
    assert selectors.grants_of(alice.pk) == (BRUSSELS,)
    assert signed_in(ada).post(page, form).status_code == 302
    assert set(selectors.grants_of(alice.pk)) == {BRUSSELS, Grant("editor", "namur")}
    for name in ("admin:auth_user_change", "admin:auth_user_password_change"):
        assert signed_in(ada).get(reverse(name, args=[root.pk])).status_code in {302, 404}
    assert signed_in(root).get(reverse("admin:auth_user_change", args=[root.pk])).status_code == 200
