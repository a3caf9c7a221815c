from __future__ import annotations

from routing.coverage import ENOUGH, Waited, kept, share_kept

HELD, LATE = Waited(60, 180, 100), Waited(60, 180, 200)


def test_a_wait_inside_its_range_was_kept() -> None:
    assert kept(HELD) is True
    assert kept(Waited(60, 180, 60)) is True
    assert kept(Waited(60, 180, 180)) is True


def test_sooner_than_told_is_not_kept_either() -> None:
    assert kept(Waited(60, 180, 59)) is False


def test_later_than_told_is_not_kept() -> None:
    assert kept(LATE) is False


def test_whoever_gave_up_in_time_says_nothing() -> None:
    assert kept(Waited(60, 180, 100, answered=False)) is None


def test_whoever_gave_up_after_the_range_was_let_down() -> None:
    assert kept(Waited(60, 180, 181, answered=False)) is False


def test_a_share_needs_enough_waits() -> None:
    assert share_kept([HELD] * (ENOUGH - 1)) is None
    assert share_kept([HELD] * (ENOUGH - 1) + [Waited(60, 180, 1, answered=False)]) is None
    assert share_kept([HELD] * 15 + [LATE] * 5) == 0.75
