"""Which remarks may be told, and of which place."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from transcripts.disclosure.remarks import told_of

FR, NL = ("brussels", "fr"), ("brussels", "nl")
THERE, ANYWHERE = ("namur", "fr"), ("any", "fr")


def test_enough_that_are_alike_are_told_with_their_city() -> None:
    assert told_of([FR, NL, FR], 2, "any") == [FR, None, FR]


def test_too_few_of_a_city_are_told_without_it_if_that_makes_enough() -> None:
    assert told_of([FR, FR, FR, THERE, ANYWHERE], 2, "any") == [FR, FR, FR, ANYWHERE, ANYWHERE]
    assert told_of([FR, FR, FR, THERE], 2, "any") == [FR, FR, FR, None]


PLACES = st.tuples(st.sampled_from(["brussels", "namur", "any"]), st.sampled_from(["fr", "uk"]))


@given(places=st.lists(PLACES, max_size=30), k=st.integers(3, 6))
def test_no_place_is_told_of_fewer_and_no_language_is_changed(
    places: list[tuple[str, str]], k: int
) -> None:
    told = told_of(places, k, "any")
    many = Counter(each for each in told if each is not None)
    assert all(count >= k for count in many.values())
    for place, shown in zip(places, told, strict=True):
        assert shown in {None, place, ("any", place[1])}
