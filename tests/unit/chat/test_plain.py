from __future__ import annotations

import pytest

from chat.plain import clean

FAMILY = "👩‍👩‍👧‍👦"  # four people and the joiners that make them one picture


@pytest.mark.parametrize(
    "text",
    [
        "<b>Bonjour</b> & <script>alert(1)</script>",
        "Où ? Ça coûte 20 € — ƒ …",
        "Чи можу я працювати в Бельгії?",
        "هل يمكنني العمل؟",
        "क्षत्रिय",
        FAMILY,
        "a\n\n\tb",
        "<https://example.org/?a=1&b=2>",
    ],
)
def test_what_somebody_typed_stays_as_it_was_typed(text: str) -> None:
    assert clean(text) == text


def test_every_line_ends_in_the_same_way() -> None:
    assert clean("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_one_letter_has_one_form() -> None:
    assert clean("Chloe\u0301") == "Chlo\u00e9"


def test_control_characters_go() -> None:
    assert clean("a\x00b\x07c\x1b[31md\x9fe") == "abc[31mde"


def test_nothing_makes_a_line_read_as_something_else() -> None:
    assert clean("pay \u202egpj.exe\u202c now") == "pay gpj.exe now"


def test_a_letter_that_a_control_character_held_apart_is_put_together() -> None:
    assert clean("Chloe\x00\u0301") == "Chlo\u00e9"


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x1f", "\u202e \u2069", "\u200b\u200d \u2060"])
def test_what_holds_nothing_to_read_comes_out_empty(text: str) -> None:
    assert clean(text) == ""
