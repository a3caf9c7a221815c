"""The editor's page: preview, what is refused, the history, and the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from counselors import selectors
from counselors.models import Resource, ResourceChange, ResourceVersion
from counselors.permissions import Grant

TODAY = date(2026, 5, 4)
PREVIEW = "/admin/counselors/resource/preview/"
WRITTEN = "Voici **le plan** de {city|votre ville}.<img src=x onerror=alert(1)>"
READ = "Voici le plan de votre ville."


@pytest.fixture
def edith(reference: object, staff: Callable[..., User]) -> User:
    """An editor of all cities."""
    return staff("edith", Grant("editor", None))


@pytest.fixture
def page(edith: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(edith)


def form(body: str = "Voici **le plan**.", **more: str) -> dict[str, Any]:
    return {
        "key": "map", "kind": "answer", "review_days": "180",
        "versions-TOTAL_FORMS": "1", "versions-INITIAL_FORMS": "0",
        "versions-0-language": "fr", "versions-0-title": "Le plan", "versions-0-body": body,
        "versions-0-link": "", "versions-0-words": "", **more,
    }  # fmt: skip


def added(page: Client, **more: str) -> Resource:
    answer = page.post(reverse("admin:counselors_resource_add"), form(**more))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Resource.objects.get(key="map")


def change_page(resource: Resource) -> str:
    return reverse("admin:counselors_resource_change", args=[resource.pk])


def test_every_language_shows_what_a_visitor_will_read(page: Client) -> None:
    shown = page.get(change_page(added(page, body=WRITTEN))).content.decode()
    assert READ in shown
    assert "onerror" not in shown.split("as-read", 1)[1].split("</div>", 1)[0]


def read(page: Client, body: str) -> dict[str, str]:
    answer: dict[str, str] = page.post(PREVIEW, {"body": body}).json()
    return answer


def test_what_is_being_written_is_read_through_the_same_door(page: Client) -> None:
    assert read(page, WRITTEN) == {"text": READ}
    assert read(page, "- un\n- deux\n\n[ici](https://a.be/)") == {
        "text": "– un\n– deux\n\nici (https://a.be/)"
    }
    assert not Resource.objects.exists()


@pytest.mark.parametrize("body", ["", "À {town|x}", "À {city}", "*a* " * 400])
def test_what_is_wrong_is_said_while_it_is_written(page: Client, body: str) -> None:
    answer = read(page, body)
    assert answer.pop("wrong")
    assert answer == {}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Grant("editor", "brussels"), 200),
        (Grant("coordinator", "namur"), 200),
        (Grant("counselor", "brussels"), 302),
    ],
)
def test_only_who_may_edit_somewhere_has_a_preview(
    reference: object, staff: Callable[..., User], signed_in: Callable[[User], Client],
    role: Grant, status: int,
) -> None:  # fmt: skip
    browser = signed_in(staff("somebody", role))
    assert browser.post(PREVIEW, {"body": "Voici"}).status_code == status
    assert Client().post(PREVIEW, {"body": "Voici"}).status_code == 302
    assert browser.get(PREVIEW).status_code == (405 if status == 200 else status)


@pytest.mark.parametrize("body", ["À {town|x}", "À {city}", "*a* " * 400])
def test_what_could_not_be_shown_is_refused(page: Client, body: str) -> None:
    answer = page.post(reverse("admin:counselors_resource_add"), form(body))
    assert answer.status_code == 200
    assert not Resource.objects.exists()


def test_the_history_says_who_changed_what(page: Client, edith: User) -> None:
    resource = added(page)
    version = ResourceVersion.objects.get()
    same = {"versions-INITIAL_FORMS": "1", "versions-0-id": str(version.pk)}
    same["versions-0-resource"] = str(resource.pk)
    page.post(change_page(resource), form("Voici le plan, à jour.", **same))
    change = ResourceChange.objects.latest("pk")
    assert (change.who, change.what) == (
        edith, {"fr.body": ["Voici **le plan**.", "Voici le plan, à jour."]},
    )  # fmt: skip
    assert "<ins>Voici le plan, à jour.</ins>" in page.get(change_page(resource)).content.decode()
    page.post(reverse("admin:counselors_resource_delete", args=[resource.pk]), {"post": "yes"})
    gone = ResourceChange.objects.latest("pk")
    assert (gone.key, gone.what["fr.title"]) == ("map", ["Le plan", ""])


def test_what_is_due_for_review_is_found_by_owner_and_done_at_once(
    page: Client, edith: User
) -> None:
    mine = added(page, owner=str(edith.pk))
    Resource.objects.create(key="nobodys")
    listing = reverse("admin:counselors_resource_changelist")
    assert page.get(listing, {"review": "due"}).context["cl"].result_count == 2
    assert page.get(listing, {"review": "mine"}).context["cl"].result_count == 1
    page.post(listing, {"action": "mark_checked", "_selected_action": mine.pk})
    assert page.get(listing, {"review": "mine"}).context["cl"].result_count == 0
    assert ResourceChange.objects.latest("pk").who == edith


@pytest.mark.parametrize(("ago", "due"), [(None, True), (181, True), (180, False)])
def test_a_resource_is_due_after_its_own_interval(
    reference: object, ago: int | None, due: bool
) -> None:
    checked = None if ago is None else TODAY - timedelta(days=ago)
    Resource.objects.create(key="x", last_checked=checked, review_days=180)
    assert selectors.due_for_review(Resource.objects.all(), TODAY).exists() == due
