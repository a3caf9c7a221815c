from __future__ import annotations

import json
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat import plain, protocol
from chat.feed import Feed, Verdict
from chat.limits import Bucket
from chat.protocol import Refusal
from tests.property.chat.frames import frames

SOCKETS = st.sampled_from(sorted(protocol.SOCKETS))


def commands() -> list[type[Any]]:
    kinds = {kind for union, _ in protocol.SOCKETS.values() for kind in get_args(union)}
    return sorted(kinds, key=lambda kind: kind.__name__)


def events() -> list[type[Any]]:
    kinds = {kind for _, union in protocol.SOCKETS.values() for kind in get_args(union)}
    return sorted(kinds, key=lambda kind: kind.__name__)


class Log:
    """A log as a socket reads it: whatever hints come, what was sent is 1, 2, 3 …"""

    def __init__(self) -> None:
        self.stored = 0
        self.sent: list[int] = []
        self._feed = Feed()

    def hinted(self, seq: int) -> None:
        verdict = self._feed.judge(seq)
        if verdict is Verdict.PASS:
            self.sent.append(seq)
        elif verdict is Verdict.GAP:
            self.catch_up()

    def catch_up(self) -> None:
        for seq in range(self._feed.sent + 1, self.stored + 1):
            if self._feed.judge(seq) is Verdict.PASS:
                self.sent.append(seq)

    def pulse(self) -> None:
        if self._feed.behind(self.stored):
            self.catch_up()


@given(st.data(), st.integers(0, 40))
def test_whatever_happens_to_the_hints_every_entry_arrives_once_and_in_order(
    data: st.DataObject, length: int
) -> None:
    log = Log()
    under_way: list[int] = []
    for log.stored in range(1, length + 1):
        copies = data.draw(st.integers(0, 2), "copies")
        under_way += [log.stored] * copies
        while data.draw(st.booleans(), "one arrives") and under_way:
            log.hinted(under_way.pop(data.draw(st.integers(0, len(under_way) - 1), "which")))
    log.pulse()
    assert log.sent == list(range(1, length + 1))
    for late in under_way:
        log.hinted(late)
    assert log.sent == list(range(1, length + 1))


@pytest.mark.parametrize("kind", commands(), ids=lambda kind: kind.__qualname__)
@settings(max_examples=20)
@given(st.data())
def test_a_command_comes_out_of_the_wire_as_it_went_in(
    kind: type[protocol.Command], data: st.DataObject
) -> None:
    said = data.draw(frames(kind))
    (socket, *_) = [
        name for name, (union, _) in protocol.SOCKETS.items() if kind in get_args(union)
    ]
    assert protocol.parse(socket, msgspec.json.encode(said).decode()) == said


@pytest.mark.parametrize("kind", events(), ids=lambda kind: kind.__qualname__)
@settings(max_examples=20)
@given(st.data())
def test_an_event_comes_out_of_the_wire_as_it_went_in(
    kind: type[protocol.Event], data: st.DataObject
) -> None:
    said = data.draw(frames(kind))
    assert msgspec.json.decode(protocol.dump(said), type=kind) == said


def refuses_at_worst(socket: str, frame: str) -> None:
    try:
        protocol.parse(socket, frame)
    except Refusal as refusal:
        kind, key, ref = protocol.peek(frame)
        answer = protocol.Refused(refusal.code, kind, key, ref, refusal.params)
        assert json.loads(protocol.dump(answer))["type"] == "refused"


@given(SOCKETS, st.one_of(st.text(), st.text(alphabet='{}[]":,\\ud8\ud800 type')))
def test_any_text_is_a_command_or_a_refusal(socket: str, frame: str) -> None:
    refuses_at_worst(socket, frame)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ["type", "key", "ref", "text", "seq", "seen", "version", "slots", "idle", "on", "language"]
TYPES = sorted({kind.__struct_config__.tag for kind in commands()})


@given(
    SOCKETS,
    st.dictionaries(st.sampled_from(FIELDS), JSON | st.uuids().map(str)),
    st.sampled_from(TYPES) | JSON,
)
def test_any_object_is_a_command_or_a_refusal(
    socket: str, fields: dict[str, Any], kind: object
) -> None:
    refuses_at_worst(socket, json.dumps({**fields, "type": kind}))


@given(st.text())
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = plain.clean(text)
    assert plain.clean(once) == once


@given(st.text(alphabet="e\u0301\u0308\x00\r\n \u202e\u200d👋\u1100\u1161"))
def test_cleaning_knots_of_marks_and_controls_once_is_enough(text: str) -> None:
    once = plain.clean(text)
    assert plain.clean(once) == once


@given(
    rate=st.floats(0.1, 50),
    burst=st.integers(1, 50),
    gaps=st.lists(st.floats(0, 20), max_size=60),
)
def test_nobody_sends_more_than_the_burst_and_what_flowed_in(
    rate: float, burst: int, gaps: list[float]
) -> None:
    now, sent = 1000.0, 0
    bucket = Bucket.full(rate, burst, now)
    for gap in gaps:
        now += gap
        bucket, wait = bucket.take(now)
        sent += wait == 0
        assert 0 <= wait <= 1 / rate + 1e-6
        assert sent <= burst + (now - 1000.0) * rate + 1e-6


@given(rate=st.floats(0.1, 50), burst=st.integers(1, 20))
def test_who_waits_as_told_is_let_through(rate: float, burst: int) -> None:
    bucket = Bucket.full(rate, burst, 0)
    for _ in range(burst):
        bucket, _ = bucket.take(0)
    bucket, wait = bucket.take(0)
    assert bucket.take(wait + 1e-6)[1] == 0
