from __future__ import annotations

import pytest

from transcripts.charts import bars, line, ticks
from transcripts.figures import HIDDEN, Sum, quantile, row_sums, share, together


def test_what_a_row_hides_is_at_most_what_its_total_leaves() -> None:
    sums = row_sums({"all": 20, "fr": 12, "nl": None, "uk": None})
    assert (sums["fr"], sums["nl"]) == (Sum(12, 12), Sum(0, 8))
    assert row_sums({"all": None, "fr": None})["fr"] == HIDDEN


def test_sums_keep_what_is_not_known_of_their_parts() -> None:
    assert together([Sum(3, 3), Sum(0, 4)]) == Sum(3, 7)
    assert together([Sum(3, 3), HIDDEN]) == Sum(3, None)
    assert (together([Sum(3, 3), Sum(2, 2)]).exact, Sum(1, 2).exact) == (5, None)


def test_a_share_of_few_is_less_certain_than_the_same_share_of_many() -> None:
    few, many = share(Sum(9, 9), Sum(10, 10)), share(Sum(900, 900), Sum(1000, 1000))
    assert few is not None
    assert many is not None
    assert (few.part, many.part) == (0.9, 0.9)
    # Wilson's interval of 9 in 10, as tables give it
    assert few.low == pytest.approx(0.596, abs=0.001)
    assert few.high == pytest.approx(0.982, abs=0.001)
    assert few.low < many.low < 0.9 < many.high < few.high


def test_a_share_of_what_is_hidden_or_of_nobody_is_not_told() -> None:
    assert share(Sum(0, 4), Sum(10, 10)) is None
    assert share(HIDDEN, Sum(10, 10)) is None
    assert share(Sum(0, 0), Sum(0, 0)) is None


def test_a_share_of_which_little_is_hidden_is_told_with_wider_bounds() -> None:
    whole, some = share(Sum(90, 90), Sum(100, 100)), share(Sum(88, 92), Sum(100, 100))
    assert whole is not None
    assert some is not None
    assert (whole.exact, some.exact, some.part) == (True, False, 0.9)
    assert some.low < whole.low < whole.high < some.high


def test_two_shares_differ_only_beyond_chance() -> None:
    low, high = share(Sum(50, 50), Sum(100, 100)), share(Sum(56, 56), Sum(100, 100))
    far = share(Sum(90, 90), Sum(100, 100))
    assert low is not None
    assert high is not None
    assert far is not None
    assert not low.differs_from(high)
    assert low.differs_from(far)


@pytest.mark.parametrize(
    ("part", "counts", "band"),
    [(0.5, (10, 10, 10), "b"), (0.9, (10, 10, 10), "c"), (0.5, (0, 0, 3), "c"),
     (0.5, (0, 0, 0), None)],
)  # fmt: skip
def test_a_quantile_is_the_band_it_lies_in(
    part: float, counts: tuple[int, ...], band: str | None
) -> None:
    bands = [(name, Sum(n, n)) for name, n in zip("abc", counts, strict=True)]
    assert quantile(part, bands) == band


def test_a_quantile_that_hidden_counts_could_move_is_not_told() -> None:
    assert quantile(0.5, [("a", Sum(10, 10)), ("b", Sum(0, 4)), ("c", Sum(8, 8))]) is None
    assert quantile(0.5, [("a", Sum(90, 90)), ("b", Sum(0, 4)), ("c", Sum(8, 8))]) == "a"


def test_a_scale_ends_above_what_it_shows_on_round_numbers() -> None:
    assert ticks(2300) == [0, 1000, 2000, 3000]
    assert ticks(7) == [0, 2, 4, 6, 8]
    assert ticks(0)[0] == 0


def test_a_line_breaks_where_nothing_is_shown() -> None:
    strokes, places = line([1, 2, None, 4, 5], 5)
    assert (len(strokes), len(places)) == (2, 4)


def test_a_bar_reaches_as_far_as_its_hidden_part_could() -> None:
    first, second, third = bars([(10, 10), (5, 8), (0, None)])
    assert first.length == first.reach
    assert second.length < second.reach < first.reach
    assert third.reach == first.reach
