"""Search as you type: what comes first, and what is found in spite of how it is typed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counselors.search import Doc, Index, Text, Wish, index_of, search, suggest
from counselors.search.folding import folded, words_of
from counselors.search.index import bits_of, places_of
from counselors.search.vocabulary import Vocabulary, differ_by_one
from tests.bench import search as bench


def doc(
    key: str, subjects: str = "", cities: str = "", worth: int = 0, **texts: tuple[str, str]
) -> Doc:
    named = {code: Text(*text) for code, text in texts.items()}
    return Doc(key, named, frozenset(subjects.split()), frozenset(cities.split()), worth)


SHELF = index_of(
    [
        doc("cv-help", "working", fr=("Un CV court", "Écrire une page."), nl=("Een kort cv", "…")),
        doc("letter", "working", fr=("Lettre de motivation", "Joignez votre CV.")),
        doc("europass", "moving working", fr=("Europass", "Le CV européen."), en=("CV", "…")),
        doc("etudes", "learning", fr=("Reprendre des études", "L’école du soir.")),
        doc("cheque", "learning", nl=("Opleidingscheques", "Een deel terug.")),
        doc("namur-map", "", "namur", fr=("Plan de Namur", "La Cité.")),
        doc("hello", worth=9, fr=("Bonjour", "Je lis."), nl=("Goeiedag", "Ik lees.")),
    ]
)


def keys(text: str, index: Index = SHELF, limit: int = 9, **talk: str) -> list[str]:
    return [each.key for each in search(index, Wish(text, **talk), limit)]


def test_the_code_comes_before_the_title_and_the_title_before_the_text() -> None:
    assert keys("cv") == ["cv-help", "europass", "letter"]
    assert keys("cv-h") == ["cv-help"]
    assert keys("joi") == ["letter"]
    assert keys("page") == ["cv-help"]
    night = doc("a-night", nl=("Avondschool", "CVO"), fr=("CVO", "a"))
    assert keys("cv", index_of([night, *SHELF.docs])) == [
        "cv-help",
        "europass",
        "a-night",
        "letter",
    ]


def test_the_subject_and_then_the_language_of_the_talk_decide_between_equals() -> None:
    texts: dict[str, Any] = {"fr": ("Cours", "a"), "nl": ("Cours", "a")}
    index = index_of(
        [
            doc("any", **texts),
            doc("fr-only", "learning", fr=("Cours", "a")),
            doc("own", "learning", **texts),
            doc("other", "working", worth=5, **texts),
        ]
    )
    assert keys("cours", index, subject="learning", language="nl") == [
        "own", "fr-only", "other", "any",
    ]  # fmt: skip


def test_case_and_accents_do_not_matter() -> None:
    assert keys("ETUDES") == keys("études") == keys("etudes") == ["etudes"]
    assert folded("Œuvre ’ Straße Жили їжак") == "oeuvre ' strasse жили їжак"
    assert words_of("L’emploi, à Liège") == ["l", "emploi", "a", "liege"]


def test_one_wrong_letter_is_forgiven() -> None:
    for typed in ("etdues", "etudas", "tudes", "ettudes", "etudess", "motivaton"):
        assert keys(typed) == (["letter"] if typed.startswith("mot") else ["etudes"]), typed
    assert keys("etdu") == ["etudes"], "while it is typed"
    assert keys("etxxes") == []


def test_words_inside_compounds_are_found_last() -> None:
    assert keys("cheques") == ["cheque"]
    assert keys("eidingsch") == ["cheque"]


def test_every_word_must_be_found_and_no_resource_comes_twice() -> None:
    assert keys("lettre cv") == ["letter"]
    assert keys("lettre bonjour") == []
    assert keys("cv europ") == ["europass"]


def test_what_belongs_to_another_city_is_not_found() -> None:
    assert "namur-map" in keys("plan", city="namur")
    assert keys("plan", city="liege") == []
    assert keys("plan") == []


def test_without_words_the_best_for_the_talk_come_first() -> None:
    assert keys("", subject="learning", language="nl", limit=2) == ["cheque", "etudes"]
    assert keys("", limit=1) == ["hello"], "what is used most"


def test_what_a_visitor_wrote_brings_up_what_could_help() -> None:
    wish = Wish("Bonjour, je voudrais reprendre mes etudes le soir", "fr", None, None)
    assert next(iter(suggest(SHELF, wish))).key == "etudes"
    assert suggest(SHELF, Wish("Il pleut beaucoup", "fr")) == []


@given(st.sets(st.integers(0, 300)))
def test_a_set_of_resources_is_a_number_and_back(places: set[int]) -> None:
    assert list(places_of(bits_of(sorted(places)))) == sorted(places)


WORD = st.text("abcé", min_size=4, max_size=8)


@given(st.sets(WORD, max_size=30), WORD)
def test_the_vocabulary_finds_every_word_that_is_near(words: set[str], typed: str) -> None:
    vocabulary = Vocabulary(words)
    near = {vocabulary.words[at] for at in vocabulary.nearly(typed)}
    assert {word for word in words if _one_edit(word, typed)} <= near | {typed}
    inside = {vocabulary.words[at] for at in vocabulary.containing(typed)}
    assert inside == {word for word in words if typed in word}


def _one_edit(one: str, other: str) -> bool:
    """By trying every edit: slow and plain."""
    letters = sorted({*one, *other})
    edits = {one[:at] + one[at + 1 :] for at in range(len(one))}
    edits |= {one[:at] + new + one[at:] for at in range(len(one) + 1) for new in letters}
    edits |= {one[:at] + new + one[at + 1 :] for at in range(len(one)) for new in letters}
    return one == other or other in edits


@given(WORD, WORD)
def test_one_edit_apart_is_one_edit_apart(one: str, other: str) -> None:
    swapped = any(
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] == other for at in range(len(one) - 1)
    )
    assert differ_by_one(one, other) == (_one_edit(one, other) or swapped)


def test_what_visitors_write_brings_up_what_a_counselor_would_send() -> None:
    index = bench.first_shelf()

    def suggested(code: str, text: str) -> list[str]:
        return [each.key for each in suggest(index, Wish(text, code))]

    assert bench.hit_rate(suggested) >= 0.9
    assert len(bench.labelled()) >= 60
