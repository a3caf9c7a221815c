"""Ready-made texts in the admin: each editor those of their own city."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from counselors.models import Resource
from counselors.permissions import Grant
from tests.integration.counselors.conftest import ADMINISTRATOR, SignedIn, Staff


def resource(*cities: str) -> dict[str, Any]:
    """The form of a resource's page."""
    return {
        "key": "map",
        "kind": "answer",
        "review_days": "180",
        "cities": list(cities),
        "versions-TOTAL_FORMS": "1",
        "versions-INITIAL_FORMS": "0",
        "versions-0-language": "fr",
        "versions-0-title": "Le plan",
        "versions-0-body": "Voici le plan.",
    }


@pytest.mark.parametrize(
    ("cities", "added"),
    [(["brussels"], True), (["namur"], False), (["brussels", "namur"], False), ([], False)],
)
def test_an_editor_writes_resources_of_the_own_city_only(
    staff: Staff, signed_in: SignedIn, cities: list[str], added: bool
) -> None:
    page = reverse("admin:counselors_resource_add")
    signed_in(staff("edith", Grant("editor", "brussels"))).post(page, resource(*cities))
    assert Resource.objects.exists() == added


def test_a_resource_of_all_cities_is_seen_by_an_editor_and_left_alone(
    staff: Staff, signed_in: SignedIn
) -> None:
    signed_in(staff("ada", ADMINISTRATOR)).post(
        reverse("admin:counselors_resource_add"), resource()
    )
    shared = Resource.objects.get(cities=None)
    client = signed_in(staff("edith", Grant("editor", "brussels")))
    page = reverse("admin:counselors_resource_change", args=[shared.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, resource("brussels")).status_code == 403
    everything = {"action": "delete_selected", "_selected_action": shared.pk, "post": "yes"}
    assert (
        client.post(reverse("admin:counselors_resource_changelist"), everything).status_code == 403
    )
    assert Resource.objects.filter(pk=shared.pk, cities=None).exists()
