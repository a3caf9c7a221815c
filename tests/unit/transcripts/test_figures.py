from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.charts import bars, line, ticks
from transcripts.facts import span
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
    found = quantile(part, bands, together(each for _name, each in bands))
    assert found == (None if band is None else (band, band))


def test_a_quantile_that_hidden_counts_could_move_lies_between_two_bands() -> None:
    def median(least: int) -> tuple[str, str] | None:
        bands = [("a", Sum(least, least)), ("b", Sum(0, 4)), ("c", Sum(8, 8))]
        return quantile(0.5, bands, together(each for _name, each in bands))

    assert median(90) == ("a", "a")
    assert median(10) == ("a", "b")
    assert quantile(0.5, [("a", HIDDEN), ("b", Sum(8, 8))], HIDDEN) is None
    assert quantile(0.9, [("a", HIDDEN), ("b", Sum(0, 40))], Sum(40, 40)) == ("a", "b")


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9), st.integers(0, 9)), min_size=1),
    st.sampled_from([0.5, 0.9]),
)
def test_the_true_quantile_lies_where_it_may_lie(
    counts: list[tuple[int, int, int]], part: float
) -> None:
    true = [(f"{n:03}", Sum(many, many)) for n, (many, _less, _more) in enumerate(counts)]
    known = [(f"{n:03}", Sum(max(0, many - less), many + more))
             for n, (many, less, more) in enumerate(counts)]  # fmt: skip
    whole = together(each for _name, each in true)
    exact, found = quantile(part, true, whole), quantile(part, known, whole)
    assert (exact is None) == (whole.least == 0)
    if exact and found:
        assert exact[0] == exact[1]
        assert found[0] <= exact[0] <= found[1]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("<30s", "<30s", "<30s"), ("<30s", "30-90s", "<90s"), ("30-90s", "30-90s", "30-90s"),
     ("<30s", "1200s+", None), ("1200s+", "1200s+", "1200s+")],
)  # fmt: skip
def test_several_bands_are_told_by_their_end(first: str, last: str, said: str | None) -> None:
    assert span(first, last) == said


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
