from __future__ import annotations

from chat import protocol
from chat.overview import heard, told
from routing.announce import announce
from routing.domain import Divert, Hold, Reason, Wait

WAITS = announce(None, Hold(1, 3, Wait(60, 240), Reason("no_free_slot")), 7.0)


def test_somebody_who_waits_is_told_the_place_and_an_honest_range() -> None:
    assert told(WAITS) == protocol.Place(3, protocol.Wait(60, 240), "no_free_slot")


def test_a_range_that_is_not_known_is_not_made_up() -> None:
    paused = announce(None, Hold(1, 1, Wait(), Reason("paused")), 7.0)
    assert told(paused).wait == protocol.Wait(None, None)


def test_whoever_may_not_be_reached_before_closing_is_told_so() -> None:
    late = announce(None, Hold(1, 3, Wait(past_closing=True), Reason("no_free_slot")), 7.0)
    assert told(late).wait == protocol.Wait(None, None, past_closing=True)


def test_somebody_whom_nobody_can_help_is_told_why() -> None:
    nobody = told(announce(None, Divert(1, Reason("no_language")), 7.0))
    assert (nobody.wait, nobody.why) == (protocol.Wait(None, None), "no_language")


def test_what_was_told_is_known_again_from_its_frame() -> None:
    assert heard(protocol.dump(told(WAITS)), 7.0) == WAITS
    assert heard(protocol.dump(protocol.Seen("r", 3)), 7.0) is None
