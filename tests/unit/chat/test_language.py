from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from chat import language
from chat.language import (
    OTHER,
    UNKNOWN,
    Guess,
    even,
    guess,
    letters,
    other_than,
    probabilities,
    spelling,
)
from chat.language.frequent import Frequent, write
from tests.bench.language import labelled, of_lines, ours

LANGUAGES = ("fr", "nl", "de", "en", "uk")
DUTCH = "Ik ben mijn werk kwijt en ik zou graag een opleiding volgen in de zorg."
FRENCH = "J'ai perdu mon travail et je voudrais suivre une formation dans les soins."
UKRAINIAN = "Я шукаю роботу в Бельгії і хочу вивчати французьку мову."


@pytest.mark.parametrize("chosen", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["merci", "dank u wel", "Bonjour !", "hallo", "ok", "Goedemorgen", "Hello, anybody?", "Дякую"],
)
def test_a_greeting_gives_no_hint(chosen: str, text: str) -> None:
    assert other_than(chosen, text, LANGUAGES) is None


@pytest.mark.parametrize("text", ["", "0475 12 34 56 78 90 " * 5, "👋🙏" * 30, "?!… — /// " * 9])
def test_digits_and_pictures_give_no_hint(text: str) -> None:
    assert other_than("fr", text, LANGUAGES) is None


@pytest.mark.parametrize(
    ("chosen", "text", "written"),
    [("fr", DUTCH, "nl"), ("nl", FRENCH, "fr"), ("fr", UKRAINIAN, "uk"), ("de", FRENCH, "fr")],
)
def test_somebody_who_surely_writes_in_another_language_gives_a_hint(
    chosen: str, text: str, written: str
) -> None:
    guess = other_than(chosen, text, LANGUAGES)
    assert guess is not None
    assert guess.language == written
    assert 0.9 <= guess.confidence <= 1


@pytest.mark.parametrize(("chosen", "text"), [("nl", DUTCH), ("fr", FRENCH), ("uk", UKRAINIAN)])
def test_somebody_who_writes_in_the_chosen_language_gives_no_hint(chosen: str, text: str) -> None:
    assert other_than(chosen, text, LANGUAGES) is None


def test_the_same_text_always_gives_the_same_hint() -> None:
    mixed = f"{DUTCH} {FRENCH[:30]}"
    assert len({other_than("de", mixed, LANGUAGES) for _ in range(20)}) == 1


SPANISH = "Estoy buscando trabajo y quiero aprender el idioma."


def test_a_language_that_nobody_configured_is_another_and_never_hinted_at() -> None:
    assert guess(SPANISH, even(LANGUAGES)).language == OTHER
    assert other_than("fr", SPANISH, LANGUAGES) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "Szukam pracy i chciałabym nauczyć się języka."),
        ("ar", "أبحث عن عمل وأريد أن أتعلم اللغة الفرنسية"),
    ],
)
def test_a_sixth_language_is_only_named(code: str, text: str) -> None:
    assert other_than("fr", text, LANGUAGES) is None
    found = other_than("fr", text, (*LANGUAGES, code))
    assert found is not None
    assert found.language == code


@pytest.mark.parametrize("text", ["ሰላም ስራ እደሊ ኣለኹ", "你好我在找工作" * 20, "bedroom را خاموش کن"])
def test_a_script_that_is_none_of_ours_is_another_language(text: str) -> None:
    assert probabilities(text, even(LANGUAGES)) == dict.fromkeys(LANGUAGES, 0.0) | {OTHER: 1.0}


def test_names_and_brands_do_not_outweigh_the_script_of_the_rest() -> None:
    assert guess("Windows, Linux чи Android, будь ласка", even(LANGUAGES)).language == "uk"


@pytest.mark.parametrize("text", ["", "12:30 ?!", "👋🙏", "https://www.actiris.brussels/nl/"])
def test_without_words_nothing_is_known(text: str) -> None:
    assert probabilities(text, even(LANGUAGES)) == {}
    assert guess(text, even(LANGUAGES)) == Guess(UNKNOWN, 0.0)


@pytest.mark.parametrize("text", ["ok", "a", "station", "x" * 5_000])
def test_a_doubtful_word_is_unknown(text: str) -> None:
    assert guess(text, even(LANGUAGES)).language == UNKNOWN


def test_probabilities_are_shares_of_one() -> None:
    for text, _ in labelled():
        assert sum(ours(text).values()) == pytest.approx(1)


@pytest.mark.parametrize("text", [DUTCH, FRENCH, UKRAINIAN, "Straßenbahnfahrerprüfung bestanden"])
def test_capitals_change_nothing(text: str) -> None:
    small, large = ours(text), ours(text.upper())
    assert max(small, key=lambda code: small[code]) == max(large, key=lambda code: large[code])


def test_short_messages_add_up() -> None:
    said = ["ok", "hallo", "is er nog plaats", "in de cursus van maandag"]
    so_far = [ours("\n".join(said[:count]))["nl"] for count in range(1, len(said) + 1)]
    assert all(later > earlier for earlier, later in pairwise(so_far))
    assert so_far[0] < 0.8 < so_far[-1]


def test_what_was_chosen_counts_and_less_so_if_only_the_browser_chose() -> None:
    doubtful = "Hotel station restaurant"
    chosen, followed, even_ = (
        probabilities(doubtful, prior)["fr"]
        for prior in (
            language._leaning("fr", LANGUAGES, language.CHOSEN),
            language._leaning("fr", LANGUAGES, language.FOLLOWED),
            even(LANGUAGES),
        )
    )
    assert chosen > followed > even_


def test_lines_of_visitors_are_recognised() -> None:
    found = of_lines(ours)
    assert found.by_length["1-2"] >= 0.90
    assert found.by_length["3-5"] >= 0.985
    assert min(found.by_length["6-10"], found.by_length["11+"]) >= 0.995
    assert found.sure.accuracy >= 0.995
    assert found.sure.coverage >= 0.94
    assert found.sure.other_as_ours <= 0.015
    assert found.accuracy - of_lines(ours, str.upper).accuracy <= 0.01


def test_a_probability_means_what_it_says() -> None:
    answers = [(ours(text), label) for text, label in labelled()]
    best = [(max(found.values()), found[label] == max(found.values())) for found, label in answers]
    for least, most in ((0.0, 0.9), (0.9, 1.01)):
        group = [(sure, right) for sure, right in best if least <= sure < most]
        promised = sum(sure for sure, _ in group) / len(group)
        kept = sum(right for _, right in group) / len(group)
        assert kept > promised - 0.05
    promised = sum(sure for sure, _ in best) / len(best)
    assert promised == pytest.approx(sum(right for _, right in best) / len(best), abs=0.02)


def test_a_table_says_how_often_a_word_comes(tmp_path: Path) -> None:
    write(tmp_path / "table", {"fr": [("de", 150), ("pain", 400)], "nl": [("de", 130)]})
    table = Frequent(tmp_path / "table")
    assert table.of("de") == pytest.approx({"fr": 10**-1.5, "nl": 10**-1.3}, rel=0.2)
    assert table.of("pain") == pytest.approx({"fr": 10**-4}, rel=0.2)
    assert table.of("brood") == {}


def test_how_languages_spell_is_read_from_a_table_and_without_it_made_on_the_spot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    there = spelling.spelling()
    assert spelling.TABLE.read_bytes() == spelling.tabled()
    monkeypatch.setattr(spelling, "TABLE", tmp_path / "spelling.table")
    spelling.spelling.cache_clear()
    here = spelling.spelling()
    spelling.spelling.cache_clear()
    assert here.languages == there.languages
    assert caplog.messages == ["spelling.table is missing: run config/setup/language-tables"]
    word = "opleiding"
    assert letters.Letters(here.of("LATIN")).of(word) == letters.together("LATIN").of(word)


def test_what_may_come_first_and_what_is_left_are_shares_of_one_whole() -> None:
    latin = spelling.spelling().of("LATIN")
    width = len(latin.languages)
    rows = dict(zip(latin.shares.keys, batched(latin.shares, width), strict=True))
    left = dict(zip(latin.left.keys, batched(latin.left, width), strict=True))
    first = [row for key, row in rows.items() if len(key) == 1]
    for column in zip(left[""], *first, strict=True):
        assert sum(column) == pytest.approx(1, abs=1e-4)


def batched(rows: spelling.Rows, width: int) -> list[list[float]]:
    numbers: memoryview[float] = rows.numbers.cast("f")
    return [list(numbers[at : at + width]) for at in range(0, len(numbers), width)]


def test_every_language_is_compared_with_those_of_its_script() -> None:
    assert {"fr", "nl", "en", "de", "es", "pl"} <= set(letters.scripts()["LATIN"])
    assert {"uk", "ru", "bg"} <= set(letters.scripts()["CYRILLIC"])
