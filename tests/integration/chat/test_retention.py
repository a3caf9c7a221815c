"""What is kept, how long, and the receipts of what went."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings as ours
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django import Settings

from chat import retention
from chat.models import AnswerNotice, Conversation, Knock, LeftQuestion, Purged, SentFile
from counselors import audit
from counselors.models import Act, AuditEntry, Language, Role
from counselors.sign_in import mail_files
from miti.__main__ import main
from miti.env import SettingError, read
from tests.integration.transcripts.test_publishing import FACT
from transcripts import actions
from transcripts.models import Fact, ReviewSample

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


def file(number: int, age: timedelta) -> None:
    row = conversation(number, age, state="waiting")
    SentFile.objects.create(conversation=row, ref=str(number), at=NOW - age, kind="pdf", sealed=b"")


def notice(number: int, age: timedelta) -> None:
    row = conversation(number, age, state="left")
    AnswerNotice.objects.create(conversation=row, sealed=b"s", given_at=NOW - age)


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


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The mails of this test."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


def mail(number: int, age: timedelta) -> None:
    file = Path(ours.DATA_DIR, "mail", f"{number}.log")
    file.touch()
    os.utime(file, ((NOW - age).timestamp(),) * 2)


def sample(number: int, age: timedelta) -> None:
    """Kept since the day that begins after."""
    day = timezone.localtime(NOW - age).date()
    ReviewSample.objects.create(
        city="namur", subject=str(number), language="fr", kept_since=day, lines=[]
    )


def knock(number: int, age: timedelta) -> None:
    Knock.objects.create(nonce=str(number), turn=NOW - age, until=NOW - age)


MAKERS = {
    "talk": closed, "question": left, "file": file, "notice": notice, "fact": fact,
    "sample": sample, "audit": line, "knock": knock, "session": session, "attempt": attempt,
    "mail": mail,
}  # fmt: skip


def there(kind: str) -> set[str]:
    rows = {
        "talk": Conversation.objects.filter(state="closed").values_list("ref", flat=True),
        "question": Conversation.objects.filter(state="left").values_list("ref", flat=True),
        "file": SentFile.objects.values_list("ref", flat=True),
        "notice": AnswerNotice.objects.values_list("conversation__ref", flat=True),
        "fact": Fact.objects.filter(outcome__regex=r"^\d").values_list("outcome", flat=True),
        "sample": ReviewSample.objects.values_list("subject", flat=True),
        "audit": AuditEntry.objects.values_list("about", flat=True),
        "knock": Knock.objects.values_list("nonce", flat=True),
        "session": Session.objects.values_list("session_key", flat=True),
        "attempt": AccessAttempt.objects.values_list("username", flat=True),
        "mail": [file.stem for file in Path(ours.DATA_DIR, "mail").iterdir()],
    }[kind]
    return {each.removeprefix("c-") for each in rows}


def kept(kind: str) -> retention.Kept:
    return next(each for each in retention.KEPT if each.key == kind)


def test_the_table_has_a_maker_here_for_every_kind() -> None:
    by_month = {"word", "few_remarks", "remark"}  # transcripts.test_words, chat.test_remarks
    assert [each.key for each in retention.KEPT if each.key not in by_month] == list(MAKERS)


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
    in_days = kind in {"fact", "sample"}
    limit, step = kept(kind).limit(), DAY if in_days else timedelta(minutes=7)
    for model in (Conversation, Fact, ReviewSample, Knock, Session, AccessAttempt, Purged):
        model.objects.all().delete()
    AuditEntry.objects.forget_before(NOW + DAY)
    mail_files.forget_before(NOW + DAY)
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
     {"MITI_MAIL_DAYS": "8"}, {"MITI_SAMPLE_DAYS": "91"}, {"MITI_REMARK_DAYS": "366"},
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
    assert "kept: 365 days; deleted today 1, in seven days 1; age of the oldest: –" in said


def test_the_board_shows_the_receipts() -> None:
    user = User.objects.create_user("chloe", password="x")
    Role.objects.create(user=user, name="coordinator")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    line(1, 400 * DAY)
    page = client.get("/board/").content.decode()
    assert "<td>365 days</td>" in page
    assert "too long" in page
    assert "<td>not at all</td>" in page
