from __future__ import annotations

from routing.announce import REPEAT, Announcement, announce
from routing.domain import Divert, Hold, Reason, Wait

SHORT, LONG = Wait(60, 180), Wait(300, 720)
ALICE, BRAM = 1, 2
BOTH = frozenset({ALICE, BRAM})


def hold(
    place: int = 2, wait: Wait = SHORT, helpers: frozenset[int] = BOTH, why: str = "no_free_slot"
) -> Hold:
    return Hold(7, place, wait, Reason(why), helpers)


FIRST = announce(None, hold(), 0.0)


def test_the_first_announcement_is_what_routing_says() -> None:
    assert announce(None, hold(), 0.0) == Announcement(2, SHORT, "no_free_slot", 0.0, BOTH)


def test_what_has_not_changed_is_not_told_again() -> None:
    assert announce(FIRST, hold(), 600.0) is FIRST


def test_a_better_place_is_told_at_once() -> None:
    assert announce(FIRST, hold(place=1), 1.0).place == 1


def test_a_shorter_wait_is_told_after_a_minute() -> None:
    sooner = hold(wait=Wait(0, 60))
    assert announce(FIRST, sooner, REPEAT - 1) is FIRST
    assert announce(FIRST, sooner, REPEAT).wait == Wait(0, 60)


def test_a_longer_wait_is_not_told_while_everybody_is_still_there() -> None:
    assert announce(FIRST, hold(wait=LONG), 600.0) is FIRST
    assert announce(FIRST, hold(place=1, wait=LONG), 600.0).wait == SHORT


def test_a_longer_wait_is_told_with_its_reason_when_somebody_left() -> None:
    told = announce(FIRST, hold(wait=LONG, helpers=frozenset({ALICE})), REPEAT)
    assert (told.wait, told.why) == (LONG, "counselor_left")


def test_somebody_who_came_and_went_meanwhile_is_no_reason() -> None:
    three = hold(helpers=BOTH | {3})
    assert announce(announce(FIRST, three, 60.0), hold(wait=LONG), 120.0) is FIRST


def test_a_worse_place_says_that_others_come_first() -> None:
    told = announce(FIRST, hold(place=3), 1.0)
    assert (told.place, told.why) == (3, "others_first")


def test_a_worse_place_says_that_somebody_left() -> None:
    told = announce(FIRST, hold(place=3, helpers=frozenset({BRAM})), 1.0)
    assert (told.place, told.why) == (3, "counselor_left")


def test_the_reason_goes_when_the_place_gets_better_again() -> None:
    worse = announce(FIRST, hold(place=3), 1.0)
    assert announce(worse, hold(place=2), 2.0).why == "no_free_slot"


def test_closing_time_is_said_even_if_it_makes_the_wait_unknown() -> None:
    closing = hold(wait=Wait(past_closing=True))
    assert announce(FIRST, closing, REPEAT).wait == Wait(past_closing=True)


def test_that_nobody_can_help_is_told_at_once_and_so_is_the_end_of_it() -> None:
    nobody = announce(FIRST, Divert(7, Reason("nobody_on_duty")), 1.0)
    assert (nobody.place, nobody.wait, nobody.why) == (1, Wait(), "nobody_on_duty")
    again = announce(nobody, hold(place=4, wait=LONG), 2.0)
    assert (again.place, again.wait, again.why) == (4, LONG, "no_free_slot")
