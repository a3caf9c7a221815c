from __future__ import annotations

import pytest

from chat.language import OTHER
from chat.language.score import judge, score

ANSWERS = {
    "bonjour": {"fr": 0.9, "nl": 0.1},
    "dag": {"fr": 0.6, "nl": 0.4},
    "ik zoek werk": {"nl": 1.0},
    "hola amigo": {"fr": 0.85, OTHER: 0.15},
    "dzień dobry": {OTHER: 0.95, "nl": 0.05},
    "👋 12": {},
}
LABELS = ("fr", "nl", "nl", OTHER, OTHER, "fr")
LINES = [
    judge(text, label, ANSWERS.__getitem__) for text, label in zip(ANSWERS, LABELS, strict=True)
]


def test_every_line_counts_and_another_language_is_right_as_other() -> None:
    found = score(LINES)
    assert (found.lines, found.accuracy) == (6, 0.5)
    assert found.by_label == {"fr": 0.5, "nl": 0.5, OTHER: 0.5}
    assert found.by_length == pytest.approx({"1-2": 2 / 5, "3-5": 1.0})
    assert found.confusions == {"fr": {"": 1}, "nl": {"fr": 1}, OTHER: {"fr": 1}}


def test_each_label_weighs_the_same_in_the_mean_of_f1() -> None:
    assert score(LINES).macro_f1 == pytest.approx((2 / 5 + 2 / 3 + 2 / 3) / 3)


def test_below_the_threshold_nothing_is_said() -> None:
    sure = score(LINES).sure
    assert sure.accuracy == pytest.approx(3 / 4)
    assert sure.coverage == pytest.approx(4 / 6)
    assert sure.other_as_ours == pytest.approx(1 / 2)
