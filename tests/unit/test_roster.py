from __future__ import annotations

from miti.roster import (
    FIRST_DELAY,
    FORGOTTEN_AFTER,
    GONE_WITHIN,
    LONGEST_DELAY,
    READY_WITHIN,
    WELL_AFTER,
    Act,
    Roster,
)


def serving(wanted: int, now: float = 0) -> Roster:
    """So many workers that serve: 1, 2, …"""
    roster = Roster(wanted)
    for _, number in roster.orders(now):
        roster.serves(number, now)
    return roster


def test_as_many_start_as_are_wanted_and_no_more() -> None:
    roster = Roster(2)
    assert roster.orders(0) == [(Act.START, 1), (Act.START, 2)]
    assert roster.orders(1) == []
    assert not roster.ever_served
    roster.serves(1, 2)
    assert roster.ever_served
    assert not roster.ever_complete
    roster.serves(2, 2)
    assert roster.ever_complete


def test_whoever_served_well_and_dies_is_replaced_at_once() -> None:
    roster = serving(2)
    roster.died(1, WELL_AFTER)
    assert roster.orders(WELL_AFTER) == [(Act.START, 3)]


def test_whoever_dies_again_and_again_is_replaced_ever_later() -> None:
    roster, now, delays = serving(1), 0.0, []
    for number in range(1, 2_000):  # half a day of a database that is away
        roster.died(number, now)
        assert roster.orders(now) == []
        delay = roster.next_look(now)
        assert delay is not None
        delays.append(delay)
        now += delay
        assert roster.orders(now) == [(Act.START, number + 1)]
    assert delays[:3] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
    assert delays[-1] == LONGEST_DELAY


def test_after_a_good_time_failures_are_forgotten() -> None:
    roster, now = serving(1), 0.0
    for number in range(1, 10):
        roster.died(number, now)
        now += LONGEST_DELAY
        roster.orders(now)
    roster.serves(10, now)
    roster.roll()
    now += FORGOTTEN_AFTER
    roster.orders(now)
    roster.died(11, now)
    assert roster.next_look(now) == FIRST_DELAY


def test_rolling_replaces_one_at_a_time_and_a_new_one_serves_before_an_old_one_ends() -> None:
    roster = serving(2)
    roster.roll()
    assert roster.orders(1) == [(Act.START, 3)]
    assert roster.orders(2) == []
    roster.serves(3, 3)
    assert roster.orders(3) == [(Act.END, 1)]
    assert roster.orders(4) == []
    roster.died(1, 5)
    assert roster.orders(5) == [(Act.START, 4)]
    roster.serves(4, 6)
    assert roster.orders(6) == [(Act.END, 2)]
    roster.died(2, 7)
    assert roster.orders(7) == []
    assert roster.next_look(7) is None


def test_a_new_one_that_cannot_start_costs_no_old_one() -> None:
    roster = serving(2)
    roster.roll()
    roster.orders(1)
    roster.died(3, 1)
    assert roster.orders(1) == []
    assert roster.orders(1 + FIRST_DELAY) == [(Act.START, 4)]
    assert roster.orders(1 + FIRST_DELAY + READY_WITHIN) == [(Act.KILL, 4)]


def test_a_second_roll_replaces_whoever_the_first_has_started() -> None:
    roster = serving(1)
    roster.roll()
    roster.orders(1)
    roster.roll()
    roster.serves(2, 2)
    assert roster.orders(2) == [(Act.END, 1)]
    roster.died(1, 3)
    assert roster.orders(3) == [(Act.START, 3)]
    roster.serves(3, 4)
    assert roster.orders(4) == [(Act.END, 2)]


def test_the_end_is_told_to_everybody_and_waited_for_and_nobody_starts() -> None:
    roster = serving(2)
    roster.finish()
    assert roster.orders(1) == [(Act.END, 1), (Act.END, 2)]
    roster.died(1, 2)
    assert roster.orders(2) == []
    assert not roster.finished
    assert roster.next_look(2) == GONE_WITHIN - 1
    assert roster.orders(1 + GONE_WITHIN) == [(Act.KILL, 2)]
    roster.died(2, 20)
    assert roster.finished


def test_whoever_says_late_that_it_serves_is_not_believed() -> None:
    roster = serving(1)
    roster.finish()
    roster.orders(1)
    roster.serves(1, 2)
    assert roster.orders(2) == []
