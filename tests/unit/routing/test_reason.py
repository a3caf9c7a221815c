"""Reasons are stored, shown and translated: code, terms and sentence must hold together."""

import json

import pytest

from routing.reason import SENTENCES, TERM_NAMES, Reason, RunnerUp, Turn, total

FULL = Reason(
    "other_city",
    (("other_city", 60.0), ("returning", -120.0)),
    RunnerUp(7, (("other_city", 60.0), ("load", 18.0))),
)


CUT_OFF = Reason("own_city", turn=Turn((("waited", 60.0),), 7, (("waited", 600.0),), cut_off=True))


@pytest.mark.parametrize("reason", [FULL, CUT_OFF, Reason("away")])
def test_a_stored_reason_reads_back_unchanged(reason: Reason) -> None:
    assert Reason.from_dict(json.loads(json.dumps(reason.as_dict()))) == reason


def test_a_turn_stored_before_cut_off_was_kept_is_one_by_seconds() -> None:
    stored = CUT_OFF.as_dict()
    del stored["turn"]["cut_off"]
    assert Reason.from_dict(stored).sentence.endswith("it was the turn by -540 s.")


@pytest.mark.parametrize(
    ("terms", "next_terms", "name"),
    [
        ((("waited", 90.0), ("rescue", 30.0)), (("waited", 60.0), ("rescue", 20.0)), "waited"),
        ((("waited", 60.0), ("rescue", 400.0)), (("waited", 90.0),), "rescue"),
        ((("waited", 60.0),), (("waited", 90.0), ("other_city", -240.0)), "other_city"),
        ((("waited", 60.0), ("proficiency", -9.0)), (("proficiency", -99.0),), "proficiency"),
    ],
)
def test_a_turn_is_decided_by_what_makes_the_most_of_the_difference(
    terms: tuple[tuple[str, float], ...], next_terms: tuple[tuple[str, float], ...], name: str
) -> None:
    assert Turn(terms, 7, next_terms).decided_by == name


def test_who_was_cut_off_has_the_turn_whatever_the_seconds() -> None:
    assert CUT_OFF.turn is not None
    assert CUT_OFF.turn.decided_by == "cut_off"


def test_a_total_is_the_sum_of_all_terms() -> None:
    assert total(FULL.terms) == -60.0


def test_the_sentence_spells_out_the_terms() -> None:
    assert "another city +60 s, same counselor as before -120 s" in FULL.sentence


def test_a_term_of_less_than_half_a_second_is_not_worth_a_word() -> None:
    assert Reason("own_city", (("load", 0.2),)).sentence == f"{SENTENCES['own_city']}."


def test_every_term_of_a_cost_has_a_name_in_plain_words() -> None:
    assert all(name.islower() and "_" not in name for name in TERM_NAMES.values())
