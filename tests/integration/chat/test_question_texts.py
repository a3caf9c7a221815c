"""Ready-made texts beside the answer to a left question: the same search as in a live talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from chat.actions import answers
from chat.models import Conversation
from counselors import shelf, shelving
from counselors.exchange.entries import ResourceEntry, VersionEntry
from counselors.models import Counselor, Resource
from tests.integration.chat.test_question_pages import browser, does, left, page

pytestmark = pytest.mark.django_db
CV = VersionEntry(
    "Un CV court", "Une **page** pour {city|votre Cité}, dit {counselor_alias|nous}.",
    "https://europass.europa.eu/", "curriculum",
)  # fmt: skip


@pytest.fixture(autouse=True)
def stocked(house: None) -> Iterator[None]:
    shelving.create(ResourceEntry("short-cv", {"fr": CV}, subjects=("working",)))
    shelving.create(ResourceEntry("hello", {"nl": VersionEntry("Dag", "Dag.")}))
    shelf.forget()
    yield
    shelf.forget()


def asked(client: Client, row: Conversation, **query: str) -> Any:
    answer = client.get(f"{page(row)}texts", query)
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_what_is_typed_finds_texts_in_plain_words_for_this_question(alice: Counselor) -> None:
    row = left()
    found = asked(browser(alice), row, text="curiculum")
    assert (found["type"], found["ref"], found["text"]) == ("found", row.ref, "curiculum")
    (ready,) = found["resources"]
    assert ready["text"] == "Une page pour Brussels, dit Alice."
    (other,) = asked(browser(alice), row, text="dag")["resources"]
    assert other["language"] == "nl", "no version in the question's language: it says which"


def test_what_was_asked_suggests_texts_until_one_was_given(alice: Counselor) -> None:
    row = left("Comment faire un curriculum, un CV court ?")
    suggested = asked(browser(alice), row)
    assert suggested["type"] == "suggested"
    assert [each["key"] for each in suggested["resources"]] == ["short-cv"]


def test_the_longest_search_is_cut_as_on_the_wire(alice: Counselor) -> None:
    assert asked(browser(alice), left(), text="x" * 500)["text"] == "x" * 100


def test_only_who_may_answer_the_question_gets_texts_for_it(
    alice: Counselor, bram: Counselor
) -> None:
    row = left("Питання", "uk")
    assert asked(Client(), row, text="") == 302
    assert asked(browser(alice), row, text="") == 404
    answered = left()
    answers.take(answered.pk, bram.pk, None)
    assert does(browser(bram), answered, "send", text="Voici", seen=answered.last_seq) == 302
    assert asked(browser(bram), answered, text="") == 404


def test_a_text_that_was_put_in_is_counted_without_the_question(alice: Counselor) -> None:
    row, hers = left(), browser(alice)
    does(hers, row, "take")
    assert does(hers, row, "used", resource="short-cv", quietly="yes") == 204
    assert does(hers, row, "used", resource="no such text", quietly="yes") == 204
    assert list(Resource.objects.values_list("key", "used").order_by("key")) == [
        ("hello", 0), ("short-cv", 1),
    ]  # fmt: skip
