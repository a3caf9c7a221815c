"""Review samples: only where wanted, redacted, for few, and for some weeks."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chat import fold, sampling
from chat.models import Conversation
from counselors.models import AuditEntry, City, Role
from tests.chat_people import NOW, alice, on_duty, open_house, say, talk
from transcripts.models import ReviewSample

pytestmark = pytest.mark.django_db


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A talk with Alice of Brussels is over and folded; every talk is in turn."""
    monkeypatch.setattr(sampling, "ONE_IN", 1)
    open_house()
    who = on_duty(alice())

    def fold_one() -> None:
        row = talk(who)
        say(row, "Je m’appelle Awa Diallo, mon numéro est le 0470 12 34 56")
        say(row, "Bonjour Awa, écrivez à info@example.org", who)
        Conversation.objects.filter(pk=row.pk).update(
            state="closed", closed_at=NOW, closed_by="counselor_closed"
        )
        assert fold.step(NOW + timedelta(days=1))

    return fold_one


def wanted(city: str = "brussels") -> None:
    City.objects.filter(pk=city).update(review_samples=True)


def reader(city: str | None) -> Client:
    user = User.objects.create_user(f"reader-{city}", password="x")
    Role.objects.create(user=user, name="coordinator", city_id=city)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def test_no_city_keeps_any_unless_it_wants_to(folded: Callable[[], None]) -> None:
    folded()
    wanted("namur")  # another one
    folded()
    assert not ReviewSample.objects.exists()


def test_only_one_talk_in_ten_is_kept_by_chance(
    folded: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted()
    monkeypatch.undo()
    assert sampling.ONE_IN == 10
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)
    folded()
    assert not ReviewSample.objects.exists()


def test_a_sample_holds_what_was_said_without_who_said_it(folded: Callable[[], None]) -> None:
    wanted()
    folded()
    sample = ReviewSample.objects.get()
    assert [who for who, _ in sample.lines] == ["visitor", "visitor", "counselor"]
    words = " ".join(text for _, text in sample.lines)
    assert "Bonjour" in words
    for secret in ("Awa", "Diallo", "0470", "example.org", "Alice"):
        assert secret not in words


def test_who_opens_or_deletes_one_is_written_down(folded: Callable[[], None]) -> None:
    wanted()
    folded()
    pk = ReviewSample.objects.get().pk
    page = f"/statistics/samples/{pk}/"
    stranger, ours = reader("namur"), reader("brussels")
    assert stranger.get(page).status_code == 404
    assert "Working" not in stranger.get("/statistics/samples/").content.decode()
    assert not AuditEntry.objects.filter(act="reviewed").exists()
    assert "[numéro de téléphone]" in ours.get(page).content.decode()
    assert ours.post(page).status_code == 302
    assert not ReviewSample.objects.exists()
    assert ours.get(page).status_code == 404
    lines = AuditEntry.objects.filter(act="reviewed").order_by("pk")
    assert [(each.actor, each.about, each.city, each.detail) for each in lines] == [
        ("reader-brussels", str(pk), "brussels", ""),
        ("reader-brussels", str(pk), "brussels", "deleted"),
    ]


def test_a_coordinator_turns_it_on_for_their_city_in_the_admin_and_that_is_written_down() -> None:
    open_house()
    browser = reader("brussels")
    page = "/admin/counselors/city/brussels/change/"
    prefix = browser.get(page).context["inline_admin_formsets"][0].formset.prefix
    form = {
        "review_samples": "on", f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert browser.post(page, form).status_code == 302
    assert City.objects.get(pk="brussels").review_samples
    assert AuditEntry.objects.filter(act="changed_rules", city="brussels").exists()
    assert browser.get("/admin/counselors/city/namur/change/").status_code != 200
