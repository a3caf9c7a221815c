"""Rules from data: the shipped file, and errors that say what to mend."""

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from routing.domain import CityRules, Rules
from routing.rules import InvalidRules, load_rules, rules_from

SHIPPED = Path(__file__).parents[3] / "config" / "routing.toml"


def test_the_shipped_file_says_the_same_as_the_defaults() -> None:
    assert load_rules(SHIPPED) == Rules()


def test_the_shipped_file_shows_every_rule() -> None:
    written = tomllib.loads(SHIPPED.read_text("utf-8"))
    assert set(written) == {field.name for field in fields(Rules)} - {"cities"}


def test_what_is_left_out_keeps_its_default() -> None:
    assert rules_from({}) == Rules()


def test_a_city_may_differ() -> None:
    rules = rules_from({"cities": {"namur": {"price": 180, "overflow_after": 30}}})
    assert rules.of_city("namur") == CityRules(price=180.0, overflow_after=30.0)
    assert rules.price_of_leaving("namur") == 180.0
    assert rules.price_of_leaving("liege") == Rules().city_price


@pytest.mark.parametrize(
    ("data", "key", "expected"),
    [
        ({"city_prize": 60}, "city_prize", "one of city_price, "),
        ({"city_price": "60"}, "city_price", "a number of seconds"),
        ({"city_price": True}, "city_price", "a number of seconds"),
        ({"city_price": -1}, "city_price", "0 or more"),
        ({"city_price": float("inf")}, "city_price", "a number of seconds"),
        ({"city_price": float("nan")}, "city_price", "a number of seconds"),
        ({"patience": 0}, "patience", "above 0"),
        ({"rescue_weight": -1}, "rescue_weight", "a number, 0 or more"),
        ({"throughput": []}, "throughput", "a list of numbers"),
        ({"throughput": [2.0]}, "throughput", "the first of them 1"),
        ({"throughput": 1.0}, "throughput", "a list of numbers"),
        ({"throughput": [1.0, -1.0]}, "throughput", "none below 0"),
        ({"cities": []}, "cities", "a table with one table for each city"),
        ({"cities": {"namur": 3}}, "cities.namur", "a table"),
        ({"cities": {"namur": {"prize": 3}}}, "cities.namur.prize", "one of price, "),
        ({"cities": {"namur": {"price": "x"}}}, "cities.namur.price", "a number of seconds"),
        ([], "rules", "a table"),
    ],
)
def test_an_error_names_the_key_and_what_was_expected(data: Any, key: str, expected: str) -> None:
    with pytest.raises(InvalidRules) as caught:
        rules_from(data)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{key}: expected ")
    assert expected in str(caught.value)
