"""The pages of left questions, as a counselor's browser asks for them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from chat.actions import answers, questions, queueing
from chat.models import Conversation, LeftQuestion
from counselors.models import Counselor
from tests import chat_people as people
from tests.chat_people import draft_of, hash_of, lines, say, visitor_key

pytestmark = pytest.mark.django_db
LIST = "/desk/questions/"


def left(text: str = "Quelle formation ?", language: str = "fr") -> Conversation:
    key = uuid4()
    arrival = queueing.Arrival(
        hash_of(visitor_key()), "fr", "brussels", "working", language, key, text
    )
    return people.fresh(questions.ask(arrival, timezone.now()))


def browser(who: Counselor) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def page(row: Conversation) -> str:
    return f"{LIST}{row.ref}/"


def does(client: Client, row: Conversation, wish: str, **fields: object) -> int:
    return client.post(page(row), {"do": wish, **fields}).status_code


def test_only_counselors_see_the_questions(alice: Counselor) -> None:
    row = left()
    for address in (LIST, page(row)):
        assert Client().get(address).status_code == 302
        stranger = Client()
        stranger.force_login(people.chloe() if address == LIST else people.coordinator())
        assert stranger.get(address).status_code == 403
        assert stranger.post(page(row), {"do": "take"}).status_code == 403
        assert browser(alice).get(address).status_code == 200


def test_a_counselor_sees_what_is_asked_in_their_languages_only(alice: Counselor) -> None:
    mine, other = left(), left("Питання", "uk")
    shown = browser(alice).get(LIST).content.decode()
    assert "Quelle formation ?" in shown
    assert "Питання" not in shown
    assert browser(alice).get(page(other)).status_code == 404
    assert does(browser(alice), other, "take") == 410
    assert LeftQuestion.objects.get(pk=other.pk).owner is None
    assert browser(alice).get(page(mine)).status_code == 200


def test_a_question_is_taken_drafted_read_and_sent(alice: Counselor, bram: Counselor) -> None:
    row, hers, his = left(), browser(alice), browser(bram)
    assert does(hers, row, "take") == 302
    assert does(hers, row, "ask_reading", text="Une première idée") == 302
    assert "Une première idée" in his.get(page(row)).content.decode()
    assert does(his, row, "has_read", remark="Ajoute le prix") == 302
    shown = hers.get(page(row)).content.decode()
    assert "Ajoute le prix" in shown
    assert "Bram" in shown
    assert does(hers, row, "send", text="Une bonne idée", seen=row.last_seq) == 302
    assert [text for _, text in lines(row)][-2:] == ["answered", "Une bonne idée"]
    assert "Ajoute le prix" not in "".join(text for _, text in lines(row))
    assert "Quelle formation" not in hers.get(LIST).content.decode()


def test_an_answer_that_cannot_be_sent_keeps_its_text(alice: Counselor, bram: Counselor) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take")
    say(row, "Ah, et ceci", now=timezone.now())
    assert does(hers, row, "send", text="Ma réponse", seen=row.last_seq) == 302
    assert "Ma réponse" in hers.get(page(row)).content.decode()
    answers.take(row.pk, bram.pk, alice.pk)
    refused = hers.post(page(row), {"do": "send", "text": "Ma belle réponse", "seen": "9"})
    assert refused.status_code == 409
    assert "Ma belle réponse" in refused.content.decode()
    questions.come_back(row.pk, people.NOW)
    gone = hers.post(page(row), {"do": "send", "text": "Ma belle réponse", "seen": "9"})
    assert gone.status_code == 410
    assert "Ma belle réponse" in gone.content.decode()
    assert "Ma belle réponse" not in str(lines(row))


def test_a_remark_that_comes_too_late_keeps_its_text(alice: Counselor, bram: Counselor) -> None:
    row, hers, his = left(), browser(alice), browser(bram)
    does(hers, row, "take")
    does(hers, row, "ask_reading", text="Une première idée")
    does(his, row, "has_read", remark="Ajoute le prix")
    late = his.post(page(row), {"do": "has_read", "remark": "Et la durée"})
    assert (late.status_code, "Et la durée" in late.content.decode()) == (409, True)
    does(hers, row, "send", text="Une bonne idée", seen=row.last_seq)
    gone = his.post(page(row), {"do": "has_read", "remark": "Et la durée"})
    assert (gone.status_code, "Et la durée" in gone.content.decode()) == (410, True)


@pytest.mark.parametrize("wish", ["", "explode", "send"])
def test_nonsense_is_refused(alice: Counselor, wish: str) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take")
    assert does(hers, row, wish, text="", seen="x" * 20) == 409
    assert people.fresh(row).state == "left"


def test_a_draft_is_kept_quietly_while_it_is_written(alice: Counselor) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take")
    assert does(hers, row, "draft", text="À moitié", quietly="yes") == 204
    assert draft_of(row) == "À moitié"
    assert "data-unkept" not in hers.get(page(row)).content.decode()


def test_a_text_that_was_not_kept_is_marked_for_the_tab_that_keeps_it(alice: Counselor) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take")
    refused = hers.post(page(row), {"do": "explode", "text": "À moitié"})
    assert refused.status_code == 409
    assert "data-unkept" in refused.content.decode()
    assert draft_of(row) == ""


def test_an_empty_answer_is_not_sent_and_says_so(alice: Counselor) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take", owner="")
    said = hers.post(page(row), {"do": "send", "text": " \n ", "seen": "1"})
    assert said.status_code == 409
    assert "pas encore de réponse" in said.content.decode()


def test_whoever_is_in_a_talk_signs_out_at_the_desk(alice: Counselor) -> None:
    hers, leave = browser(alice), 'data-part="sign-out"'
    assert leave in hers.get(LIST).content.decode()
    people.talk(people.on_duty(alice))
    shown = hers.get(LIST).content.decode()
    assert leave not in shown
    assert "avant de vous déconnecter" in shown
    assert leave in hers.get("/desk/").content.decode()
