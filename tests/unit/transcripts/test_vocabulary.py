"""Which words of a text may be counted."""

from __future__ import annotations

from transcripts.vocabulary import LONGEST, words_of


def common(word: str) -> bool:
    return word in {"pour", "une"}


def test_each_word_counts_once_and_small() -> None:
    texts = ["Formation, FORMATION pour l’emploi", "une formation à l'école"]
    assert words_of(texts, common) == {"formation", "emploi", "école"}


def test_masks_numbers_and_what_is_too_short_or_too_long_are_no_words() -> None:
    texts = ["[PHONE] [numéro de téléphone] ab 2026 x2y3 [PERSON]bonjour", "z" * (LONGEST + 1)]
    assert words_of(texts, common) == {"bonjour"}


def test_every_script_has_words() -> None:
    assert words_of(["Шукаю роботу! Їжак", "مرحبا بالعالم"], common) >= {"шукаю", "роботу", "їжак"}
