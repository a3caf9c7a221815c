"""Whatever the desk goes through, nobody who waits is let down without a reason."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from routing.announce import REPEAT, Announcement, announce, length
from routing.decide import NOBODY_CAN
from routing.domain import Decision, Divert, Hold, Reason, Wait
from routing.estimate import LADDER

NO_PLACE = NOBODY_CAN | {"away"}
REASONS = {"counselor_left", "others_first"}

_ranges = st.lists(st.sampled_from(LADDER), min_size=2, max_size=2, unique=True).map(sorted)
_waits = st.one_of(
    st.just(Wait()),
    st.just(Wait(past_closing=True)),
    _ranges.map(lambda ends: Wait(ends[0], ends[1])),
)
_holds = st.builds(
    Hold, st.just(1), st.integers(1, 5), _waits,
    st.sampled_from(["no_free_slot", "paused", "away"]).map(Reason),
    st.frozensets(st.integers(1, 3)),
)  # fmt: skip
_diverts = st.builds(Divert, st.just(1), st.sampled_from(sorted(NOBODY_CAN)).map(Reason))
_steps = st.lists(st.tuples(st.floats(0.1, 90.0), _holds | _holds | _diverts), max_size=12)


def told(steps: list[tuple[float, Hold | Divert]]) -> list[Announcement]:
    """What is told, once each."""
    instants = accumulate(pause for pause, _ in steps)
    every: list[Announcement] = []
    for now, (_, decision) in zip(instants, steps, strict=True):
        last = every[-1] if every else None
        if (what := announce(last, decision, now)) is not last:
            every.append(what)
    return every


def in_line(steps: list[tuple[float, Hold | Divert]]) -> list[tuple[Announcement, Announcement]]:
    """One announcement and the next, both with a place."""
    both = pairwise(told(steps))
    return [(a, b) for a, b in both if a.why not in NO_PLACE and b.why not in NO_PLACE]


@given(_steps)
def test_a_wait_gets_longer_only_when_somebody_left_or_the_desk_closes(
    steps: list[tuple[float, Hold | Divert]],
) -> None:
    for before, after in in_line(steps):
        if length(after.wait) > length(before.wait) and not after.wait.past_closing:
            assert before.helpers - after.helpers
            assert after.why == "counselor_left"


@given(_steps)
def test_a_worse_place_has_its_reason(steps: list[tuple[float, Hold | Divert]]) -> None:
    for before, after in in_line(steps):
        assert after.place <= before.place or after.why in REASONS


@given(_steps)
def test_the_same_place_is_told_once_a_minute_at_most(
    steps: list[tuple[float, Hold | Divert]],
) -> None:
    for before, after in in_line(steps):
        assert after.place != before.place or after.at - before.at >= REPEAT


@given(_steps)
def test_the_place_that_was_told_last_is_the_true_one(
    steps: list[tuple[float, Hold | Divert]],
) -> None:
    if steps:
        last: Decision = steps[-1][1]
        place = last.place if isinstance(last, Hold) else 1
        assert told(steps)[-1].place == place
