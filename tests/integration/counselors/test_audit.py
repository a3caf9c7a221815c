"""The audit trail: written with the act, never rewritten, read by administrators, gone with age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from counselors import audit, shelving
from counselors.models import Act, AppendOnly, AuditEntry, City, Closure, Resource
from counselors.permissions import Grant
from tests.integration.counselors.conftest import ADMINISTRATOR, BRUSSELS, SignedIn, Staff

NOW = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)


def trail() -> list[tuple[str, str, str, str]]:
    rows = AuditEntry.objects.order_by("pk")
    return list(rows.values_list("actor", "act", "about", "detail"))


@pytest.fixture
def line(db: None) -> AuditEntry:
    audit.record("alice", Act.OPENED, "abc", NOW, city="brussels")
    return AuditEntry.objects.get()


def test_a_line_is_never_changed_through_its_object(line: AuditEntry) -> None:
    line.actor = "bram"
    with pytest.raises(AppendOnly):
        line.save()
    with pytest.raises(AppendOnly):
        line.delete()
    assert trail() == [("alice", "opened", "abc", "")]


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda rows: rows.update(actor="bram"),
        lambda rows: rows.filter(actor="alice").update(actor="bram"),
        lambda rows: rows.delete(),
        lambda rows: rows.all().delete(),
        lambda rows: rows.bulk_update(list(rows.all()), ["actor"]),
        lambda rows: rows.bulk_create(
            [AuditEntry(pk=rows.get().pk, at=NOW, actor="bram", act=Act.OPENED, about="abc")],
            update_conflicts=True, update_fields=["actor"], unique_fields=["pk"],
        ),
        lambda rows: rows.update_or_create(about="abc", defaults={"actor": "bram"}),
    ],
)  # fmt: skip
def test_a_line_is_never_changed_through_a_query(
    line: AuditEntry, rewrite: Callable[..., object]
) -> None:
    with pytest.raises(AppendOnly):
        rewrite(AuditEntry.objects)
    assert trail() == [("alice", "opened", "abc", "")]


def test_a_line_says_one_of_the_known_acts(db: None) -> None:
    with pytest.raises(IntegrityError):
        AuditEntry.objects.create(at=NOW, actor="alice", act="looked", about="abc")


def test_a_line_outlives_the_account_that_it_names(staff: Staff) -> None:
    user = staff("dora", BRUSSELS)
    audit.record(user.username, Act.EXPORTED, "figures", NOW)
    user.delete()
    assert trail() == [("dora", "exported", "figures", "")]


def test_lines_are_forgotten_by_age_and_no_sooner(db: None) -> None:
    for days in (29, 31):
        audit.record("alice", Act.OPENED, f"{days} days ago", NOW - timedelta(days=days))
    assert audit.forget_before(NOW - timedelta(days=30)) == 1
    assert [about for _, _, about, _ in trail()] == ["29 days ago"]


def test_hours_that_change_leave_a_line(staff: Staff, signed_in: SignedIn) -> None:
    browser = signed_in(staff("dora", BRUSSELS))
    page = reverse("admin:counselors_closure_add")
    browser.post(page, {"city": "brussels", "day": "2027-03-01", "names_fr": "Inventaire"})
    closure = Closure.objects.get(day="2027-03-01")
    browser.post(reverse("admin:counselors_closure_delete", args=[closure.pk]), {"post": "yes"})
    about = f"closure:{closure.pk}"
    assert trail() == [
        ("dora", "changed_rules", about, "added"), ("dora", "changed_rules", about, "deleted"),
    ]  # fmt: skip
    assert set(AuditEntry.objects.values_list("city", flat=True)) == {"brussels"}


def test_what_is_done_to_a_list_leaves_a_line_for_each(staff: Staff, signed_in: SignedIn) -> None:
    browser = signed_in(staff("edith", Grant("editor", None)))
    rows = [Resource.objects.create(key=key) for key in ("one", "two")]
    listing, chosen = reverse("admin:counselors_resource_changelist"), [row.pk for row in rows]
    browser.post(listing, {"action": "mark_checked", "_selected_action": chosen})
    wish = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    browser.post(listing, wish)
    assert sorted(trail()) == [
        ("edith", "changed_resource", f"resource:{pk}", what)
        for pk in chosen
        for what in ("checked", "deleted")
    ]


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_done_to_a_list_leaves_none(
    staff: Staff, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Exception):
        pass

    def broken(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(shelving, "remember_removal", broken)
    browser = signed_in(staff("edith", Grant("editor", None)))
    row = Resource.objects.create(key="one")
    wish = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    with pytest.raises(Broken):
        browser.post(reverse("admin:counselors_resource_changelist"), wish)
    assert trail() == []


READERS = [
    (Grant("counselor", "brussels"), None),
    (Grant("editor", None), None),
    (Grant("coordinator", None), None),
    (Grant("administrator", "brussels"), {"brussels"}),
    (Grant("administrator", "namur"), {"namur"}),
    (ADMINISTRATOR, {"brussels", "namur", ""}),
]


@pytest.mark.parametrize(("role", "cities"), READERS)
def test_only_administrators_read_it_and_each_for_their_cities(
    staff: Staff, signed_in: SignedIn, role: Grant, cities: set[str] | None
) -> None:
    for city in ("brussels", "namur", None):
        audit.record("alice", Act.OPENED, f"in {city}", NOW, city=city)
    response = signed_in(staff("dora", role)).get(reverse("admin:counselors_auditentry_changelist"))
    if cities is None:
        assert response.status_code in {302, 403}  # counselors do not even enter the admin
        return
    assert {row.city for row in response.context["cl"].queryset} == cities


def test_nobody_adds_changes_or_deletes_a_line_in_the_admin(
    staff: Staff, signed_in: SignedIn, line: AuditEntry
) -> None:
    browser = signed_in(staff("root", ADMINISTRATOR))
    for page in ("change", "delete"):
        address = reverse(f"admin:counselors_auditentry_{page}", args=[line.pk])
        assert browser.post(address, {"actor": "bram", "post": "yes"}).status_code == 403
    assert browser.post(reverse("admin:counselors_auditentry_add")).status_code == 403
    assert City.objects.exists()
    assert trail() == [("alice", "opened", "abc", "")]
