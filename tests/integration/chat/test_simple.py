"""Without scripts: one question is left, its answer read with the code from anywhere, and asked
back about."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from chat import left_questions, simple_views
from chat.actions import answers, questions
from chat.allowance import Allowance
from chat.logbook import with_texts
from chat.models import Conversation, LogEntry
from counselors.models import City
from tests.chat_people import alice, fresh, open_house

QUESTION = "Quelle école du soir à Namur ?"
ANSWERED = "Votre question a une réponse."


@pytest.fixture(autouse=True)
def house(db: None) -> None:
    open_house()


def post(**typed: str) -> Any:
    """As a browser without scripts sends it, and without any cookie."""
    return Client(enforce_csrf_checks=True).post("/fr/simple/", typed)


def form() -> dict[str, str]:
    page = Client().get("/fr/simple/").content.decode()
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    return {"do": "leave", "key": key, "city": "namur", "subject": "", "language": "fr"}


def code_in(answer: Any) -> str:
    (code,) = re.findall(r'<p class="code"[^>]*>([^<]+)</p>', answer.content.decode())
    return str(code)


def test_a_question_is_left_and_its_answer_read_with_the_code() -> None:
    left = post(**form(), text=QUESTION)
    code, row = code_in(left), Conversation.objects.get()
    assert (row.state, row.city_id, row.language_id) == ("left", "namur", "fr")
    assert left.status_code == 200
    assert not left.cookies
    assert code not in left.wsgi_request.get_full_path()
    who = alice()
    answers.take(row.pk, who.pk, None)
    answers.send(row.pk, who, "Le soir, à la rue Haute.", row.last_seq, timezone.now())
    read = post(do="read", code=code.lower().replace("-", " ")).content.decode()
    assert "Le soir, à la rue Haute." in read
    erased = post(do="erase", code=code)
    assert not Conversation.objects.exists()
    assert "effacé" in erased.content.decode()
    assert post(do="read", code=code).status_code == 422


def in_form(answer: Any) -> dict[str, str]:
    """What the form to ask back carries along."""
    page = answer.content.decode()
    code, key = re.findall(
        r'name="code" value="([^"]+)"><input type="hidden" name="key" value="([^"]+)"', page
    )[0]
    return {"do": "ask_back", "code": code, "key": key}


def said() -> list[str]:
    """What both sides wrote, in order."""
    return [
        text for _, text in with_texts(list(LogEntry.objects.exclude(sealed=b"").order_by("seq")))
    ]


def test_whoever_has_the_code_asks_back_and_is_owed_an_answer_again() -> None:
    left = post(**form(), text=QUESTION)
    row, who = Conversation.objects.get(), alice()
    more = in_form(left)
    post(**more, text="Le soir seulement.")
    post(**more, text="Le soir seulement.")  # sent twice, as by a reload
    assert said() == [QUESTION, "Le soir seulement."]
    answers.take(row.pk, who.pk, None)
    answers.send(row.pk, who, "Rue Haute.", fresh(row).last_seq, timezone.now())
    assert not left_questions.is_owed(row.pk)
    read = post(do="read", code=code_in(left))
    asked = post(**in_form(read), text="Et le prix ?").content.decode()
    assert left_questions.is_owed(row.pk)
    assert said()[-1] == "Et le prix ?"
    assert "Et le prix ?" in asked
    assert ANSWERED in read.content.decode()
    assert ANSWERED not in asked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"text": " "}, " "),
        ({"text": "a" * 4001}, "a" * 4001),
        ({"text": "Et le prix ?", "key": "x"}, "Et le prix ?"),
        ({"text": "Et le prix ?", "code": "AAAA-AAAA-AAAB"}, "Et le prix ?"),
    ],
)
def test_what_cannot_be_asked_back_stays_in_the_form(typed: dict[str, str], kept: str) -> None:
    answer = post(**{**in_form(post(**form(), text=QUESTION)), **typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert f">{kept}</textarea>" in page
    assert said() == [QUESTION]


def test_too_much_at_once_is_said_and_the_text_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    more = in_form(post(**form(), text=QUESTION))
    monkeypatch.setattr(simple_views, "takings", Allowance(0.001, 0))
    answer = post(**more, text="Et le prix ?")
    assert answer.status_code == 422
    assert ">Et le prix ?</textarea>" in answer.content.decode()
    assert said() == [QUESTION]


@pytest.mark.parametrize("pressed", ["read", "notify", "forget"])
def test_another_button_loses_no_text(pressed: str) -> None:
    more = in_form(post(**form(), text=QUESTION))
    page = post(**{**more, "do": pressed}, text="Et le prix ?", to="moi@example.org")
    assert ">Et le prix ?</textarea>" in page.content.decode()
    assert said() == [QUESTION]
    wrong = post(**{**form(), "do": "read", "code": "AAAA-AAAA-AAAA"}, text="Et le prix ?")
    assert wrong.status_code == 422
    assert ">Et le prix ?</textarea>" in wrong.content.decode()
    assert '<option value="namur" selected>' in wrong.content.decode()


def test_where_somebody_waits_for_a_talk_this_page_asks_nothing_back() -> None:
    left = post(**form(), text=QUESTION)
    row, more = Conversation.objects.get(), in_form(left)
    City.objects.update(is_demo=True)
    with override_settings(DEMO=True):
        questions.come_back(row.pk, timezone.now())
    assert 'value="ask_back"' not in post(do="read", code=more["code"]).content.decode()
    answer = post(**more, text="Et le prix ?")
    assert ">Et le prix ?</textarea>" in answer.content.decode()
    assert said() == [QUESTION]


def test_the_front_page_opens_a_question_by_its_code_without_scripts_too() -> None:
    code = code_in(post(**form(), text=QUESTION))
    (front,) = re.findall(
        r'(?s)<form [^>]*id="code-form">.*?</form>', Client().get("/fr/").content.decode()
    )
    assert '<form method="post" action="simple/"' in front
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', front))
    assert 'name="code"' in front
    assert QUESTION in post(**hidden, code=code).content.decode()


def test_a_form_that_is_sent_twice_leaves_one_question() -> None:
    same = form()
    codes = {code_in(post(**same, text=QUESTION)) for _ in range(2)}
    assert len(codes) == 2  # the newer one counts
    assert said() == [QUESTION]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"text": "  "}, ""),
        ({"text": "a" * 4001}, "a" * 4001),
        ({"text": QUESTION, "city": "x"}, QUESTION),
    ],
)
def test_what_cannot_be_left_stays_in_the_form(typed: dict[str, str], kept: str) -> None:
    answer = post(**{**form(), **typed})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert kept in answer.content.decode()
    assert not Conversation.objects.exists()


def test_a_slip_in_the_code_opens_nothing() -> None:
    assert post(do="read", code="AAAA-AAAA-AAAB").status_code == 422
    assert post(do="leave", key="short", text=QUESTION).status_code == 422
