from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from counselors import selectors
from counselors.actions import (
    CannotCreate,
    NewCounselor,
    create_counselor,
    create_staff,
    role_from,
)
from counselors.models import Counselor
from counselors.permissions import Grant
from tests.integration.counselors.conftest import PASSWORD


def alice(**changes: Any) -> NewCounselor:
    values: Mapping[str, Any] = {
        "username": "alice",
        "alias": "Alice",
        "city": "brussels",
        "languages": {"fr": 1.0, "nl": 0.8},
        "subjects": ["learning"],
    }
    return NewCounselor(**{**values, **changes})


def test_a_counselor_is_created_with_all_that_routing_needs(reference: Path) -> None:
    made = create_counselor(alice(slots=3, roles=[Grant("coordinator", "namur")]), PASSWORD)
    assert made.user.check_password(PASSWORD)
    assert selectors.counselor_of(made.user_id) == made
    assert set(selectors.grants_of(made.user_id)) == {
        Grant("counselor", "brussels"),
        Grant("coordinator", "namur"),
    }
    skills = made.language_skills.values_list("language", "proficiency")
    assert dict(skills) == {"fr": 1.0, "nl": 0.8}
    assert [subject.key for subject in made.subjects.all()] == ["learning"]
    assert made.slots == 3
    assert not made.is_demo


WRONG = [
    ({"city": "atlantis"}, "city", "brussels, charleroi, liege, namur"),
    ({"subjects": ["dancing"]}, "subjects", "choosing"),
    ({"languages": {"xx": 1.0}}, "languages", "fr, nl, en, de, uk"),
    ({"languages": {"fr": 1.5}}, "languages", "from 0 to 1"),
    ({"languages": {}}, "languages", "at least one"),
    ({"slots": 4}, "slots", "1 to 3"),
    ({"alias": ""}, "alias", "1 to 40"),
    ({"roles": [Grant("king", None)]}, "roles", "administrator"),
    ({"roles": [Grant("editor", "atlantis")]}, "roles", "atlantis"),
    ({"username": "demo-alice"}, "username", "demo"),
    ({"username": "al ice"}, "username", ""),
]


@pytest.mark.parametrize(("changes", "field", "why"), WRONG)
def test_a_wrong_value_is_named_and_nobody_is_created(
    reference: Path, changes: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(CannotCreate) as caught, translation.override("en"):
        create_counselor(alice(**changes), PASSWORD)
    assert caught.value.field == field
    assert why in caught.value.why
    assert not User.objects.exists()


def test_what_is_wrong_is_said_in_the_language_of_whoever_creates(reference: Path) -> None:
    with pytest.raises(CannotCreate, match="alleen voor de demo"), translation.override("nl"):
        create_counselor(alice(username="demo-alice"), PASSWORD)


def test_a_weak_password_and_a_taken_name_are_refused(reference: Path) -> None:
    with pytest.raises(CannotCreate, match=r"^password: "):
        create_counselor(alice(), "alice")
    create_counselor(alice(), PASSWORD)
    with pytest.raises(CannotCreate, match=r"^username: "):
        create_counselor(alice(), PASSWORD)
    assert Counselor.objects.count() == 1


def test_an_administrator_is_created_without_being_a_counselor(reference: Path) -> None:
    user = create_staff("ada", PASSWORD, [role_from("administrator")])
    assert selectors.grants_of(user.pk) == (Grant("administrator", None),)
    assert selectors.counselor_of(user.pk) is None


def test_a_role_is_written_with_or_without_a_city() -> None:
    assert role_from("coordinator:namur") == Grant("coordinator", "namur")
    assert role_from("administrator") == Grant("administrator", None)


def test_somebody_who_was_shut_out_has_no_rights(reference: Path) -> None:
    made = create_counselor(alice(), PASSWORD)
    User.objects.update(is_active=False)
    assert selectors.grants_of(made.user_id) == ()
    assert selectors.counselor_of(made.user_id) is None


def test_a_superuser_is_an_administrator_of_all_cities_and_no_counselor(reference: Path) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    assert selectors.grants_of(root.pk) == (Grant("administrator", None),)
    assert selectors.counselor_of(root.pk) is None


def test_nobody_has_no_rights(db: None) -> None:
    assert selectors.grants_of(None) == ()
    assert selectors.counselor_of(None) is None
