"""The swift lane against an independent reader and writer of frames."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from miti.lane import framed, swift

TEXTS = st.text(max_size=400) | st.integers(120, 130).map("a".__mul__) | st.just("é" * 32_760)


def sent(text: str) -> bytes:
    """As a browser sends it: masked with a random key."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=True)


@given(st.lists(TEXTS, max_size=5))
def test_whole_text_frames_are_read_as_they_were_written(texts: list[str]) -> None:
    data = b"".join(sent(text) for text in texts)
    assert swift(data) == (texts, len(data))


@given(TEXTS, TEXTS, st.data())
def test_what_has_not_all_come_is_left_where_it_begins(
    first: str, second: str, data: st.DataObject
) -> None:
    whole, rest = sent(first), sent(second)
    cut = data.draw(st.integers(0, len(rest) - 1))
    assert swift(whole + rest[:cut]) == ([first], len(whole))


@given(
    TEXTS,
    st.sampled_from(
        [
            Frame(Opcode.TEXT, b"un", fin=False).serialize(mask=True),
            Frame(Opcode.PING, b"?").serialize(mask=True),
            Frame(Opcode.BINARY, b"?").serialize(mask=True),
            b"\xc1\x81" + b"\0\0\0\0" + b"?",  # says that it is compressed
            Frame(Opcode.TEXT, b"unmasked").serialize(mask=False),
            Frame(Opcode.TEXT, b"\xff\xfe no text").serialize(mask=True),
            Frame(Opcode.TEXT, b"a" * 70_000).serialize(mask=True),
            b"\x81\xfe\x00\x05" + b"\0\0\0\0" + b"short",  # not the shortest way to say five
        ]
    ),
)
def test_anything_else_is_left_to_the_general_way(text: str, other: bytes) -> None:
    data = sent(text) + other
    assert swift(data + sent("after")) == ([text], len(data) - len(other))


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    texts, end = swift(data)
    assert 0 <= end <= len(data)
    assert bool(texts) == bool(end)


@given(st.text(max_size=300) | st.sampled_from(["a" * 125, "a" * 126, "a" * 65_535, "a" * 65_536]))
def test_what_is_written_is_read_by_others(text: str) -> None:
    frame = parsed(framed(text.encode()))
    assert (frame.opcode, frame.fin, bytes(frame.data).decode()) == (Opcode.TEXT, True, text)


def parsed(data: bytes) -> Frame:
    """The one frame in ``data``, as a client reads it."""
    stream = StreamReader()
    stream.feed_data(data)
    parsing = Frame.parse(stream.read_exact, mask=False)
    while True:
        try:
            next(parsing)
        except StopIteration as done:
            frame: Frame = done.value
            return frame
