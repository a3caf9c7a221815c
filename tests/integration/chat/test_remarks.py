"""What a visitor remarks at the end: sealed with the talk, and told among many or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat import blocking, fold, keyring, retention, selectors
from chat.actions import closing, parting, queueing, talking
from chat.lifecycle import Cause
from chat.models import Conversation, Purged
from chat.protocol import MAX_REMARK, Refusal, Said
from counselors.actions import add_user, give_roles
from counselors.models import AuditEntry, Counselor
from counselors.permissions import Grant
from tests.chat_people import NOW, fresh, later, say, talk, visitor_key
from tests.integration.chat.lines import desk_line, visitor_line
from tests.integration.chat.talks import heard, talks_with
from tests.integration.chat.test_polling import Poller, start
from tests.integration.chat.test_sealed import everything_stored
from transcripts import actions
from transcripts.models import Fact, Remark

K = 5
MONTH, NEXT = "2027-01", datetime(2027, 2, 1, 12, tzinfo=NOW.tzinfo)
"""That of NOW, and half a day after its end."""


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    """Nobody knows the keys of another test."""
    keyring.keyring.cache_clear()
    yield
    keyring.keyring.cache_clear()


def ended(who: Counselor, *remarks: str | None, before: str = "Bonjour") -> Conversation:
    """A talk that is over; its visitor remarked this, one after the other."""
    row = talk(who)
    say(row, before)
    closing.close(row.pk, who.pk, None, "answered", later(60))
    for remark in remarks:
        parting.answer(row.pk, Said("satisfied", remark=remark))
    return fresh(row)


def told(row: Conversation) -> str | None:
    status = selectors.visitor_status(row.pk)
    assert status is not None
    assert status.said is not None
    return status.said.remark


def kept(city: str = "brussels", language: str = "fr", times: int = 1, month: str = MONTH) -> None:
    """So many remarks that wait for the end of their month."""
    for number in range(times):
        actions.keep_remark(month, city, language, f"{language} {city} {number}")


def places() -> list[tuple[str, str]]:
    rows = Remark.objects.filter(told=True).order_by("city", "language")
    return list(rows.values_list("city", "language"))


def receipts() -> dict[str, int]:
    return dict(Purged.objects.filter(kind__contains="remark").values_list("kind", "many"))


def coordinator() -> Client:
    user = add_user("carl", "!")
    give_roles(user, [Grant("coordinator", None)])
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.mark.usefixtures("always_open")
async def test_a_remark_is_on_the_page_of_its_visitor_and_on_no_desk(alices_session: str) -> None:
    key = visitor_key()
    async with visitor_line(key) as line, desk_line(alices_session) as alice:
        ref = await talks_with(line, alice)
        await alice.send("close", ref=ref, subject="working", outcome="answered")
        await line.until(lambda: line.newest("status")["said"] is not None)
        await line.send("answer", said={"remark": " Cafe\u0301 \u202eclair\r\n"})
        status = await line.told(
            "status", said={**line.newest("status")["said"], "remark": "Café clair"}
        )
        assert status["said"]["satisfaction"] is None
        await line.send("answer", said={"satisfaction": "satisfied", "remark": "é" * 501})
        refused = await line.told("refused", command="answer")
        assert (refused["code"], refused["params"]) == ("too_long", {"limit": MAX_REMARK})
        async with visitor_line(key) as reloaded:
            assert (await reloaded.told("status"))["said"] == status["said"]
        assert "clair" not in heard(alice)


@pytest.mark.usefixtures("always_open")
async def test_a_remark_comes_in_by_polling_as_well(alice: Counselor) -> None:
    who = Poller()
    await who.polls(start("Bonjour"))

    def helped() -> None:
        row = Conversation.objects.get()
        queueing.claim(row.pk, alice.pk, Cause.PICKED, None, timezone.now())
        talking.accept(row.pk, alice.pk, timezone.now())
        closing.close(row.pk, alice.pk, None, "answered", timezone.now())

    await blocking.run(helped)
    await who.polls()
    await who.polls({"type": "answer", "said": {"remark": "Très clair"}})
    row = await blocking.run(Conversation.objects.get)
    assert await blocking.run(told, row) == "Très clair"


@pytest.mark.django_db
def test_a_remark_lies_sealed_and_may_be_changed_and_taken_back(alice: Counselor) -> None:
    row = ended(alice, "Zebrapad", "Zebrastreep")
    assert b"Zebra" not in everything_stored()
    assert told(row) == "Zebrastreep"
    parting.answer(row.pk, Said("satisfied"))
    assert told(row) is None
    assert fold.step(later(7200))
    assert not Remark.objects.exists()


@pytest.mark.django_db
def test_a_remark_that_is_refused_leaves_the_one_before(alice: Counselor) -> None:
    row = ended(alice, "Court")
    with pytest.raises(Refusal) as refused:
        parting.answer(row.pk, Said(remark="\u0958" * MAX_REMARK))  # its normal form is longer
    assert refused.value.code == "too_long"
    assert told(row) == "Court"


@pytest.mark.django_db
def test_whoever_erases_a_talk_erases_the_remark(alice: Counselor) -> None:
    row = ended(alice, "Zebrastreep")
    closing.erase(row.pk, later(120))
    assert not fold.step(later(7200))
    assert not Remark.objects.exists()


@pytest.mark.django_db
def test_what_is_kept_names_nobody_and_points_to_nothing(alice: Counselor) -> None:
    ended(
        alice, "Alice est super, signé Awa, 0470 12 34 56",
        before="Bonjour, je m’appelle Awa Diallo",
    )  # fmt: skip
    assert fold.step(later(7200))
    remark, fact = Remark.objects.get(), Fact.objects.get()
    assert remark.text == "[nom] est super, signé [nom], [numéro de téléphone]"
    assert (remark.month, remark.city, remark.language) == (MONTH, "brussels", "fr")
    assert not remark.told
    assert "super" not in str(vars(fact))
    assert remark.pk != fact.pk


@pytest.mark.django_db
def test_the_language_of_a_remark_is_the_one_it_is_written_in(alice: Counselor) -> None:
    ended(alice, "Дякую, мені все дуже добре пояснили простими словами.")
    assert fold.step(later(7200))
    assert Remark.objects.get().language == "uk"


@pytest.mark.django_db
def test_the_key_of_a_remark_says_nothing_about_when_it_came() -> None:
    kept(times=20)
    keys = list(Remark.objects.order_by("text").values_list("pk", flat=True))
    assert keys != sorted(keys)
    kept_before = set(keys)
    actions.settle_remarks("2027-02", K)
    assert not kept_before & set(Remark.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_remark_is_told_when_its_month_is_over_and_enough_are_like_it() -> None:
    kept("brussels", times=K)
    kept("brussels", "nl", times=K - 1)
    kept("namur", times=K - 1)
    kept("liege", times=1)
    kept("any", "uk", times=2)
    retention.sweep(NEXT)
    assert places() == []  # a day for what is still being folded
    retention.sweep(NEXT + timedelta(days=1))
    assert places() == [("any", "fr")] * K + [("brussels", "fr")] * K
    assert not Remark.objects.filter(told=False).exists()
    assert receipts() == {"few_remarks": K + 1}
    kept("brussels", times=1, month="2027-02")
    retention.sweep(NEXT + timedelta(days=2))
    assert Remark.objects.filter(told=False).count() == 1


@pytest.mark.django_db
def test_what_was_told_goes_a_year_after_its_month() -> None:
    kept(times=K)
    retention.sweep(NEXT + timedelta(days=364))
    assert places() == [("brussels", "fr")] * K
    (found,) = (each for each in retention.report(NEXT) if each.key == "remark")
    assert found.oldest == datetime(2027, 1, 31, 23, tzinfo=NOW.tzinfo)  # midnight in Brussels
    retention.sweep(NEXT + timedelta(days=365))
    assert places() == []
    assert receipts() == {"remark": K}


@pytest.mark.django_db
def test_coordinators_read_a_month_and_delete_what_nobody_should_read() -> None:
    kept(times=K)
    kept("brussels", "ar", times=K)
    browser = coordinator()
    nothing = browser.get("/statistics/remarks/").content.decode()
    assert "fr brussels" not in nothing
    assert "month is over" in nothing
    assert not AuditEntry.objects.exists()
    actions.settle_remarks("2027-02", K)
    page = browser.get("/statistics/remarks/?month=nonsense").content.decode()
    assert "January 2027" in page
    assert '<p lang="ar" dir="auto">ar brussels 0</p>' in page
    remark = Remark.objects.get(text="ar brussels 3")
    answer = browser.post(f"/statistics/remarks/?month={MONTH}", {"remark": str(remark.pk)})
    assert answer["Location"] == f"/statistics/remarks/?month={MONTH}"
    assert not Remark.objects.filter(text="ar brussels 3").exists()
    for odd in ("", "x", "9" * 40, "9" * 5000):
        assert browser.post("/statistics/remarks/", {"remark": odd}).status_code == 302
    lines = AuditEntry.objects.order_by("pk").values_list("actor", "act", "about", "detail")[:2]
    assert list(lines) == [
        ("carl", "reviewed", MONTH, ""), ("carl", "reviewed", MONTH, "deleted"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_nobody_else_reads_them(alice: Counselor) -> None:
    kept(times=K)
    actions.settle_remarks("2027-02", K)
    client = Client()
    client.force_login(alice.user)
    assert client.get("/statistics/remarks/").status_code == 403
    assert not AuditEntry.objects.exists()
