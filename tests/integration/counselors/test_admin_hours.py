"""Hours and closures in the admin: each coordinator those of their own city."""

from __future__ import annotations

from datetime import time

import pytest
from django.urls import reverse

from counselors.models import Closure, OpeningWindow
from tests.integration.counselors.conftest import ADMINISTRATOR, BRUSSELS, SignedIn, Staff


def windows(city: str, *rows: tuple[int, str, str]) -> dict[str, str]:
    """The form of a city's page, with these windows instead of the present ones."""
    old = list(OpeningWindow.objects.filter(city=city).values_list("pk", flat=True))
    form = {
        "windows-TOTAL_FORMS": str(len(old) + len(rows)),
        "windows-INITIAL_FORMS": str(len(old)),
    }
    for number, pk in enumerate(old):
        form |= {
            f"windows-{number}-id": str(pk),
            f"windows-{number}-city": city,
            f"windows-{number}-weekday": "0",
            f"windows-{number}-opens": "01:00",
            f"windows-{number}-closes": "02:00",
            f"windows-{number}-DELETE": "on",
        }
    for number, (weekday, opens, closes) in enumerate(rows, len(old)):
        form |= {
            f"windows-{number}-city": city,
            f"windows-{number}-weekday": str(weekday),
            f"windows-{number}-opens": opens,
            f"windows-{number}-closes": closes,
        }
    return form


def test_a_coordinator_changes_the_hours_of_the_own_city(staff: Staff, signed_in: SignedIn) -> None:
    page = reverse("admin:counselors_city_change", args=["brussels"])
    client = signed_in(staff("alice", BRUSSELS))
    answer = client.post(page, windows("brussels", (2, "13:00", "16:00")))
    assert answer.status_code == 302
    kept = OpeningWindow.objects.filter(city="brussels")
    assert list(kept.values_list("weekday", "opens", "closes")) == [(2, time(13), time(16))]


@pytest.mark.parametrize(
    "rows",
    [
        [(2, "13:00", "16:00"), (2, "15:00", "17:00")],
        [(2, "16:00", "13:00")],
    ],
)
def test_hours_that_contradict_themselves_are_refused(
    staff: Staff, signed_in: SignedIn, rows: list[tuple[int, str, str]]
) -> None:
    page = reverse("admin:counselors_city_change", args=["brussels"])
    answer = signed_in(staff("alice", BRUSSELS)).post(page, windows("brussels", *rows))
    assert answer.status_code == 200
    assert OpeningWindow.objects.filter(city="brussels").count() == 5


def test_hours_that_changed_meanwhile_are_looked_at_first(
    staff: Staff, signed_in: SignedIn
) -> None:
    page = reverse("admin:counselors_city_change", args=["brussels"])
    client = signed_in(staff("alice", BRUSSELS))
    client.post(page, windows("brussels"))
    stale = windows("brussels", (2, "14:00", "16:00"))
    client.post(page, windows("brussels", (2, "13:00", "17:00")))
    answer = client.post(page, stale)
    assert answer.status_code == 200
    assert "Rechargez la page" in answer.content.decode()
    kept = OpeningWindow.objects.filter(city="brussels")
    assert list(kept.values_list("opens", "closes")) == [(time(13), time(17))]


def test_a_coordinator_cannot_change_the_hours_of_another_city(
    staff: Staff, signed_in: SignedIn
) -> None:
    page = reverse("admin:counselors_city_change", args=["namur"])
    signed_in(staff("alice", BRUSSELS)).post(page, windows("namur", (2, "13:00", "16:00")))
    assert OpeningWindow.objects.filter(city="namur").count() == 5


CLOSURE = {"day": "2030-12-24", "names_fr": "Fermé", "names_nl": "Gesloten"}


@pytest.mark.parametrize(("city", "closed"), [("brussels", True), ("namur", False), ("", False)])
def test_a_coordinator_closes_the_own_city_only(
    staff: Staff, signed_in: SignedIn, city: str, closed: bool
) -> None:
    page = reverse("admin:counselors_closure_add")
    signed_in(staff("alice", BRUSSELS)).post(page, {**CLOSURE, "city": city})
    assert Closure.objects.exists() == closed
    assert all(row.names == {"fr": "Fermé", "nl": "Gesloten"} for row in Closure.objects.all())


def test_an_administrator_closes_all_cities_and_coordinators_see_it(
    staff: Staff, signed_in: SignedIn
) -> None:
    page = reverse("admin:counselors_closure_add")
    signed_in(staff("ada", ADMINISTRATOR)).post(page, {**CLOSURE, "city": ""})
    everywhere = Closure.objects.get(city=None)
    client = signed_in(staff("alice", BRUSSELS))
    page = reverse("admin:counselors_closure_change", args=[everywhere.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {**CLOSURE, "day": "2031-01-01", "city": ""}).status_code == 403
    assert (
        client.post(reverse("admin:counselors_closure_delete", args=[everywhere.pk])).status_code
        == 403
    )
