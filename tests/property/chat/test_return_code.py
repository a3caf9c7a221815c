from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chat.return_code import ALPHABET, BITS, NoCode, code_of, read

numbers = st.integers(0, 2**BITS - 1)
LOOK_ALIKES = {
    "0": "OoОо", "1": "IiLlІі", "A": "Аа", "B": "В", "C": "Сс", "E": "Ее", "H": "Н", "K": "Кк",
    "M": "Мм", "P": "Рр", "T": "Т", "X": "Хх", "Y": "Уу",
}  # fmt: skip


@given(numbers, numbers)
def test_every_number_has_a_code_of_its_own_in_three_groups_of_four(one: int, other: int) -> None:
    code = code_of(one)
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) - {"-"} <= set(ALPHABET)
    assert read(code) == code
    assert (code == code_of(other)) == (one == other)


@given(numbers, st.data())
def test_a_code_may_be_typed_as_people_type(number: int, data: st.DataObject) -> None:
    code = code_of(number)
    signs = [_typed(sign, data) for sign in code if sign != "-"]
    between = st.sampled_from(["", " ", "-", "–", " ", "\n", "\u200e"])
    assert read("".join(sign + data.draw(between) for sign in signs)) == code


def _typed(sign: str, data: st.DataObject) -> str:
    ways = [sign, sign.lower(), *LOOK_ALIKES.get(sign, "")]
    if sign.isdigit():
        ways += [chr(ord("٠") + int(sign)), chr(ord("０") + int(sign))]
    typed: str = data.draw(st.sampled_from(ways))
    return typed


@given(numbers, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_found(number: int, place: int, wrong: str) -> None:
    signs = list(code_of(number).replace("-", ""))
    assume(signs[place] != wrong)
    signs[place] = wrong
    with pytest.raises(NoCode):
        read("".join(signs))


@given(numbers, st.integers(0, 11), st.integers(0, 11))
def test_two_signs_that_changed_places_are_always_found(number: int, one: int, two: int) -> None:
    signs = list(code_of(number).replace("-", ""))
    assume(signs[one] != signs[two])
    signs[one], signs[two] = signs[two], signs[one]
    with pytest.raises(NoCode):
        read("".join(signs))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_is_none(typed: str) -> None:
    try:
        code = read(typed)
    except NoCode:
        return
    assert read(code) == code
