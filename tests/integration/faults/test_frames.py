"""Whatever bytes come as frames, they are refused, or end the one connection that they came on.

A hundred connections with twenty frames each; in the long profile 100,000 frames.
"""

from __future__ import annotations

import json
import struct

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.protocol import coding
from tests.integration.faults.houses import House
from tests.integration.faults.load import mid_load
from tests.rude_client import Rude, rude
from tests.visitors import hello, new_key

TEXT, BINARY = 0x81, 0x82
FRAMES = 20
"""As many as may be refused on one connection at once."""
TAGS = sorted(coding._types["visitor"])
ALMOST = st.fixed_dictionaries(
    {"type": st.sampled_from(TAGS) | st.text(max_size=8)},
    optional={
        name: st.none() | st.integers() | st.text(max_size=8) | st.lists(st.integers(), max_size=3)
        for name in ("key", "text", "seq", "version", "language", "seen", "city", "on", "idle")
    },
).map(lambda frame: json.dumps(frame).encode())
FRAME = st.tuples(st.sampled_from([TEXT, BINARY]), st.binary(max_size=120)) | st.tuples(
    st.just(TEXT), st.text(max_size=60).map(lambda text: text.encode()) | ALMOST
)


def bytes_of(kind: int, payload: bytes) -> bytes:
    """A masked frame, whose mask changes nothing."""
    size = len(payload)
    head = bytes((kind, 0x80 | size)) if size < 126 else struct.pack("!BBH", kind, 0xFE, size)
    return head + b"\0\0\0\0" + payload


def is_answered(client: Rude) -> bool:
    """Whether the server greets, or has closed the connection and said why."""
    for frame in client.read():
        assert frame["type"] in {"refused", "service", "welcome"}, frame
        if frame["type"] == "welcome":
            return True
    return client.close_code() is not None


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(frames=st.lists(FRAME, min_size=FRAMES, max_size=FRAMES), rest=st.binary(max_size=40))
def send(house: House, frames: list[tuple[int, bytes]], rest: bytes) -> None:
    """All of these on one connection, then a greeting; on another, bytes that are no frames."""
    with rude(house.base, "/ws/visitor") as client:
        client._line.sendall(b"".join(bytes_of(*each) for each in frames))
        hello(client, new_key())
        assert is_answered(client)
    with rude(house.base, "/ws/visitor") as client:
        client._line.sendall(rest)


def test_frames_of_random_bytes(house: House) -> None:
    with mid_load(house):
        send(house)
