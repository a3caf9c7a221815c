"""The notice of an answer: an address that is sealed, used once over real SMTP, and deleted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from chat import notice_views, notify, retention
from chat.actions import closing, notices, questions
from chat.actions.notices import PAUSES, NoAddress
from chat.allowance import Allowance
from chat.keyring import keyring
from chat.models import AnswerNotice, Conversation, Purged, WrappedKey
from chat.protocol import Refusal
from chat.words.notice import MAIL, NOTICE
from counselors.models import Counselor
from miti.__main__ import main
from miti.accounts import mail
from tests.chat_people import NOW, fresh, later, say
from tests.integration.chat.test_questions import answered, left
from tests.integration.chat.test_sealed import everything_stored
from tests.services.mail import MailServer, mail_server
from tests.services.process import free_port

TO = "zoe.lambert@example.org"
PAGE = "https://miti.example/fr/"


def uses(settings: Settings, url: str) -> None:
    settings.MITI = {**settings.MITI, "MITI_EMAIL_URL": url}
    for name, value in mail(url, "miti@city.example", Path()).items():
        setattr(settings, name, value)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as there:
        uses(settings, there.url)
        yield there


def asked(to: str = TO) -> Conversation:
    row = left()
    notices.keep(row.pk, to, PAGE, NOW)
    return row


def looped(now: datetime) -> None:
    while notify.step(now):
        pass


def counted() -> dict[str, int]:
    return dict(Purged.objects.values_list("kind", "many"))


# --- sent once -------------------------------------------------------------------------------


def test_the_address_is_written_to_once_when_the_answer_is_stored_and_is_gone(
    server: MailServer, alice: Counselor
) -> None:
    row = asked()
    code = questions.new_code(row.pk)
    looped(later(60))
    assert server.handed_in == 0
    answered(alice, row, later(120), "Rue Haute, le soir.")
    looped(later(121))
    assert not AnswerNotice.objects.exists()
    looped(later(9e6))
    message = server.next()
    text = message.get_content()
    assert (server.handed_in, message["X-Envelope-To"], message["To"]) == (1, TO, TO)
    with override("fr"):
        assert message["Subject"] == str(MAIL["subject"])
        assert text.splitlines() == str(MAIL["body"]).format(page=PAGE).splitlines()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    for secret in ("Haute", "formation", "Alice", code, code.replace("-", ""), row.ref):
        assert secret not in message.as_string()
    assert counted() == {}


def test_the_mail_is_in_the_language_of_the_question_else_of_the_page(
    server: MailServer, alice: Counselor
) -> None:
    for language, page, said in [("nl", "fr", "nl"), ("xx", "nl", "nl")]:
        notice = notices.Notice(1, TO, language, page, PAGE, NOW, last=False)
        with override(said):
            assert notify._mail(notice).subject == str(MAIL["subject"])


def test_a_server_that_is_down_delays_the_notice_and_neither_loses_nor_doubles_it(
    settings: Settings, alice: Counselor, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    uses(settings, f"smtp://user:Geheim@127.0.0.1:{port}?tls=none")
    row = asked()
    answered(alice, row, NOW)
    with caplog.at_level(logging.DEBUG):
        looped(NOW)
    assert AnswerNotice.objects.get().tries == 1
    assert "ConnectionRefusedError" in caplog.text
    assert not {word for word in (TO, "lambert", "Geheim") if word in caplog.text}
    with mail_server(port) as server:
        uses(settings, server.url)
        looped(later(1))  # not yet: it is somebody's until the pause is over
        assert server.handed_in == 0
        looped(NOW + PAUSES[0])
        looped(later(9e6))
        assert server.handed_in == 1
        assert server.next()["To"] == TO
    assert not AnswerNotice.objects.exists()


def test_a_word_that_is_cut_off_is_said_again(server: MailServer, alice: Counselor) -> None:
    answered(alice, asked(), NOW)
    server.hangs_up = True  # it may have the mail: nobody knows
    looped(NOW)
    assert AnswerNotice.objects.exists()
    server.hangs_up = False
    looped(NOW + PAUSES[0])
    assert (server.handed_in, AnswerNotice.objects.count()) == (2, 0)


def test_two_loops_send_one_mail(server: MailServer, alice: Counselor) -> None:
    answered(alice, asked(), NOW)
    first = notices.claim(NOW)
    assert first is not None
    assert notices.claim(NOW) is None
    assert first.address == TO


def test_what_never_arrives_is_given_up_deleted_and_counted(
    settings: Settings, alice: Counselor
) -> None:
    uses(settings, f"smtp://127.0.0.1:{free_port()}?tls=none")
    answered(alice, asked(), NOW)
    now = NOW
    for pause in PAUSES:
        assert AnswerNotice.objects.exists()
        looped(now)
        now += pause
    assert not AnswerNotice.objects.exists()
    assert counted() == {"notice_lost": 1}


def test_a_crash_in_the_last_try_leaves_no_address_behind(
    server: MailServer, alice: Counselor
) -> None:
    answered(alice, asked(), NOW)
    AnswerNotice.objects.update(tries=len(PAUSES))
    looped(later(1))
    assert (AnswerNotice.objects.count(), server.handed_in) == (0, 0)
    assert counted() == {"notice_lost": 1}


def test_an_address_that_the_server_does_not_know_is_not_tried_again(
    server: MailServer, alice: Counselor
) -> None:
    answered(alice, asked("nobody@example.org"), NOW)
    looped(NOW)
    assert not AnswerNotice.objects.exists()
    assert (server.handed_in, counted()) == (0, {"notice_lost": 1})


def test_asking_back_may_be_followed_by_a_notice_of_its_own(
    server: MailServer, alice: Counselor
) -> None:
    row = asked()
    answered(alice, row, NOW)
    with pytest.raises(Refusal):
        notices.keep(row.pk, TO, PAGE, NOW)  # the answer is there already
    claimed = notices.claim(NOW)
    assert claimed is not None
    say(row, "Et le prix ?", now=later(5))
    questions.asked_back(row.pk, later(5))
    notices.keep(row.pk, "other@example.org", PAGE, later(6))
    notices.sent(claimed)  # of the first answer: the newer address stays
    assert AnswerNotice.objects.get().due_at is None


# --- sealed, and gone ------------------------------------------------------------------------


def test_it_lies_sealed_and_goes_for_good_with_the_key(
    server: MailServer, alice: Counselor
) -> None:
    row = asked()
    assert b"lambert" not in everything_stored()
    answered(alice, row, NOW)
    WrappedKey.objects.all().delete()
    keyring.cache_clear()
    looped(NOW)
    assert (server.handed_in, AnswerNotice.objects.count()) == (0, 0)


@pytest.mark.parametrize("end", [closing.erase, closing.leave])
def test_whoever_erases_or_ends_it_is_never_written_to(
    server: MailServer, alice: Counselor, end: Any
) -> None:
    row = asked()
    answered(alice, row, NOW)
    end(row.pk, NOW)
    assert not AnswerNotice.objects.exists()
    looped(later(9e6))
    assert server.handed_in == 0


def test_an_address_that_nobody_answers_is_deleted_when_its_time_is_up(
    server: MailServer, alice: Counselor, settings: Settings
) -> None:
    settings.MITI = {**settings.MITI, "MITI_ANSWER_DAYS": 3}
    row = asked()
    retention.sweep(NOW + timedelta(days=3, seconds=-1))
    assert AnswerNotice.objects.exists()
    retention.sweep(NOW + timedelta(days=3))
    assert not AnswerNotice.objects.exists()
    assert fresh(row).state == "left"
    assert counted()["notice"] == 1


def test_without_a_server_for_mails_no_address_is_taken(alice: Counselor) -> None:
    with pytest.raises(Refusal):
        notices.keep(left().pk, TO, PAGE, NOW)
    assert not AnswerNotice.objects.exists()


@pytest.mark.parametrize(
    "typed", ["", "zoe", "zoe@", "a@b", f"{'a' * 250}@b.be", f"{TO}\r\nBcc: all@b.be", f"{TO},{TO}"]
)
def test_what_is_no_address_is_not_kept(server: MailServer, house: None, typed: str) -> None:
    with pytest.raises(NoAddress):
        notices.keep(left().pk, typed, PAGE, NOW)
    assert not AnswerNotice.objects.exists()


# --- the pages -------------------------------------------------------------------------------


def post(where: str, **typed: str) -> Any:
    """Without any cookie, as both pages send it."""
    return Client(enforce_csrf_checks=True).post(f"/fr/{where}", typed)


def test_the_page_without_scripts_asks_for_it_keeps_it_and_gives_it_back(
    server: MailServer, alice: Counselor
) -> None:
    row = left()
    code = questions.new_code(row.pk)
    asks = post("simple/", do="read", code=code).content.decode()
    assert 'type="email" autocomplete="email"' in asks
    wrong = post("simple/", do="notify", code=code, to="zoé arobase <b>")
    with override("fr"):
        assert wrong.status_code == 422
        assert str(NOTICE["no_address"]) in wrong.content.decode()
        assert 'value="zoé arobase &lt;b&gt;"' in wrong.content.decode()
        kept = post("simple/", do="notify", code=code, to=f" {TO} ").content.decode()
        assert str(NOTICE["kept"]) in kept
    assert TO not in kept
    post("simple/", do="forget", code=code)
    assert not AnswerNotice.objects.exists()
    post("simple/", do="notify", code=code, to=TO)
    assert AnswerNotice.objects.get().page == "http://testserver/fr/simple/"
    answered(alice, row, NOW)
    assert 'type="email"' not in post("simple/", do="read", code=code).content.decode()


def test_the_page_of_the_talk_learns_what_can_be_done(server: MailServer, house: None) -> None:
    code = questions.new_code(left().pk)

    def told(**typed: str) -> tuple[object, object, object]:
        said = post("answer-notice.json", code=code, **typed).json()
        return said["offered"], said["kept"], bool(said["reason"])

    assert told() == (True, False, False)
    assert told(do="notify", to="zoe") == (True, False, True)
    assert told(do="notify", to=TO) == (True, True, False)
    assert AnswerNotice.objects.get().page == "http://testserver/fr/"
    assert told(do="forget") == (True, False, False)
    assert post("answer-notice.json", code="AAAA-AAAA-AAAB").json() == {"offered": False}


def test_nothing_is_offered_where_no_mail_can_be_sent(house: None) -> None:
    code = questions.new_code(left().pk)
    assert post("answer-notice.json", code=code).json() == {"offered": False}
    assert 'type="email"' not in post("simple/", do="read", code=code).content.decode()


def test_too_many_addresses_at_once_are_refused_with_a_word(
    server: MailServer, house: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = questions.new_code(left().pk)
    monkeypatch.setattr(notice_views, "takings", Allowance(0.001, 0))
    with override("fr"):
        said = post("answer-notice.json", code=code, do="notify", to=TO).json()
        assert said["reason"] == str(NOTICE["too_fast"])
    assert not AnswerNotice.objects.exists()


def test_the_doctor_says_whether_the_server_answers_and_names_no_secret(
    settings: Settings, house: None, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["doctor"])
    assert "no server is named" in capsys.readouterr().out
    with mail_server() as server:
        uses(settings, server.url)
        main(["doctor"])
        assert "mail: the server answers" in capsys.readouterr().out
    uses(settings, f"smtp://user:Geheim@127.0.0.1:{free_port()}?tls=none")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "does not answer (ConnectionRefusedError)" in said
    assert "Geheim" not in said
