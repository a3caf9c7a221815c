"""Whole messages and whole talks, in the words of the caller."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.redaction_words import LABELLED, REDACTOR
from transcripts.redaction.domain import Kind, Said
from transcripts.redaction.redact import Redactor
from transcripts.redaction.score import InvalidLabels, labelled_from, score
from transcripts.redaction.vocabulary import InvalidVocabulary, vocabulary_from


def test_a_mask_is_written_in_the_words_of_the_caller() -> None:
    french = Redactor(REDACTOR.vocabulary, {Kind.PHONE: "téléphone"})
    assert french.redact("gsm 0470 12 34 56", "fr").text == "gsm [téléphone]"


def test_every_mask_says_who_found_it_and_why() -> None:
    redacted = REDACTOR.redact("je m'appelle Awa, gsm 0470 12 34 56", "fr")
    name, phone = redacted.masks
    assert (name.kind, name.recogniser, name.why) == (
        Kind.PERSON, "person", "a name after “je m'appelle”",
    )  # fmt: skip
    assert (phone.kind, phone.recogniser) == (Kind.PHONE, "telephone")
    assert "+32" in phone.why
    assert 0 < phone.score < name.score <= 1


def test_a_name_that_is_stated_once_is_masked_in_the_whole_talk() -> None:
    talk = [
        Said("hier is het dossier van Bintou", "nl"),
        Said("mon fils s'appelle Bintou Wane", "fr"),
        Said("et bintou cherche un stage, Wane aussi", "fr"),
    ]
    texts = [redacted.text for redacted in REDACTOR.redact_talk(talk)]
    assert texts == [
        "hier is het dossier van [PERSON]",
        "mon fils s'appelle [PERSON]",
        "et [PERSON] cherche un stage, [PERSON] aussi",
    ]


def test_a_name_is_recalled_in_its_cases() -> None:
    talk = [Said("мене звати Олена", "uk"), Said("для Олени є місце", "uk")]
    assert REDACTOR.redact_talk(talk)[1].text == "для [PERSON] є місце"


def test_a_talk_without_names_is_redacted_line_by_line() -> None:
    (one,) = REDACTOR.redact_talk([Said("gsm 0470 12 34 56", "fr")])
    assert one == REDACTOR.redact("gsm 0470 12 34 56", "fr")


def test_our_own_messages_are_redacted_as_labelled() -> None:
    messages = labelled_from(LABELLED.read_text("utf-8").splitlines())
    found = score(messages, lambda text, lang: REDACTOR.redact(text, lang).masks)
    assert found.messages > 250
    assert {kind for kind, row in found.masked.items() if min(row.values()) < 0.95} == set()
    assert {kind for kind, row in found.precision.items() if min(row.values()) < 0.95} == set()
    assert found.messages_wholly_masked >= 0.98
    assert found.clean_altered <= 0.02


def test_a_score_counts_what_is_left_and_what_is_masked_in_vain() -> None:
    lines = [
        '{"text": "Awa 12", "lang": "fr", "spans": [[0, 3, "PERSON"], [4, 6, "AGE"]]}',
        '{"text": "propre", "lang": "nl", "spans": []}',
        "",
    ]
    masks = REDACTOR.redact("je m'appelle", "fr").masks
    nothing = score(labelled_from(lines), lambda text, lang: masks)
    assert nothing.masked == {"AGE": {"all": 0, "fr": 0}, "PERSON": {"all": 0, "fr": 0}}
    assert (nothing.messages_wholly_masked, nothing.clean_altered) == (0, 0)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": "a", "lang": "fr", "spans": [[0, 2, "AGE"]]}',
             '{"text": "a", "lang": "fr", "spans": [[0, 1, "SHOE"]]}'],
)  # fmt: skip
def test_labels_that_cannot_be_read_are_refused_with_their_line(line: str) -> None:
    with pytest.raises(InvalidLabels, match="line 1"):
        labelled_from([line])


def test_a_kind_of_cue_that_nobody_looks_for_is_refused() -> None:
    with pytest.raises(InvalidVocabulary, match=r"fr\.cues\.nickname"):
        vocabulary_from({"fr": {"stop": [], "cues": {"nickname": ["dit"]}}})


def test_offsets_are_those_of_the_text_as_it_was() -> None:
    text = "😀 je m'appelle Awa Diallo, 😀 gsm 0470 12 34 56"
    masks = REDACTOR.redact(text, "fr").masks
    assert [text[mask.start : mask.end] for mask in masks] == ["Awa Diallo", "0470 12 34 56"]
    assert all(one.end <= two.start for one, two in pairwise(masks))
