"""What is kept, how long, and the receipts of what went."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from chat import retention
from chat.models import Conversation, LeftQuestion, Purged
from counselors import audit
from counselors.models import Act, AuditEntry, Language, Role
from miti.__main__ import main
from miti.env import SettingError, read
from tests.integration.transcripts.test_publishing import FACT
from transcripts import actions
from transcripts.models import Fact

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def conversation(number: int, age: timedelta, **more: object) -> Conversation:
    began = NOW - age - HOUR
    french, _ = Language.objects.get_or_create(code="fr", defaults={"name": "Français"})
    return Conversation.objects.create(
        ref=f"c-{number}", visitor_hash=f"{number:064}", created_at=began, queued_at=began,
        since=began, language=french, page_language="fr", visitor_lease=began, **more,
    )  # fmt: skip


def closed(number: int, age: timedelta) -> None:
    conversation(
        number, age, state="closed", closed_at=NOW - age, closed_by="visitor_left"
    ).moves.create(at=NOW - age, source="", target="waiting", cause="")


def left(number: int, age: timedelta) -> None:
    row = conversation(number, age, state="left")
    LeftQuestion.objects.create(conversation=row, asked_at=NOW - age, answered_at=NOW - age)


def fact(number: int, age: timedelta) -> None:
    """As old as the end of its day."""
    day = timezone.localtime(NOW - age).date()
    actions.record_many([replace(FACT, day=day, outcome=str(number))])


def line(number: int, age: timedelta) -> None:
    audit.record("alice", Act.OPENED, str(number), NOW - age)


def session(number: int, age: timedelta) -> None:
    Session.objects.create(session_key=str(number), session_data="", expire_date=NOW - age)


def attempt(number: int, age: timedelta) -> None:
    made = AccessAttempt.objects.create(username=str(number), failures_since_start=1)
    AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=NOW - age)


MAKERS = {
    "talk": closed, "question": left, "fact": fact, "audit": line, "session": session,
    "attempt": attempt,
}  # fmt: skip


def there(kind: str) -> set[str]:
    rows = {
        "talk": Conversation.objects.filter(state="closed").values_list("ref", flat=True),
        "question": Conversation.objects.filter(state="left").values_list("ref", flat=True),
        "fact": Fact.objects.filter(outcome__regex=r"^\d").values_list("outcome", flat=True),
        "audit": AuditEntry.objects.values_list("about", flat=True),
        "session": Session.objects.values_list("session_key", flat=True),
        "attempt": AccessAttempt.objects.values_list("username", flat=True),
    }[kind]
    return {each.removeprefix("c-") for each in rows}


def kept(kind: str) -> retention.Kept:
    return next(each for each in retention.KEPT if each.key == kind)


def test_the_table_has_a_maker_here_for_every_kind() -> None:
    assert [each.key for each in retention.KEPT] == list(MAKERS)


AGES = st.lists(st.integers(-100, 100).filter(bool), max_size=6)


@pytest.mark.parametrize("kind", MAKERS)
@how(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(hours=AGES)
def test_nothing_older_than_its_limit_stays_and_nothing_younger_goes(
    kind: str, hours: list[int]
) -> None:
    """Ages around the limit; a fact is told in days, so whole days around it."""
    limit, step = kept(kind).limit(), DAY if kind == "fact" else timedelta(minutes=7)
    for model in (Conversation, Fact, Session, AccessAttempt, Purged):
        model.objects.all().delete()
    AuditEntry.objects.forget_before(NOW + DAY)
    beyond = 1 if kind == "fact" else 0  # its day has to be over
    for number, each in enumerate(hours):
        MAKERS[kind](number, limit + (each + (beyond if each > 0 else 0)) * step)
    retention.sweep(NOW)
    assert there(kind) == {str(number) for number, each in enumerate(hours) if each < 0}
    gone = sum(each > 0 for each in hours)
    assert receipt(kind).today == receipt(kind).week == gone


def receipt(kind: str) -> retention.Receipt:
    return next(each for each in retention.report(NOW) if each.key == kind)


def test_a_receipt_says_how_many_went_and_how_old_the_oldest_is() -> None:
    line(1, 400 * DAY)
    line(2, 3 * DAY)
    assert receipt("audit").late
    retention.sweep(NOW)
    found = receipt("audit")
    assert (found.today, found.week, found.late) == (1, 1, False)
    assert found.oldest == NOW - 3 * DAY
    Purged.objects.update(day=timezone.localtime(NOW).date() - DAY)
    assert (receipt("audit").today, receipt("audit").week) == (0, 1)


@pytest.mark.parametrize(
    "wish",
    [{"MITI_KEEP_SECONDS": "3601"}, {"MITI_AUDIT_DAYS": "366"}, {"MITI_ANSWER_DAYS": "31"},
     {"MITI_FACT_DAYS": "4000"}, {"MITI_FACT_DAYS": "400"}],
)  # fmt: skip
def test_a_limit_can_be_shortened_and_not_lengthened(wish: dict[str, str]) -> None:
    with pytest.raises(SettingError, match=next(iter(wish))):
        read(wish)
    assert read({"MITI_KEEP_SECONDS": "60", "MITI_FACT_DAYS": "500"})["MITI_KEEP_SECONDS"] == 60


def test_the_doctor_prints_the_receipts_and_calls_what_was_kept_too_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line(1, 400 * DAY)
    assert main(["doctor"]) == 1
    assert "LATE" in capsys.readouterr().out
    assert main(["doctor", "--repair"]) == 0
    said = capsys.readouterr().out
    assert "kept for 365 days; deleted today 1, in seven days 1; age of the oldest: –" in said


def test_the_board_shows_the_receipts() -> None:
    user = User.objects.create_user("chloe", password="x")
    Role.objects.create(user=user, name="coordinator")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    line(1, 400 * DAY)
    page = client.get("/board/").content.decode()
    assert "<td>365 days</td>" in page
    assert "too long" in page
    assert "<td>0 minutes</td>" in page
