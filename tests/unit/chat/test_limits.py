from __future__ import annotations

import pytest

from chat.limits import LATE, Bucket, overload, turn


def taken(bucket: Bucket, times: int, now: float) -> Bucket:
    for _ in range(times):
        bucket, wait = bucket.take(now)
        assert wait == 0
    return bucket


def test_somebody_may_send_a_burst_and_then_waits() -> None:
    bucket = taken(Bucket.full(rate=2, burst=3, now=100), 3, now=100)
    assert bucket.take(100)[1] == pytest.approx(0.5)


def test_after_the_wait_that_was_told_the_next_one_passes() -> None:
    bucket = taken(Bucket.full(rate=2, burst=3, now=100), 3, now=100)
    bucket, wait = bucket.take(100)
    assert bucket.take(100 + wait)[1] == 0


def test_being_refused_costs_nothing() -> None:
    bucket = taken(Bucket.full(rate=1, burst=1, now=0), 1, now=0)
    for _ in range(50):
        bucket, wait = bucket.take(0.5)
        assert wait == pytest.approx(0.5)
    assert bucket.take(1)[1] == 0


def test_a_long_silence_saves_up_no_more_than_a_burst() -> None:
    bucket = taken(Bucket.full(rate=2, burst=3, now=0), 3, now=0)
    assert taken(bucket, 3, now=86_400).take(86_400)[1] > 0


def test_a_clock_that_is_set_back_gives_nothing_away() -> None:
    bucket = taken(Bucket.full(rate=1, burst=2, now=100), 2, now=100)
    bucket, wait = bucket.take(50)
    assert wait == pytest.approx(1)
    assert bucket.at == 100


def turns(many: int, now: float, last: float | None = None) -> list[float]:
    """How long each of so many waits who come together, where two may come at once."""
    waits = []
    for _ in range(many):
        last = turn(last, now, rate=0.5, burst=2)
        waits.append(max(0.0, last - now))
    return waits


def test_a_queue_lets_in_a_burst_and_then_one_after_the_other() -> None:
    assert turns(4, now=100) == [0, 0, 2, 4]


def test_whoever_comes_later_goes_in_after_those_who_wait() -> None:
    assert turns(2, now=100, last=110) == [12, 14]


def test_a_queue_where_nobody_came_for_long_saves_up_no_more_than_a_burst() -> None:
    assert turns(3, now=86_400, last=100) == [0, 0, 2]


def test_what_had_its_turn_soon_is_taken() -> None:
    assert overload(0) == overload(LATE) == 0


def test_what_waited_too_long_comes_again_after_as_long() -> None:
    assert overload(LATE + 0.5) == LATE + 0.5
