from __future__ import annotations

from chat.feed import Feed, Verdict


def test_the_next_entry_in_line_is_passed_on() -> None:
    feed = Feed()
    assert [feed.judge(seq) for seq in (1, 2, 3)] == [Verdict.PASS] * 3
    assert feed.sent == 3


def test_an_entry_that_was_sent_before_is_dropped() -> None:
    feed = Feed(sent=5)
    assert feed.judge(5) is Verdict.OLD
    assert feed.judge(1) is Verdict.OLD
    assert feed.sent == 5


def test_an_entry_beyond_a_gap_is_not_counted_as_sent() -> None:
    feed = Feed(sent=5)
    assert feed.judge(7) is Verdict.GAP
    assert feed.judge(6) is Verdict.PASS
    assert feed.judge(7) is Verdict.PASS


def test_a_feed_is_behind_when_the_log_goes_on() -> None:
    feed = Feed(sent=5)
    assert feed.behind(6)
    assert not feed.behind(5)
    assert not feed.behind(0)
