"""Whatever can cross a socket is as ``miti protocol`` says."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import protocol
from chat.protocol_document import Tempo, document
from tests.property.chat.frames import frames
from tests.wire_client import Document

PRINTED = Document(json.dumps(document(Tempo(20, 2, 12))))
DIRECTIONS = [
    (socket, action, union)
    for socket, both in protocol.SOCKETS.items()
    for action, union in zip(("send", "receive"), both, strict=True)
]


@pytest.mark.parametrize(
    ("socket", "action", "union"), DIRECTIONS, ids=[f"{name} {way}" for name, way, _ in DIRECTIONS]
)
@given(data=st.data())
def test_every_frame_fits_its_description(
    socket: str, action: str, union: Any, data: st.DataObject
) -> None:
    frame = data.draw(st.one_of([frames(kind) for kind in get_args(union)]))
    said = json.loads(protocol.dump(frame))
    assert PRINTED.faults(PRINTED.messages(socket, action)[said["type"]], said) == []


@pytest.mark.parametrize("socket", list(protocol.SOCKETS))
@given(data=st.data())
def test_a_command_without_a_field_that_must_be_there_fits_on_neither_side(
    socket: str, data: st.DataObject
) -> None:
    commands = PRINTED.messages(socket, "send")
    frame = data.draw(st.one_of([frames(kind) for kind in get_args(protocol.SOCKETS[socket][0])]))
    said = json.loads(protocol.dump(frame))
    message = commands[said["type"]]
    field = data.draw(st.sampled_from(PRINTED.at(message["payload"])["required"]))
    broken = {name: value for name, value in said.items() if name != field}
    assert PRINTED.faults(message, broken)
    with pytest.raises(protocol.Refusal):
        protocol.parse(socket, json.dumps(broken))
