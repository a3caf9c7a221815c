from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator

from chat import protocol
from chat.protocol_document import Tempo, document
from tests.wire_client import Document

TEMPO = Tempo(pulse_seconds=20, say_rate=2, say_burst=12)
PRINTED = Document(json.dumps(document(TEMPO)))


def references(value: Any) -> Iterator[dict[str, Any]]:
    """Every ``$ref`` in the document."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_document_is_the_same_every_time() -> None:
    assert json.dumps(document(TEMPO)) == json.dumps(document(TEMPO))


def test_every_reference_leads_somewhere() -> None:
    found = [PRINTED.at(each) for each in references(PRINTED.content)]
    assert all(found)


@pytest.mark.parametrize("name", list(PRINTED.content["components"]["schemas"]))
def test_a_schema_is_a_schema_and_explains_itself(name: str) -> None:
    schema = PRINTED.content["components"]["schemas"][name]
    Draft7Validator.check_schema(schema)
    assert schema["description"]
    fields = {field: each for field, each in schema["properties"].items() if field != "type"}
    assert all(each["description"] for each in fields.values())


@pytest.mark.parametrize("socket", list(protocol.SOCKETS))
def test_a_client_learns_all_it_may_send_and_all_it_will_receive(socket: str) -> None:
    for action, union in zip(("send", "receive"), protocol.SOCKETS[socket], strict=True):
        known = {message["title"] for message in PRINTED.messages(socket, action).values()}
        assert known == {frame.__name__ for frame in get_args(union)}


def test_a_client_learns_to_answer_the_pulse() -> None:
    assert all(PRINTED.answers(socket) == {"pulse": "beat"} for socket in protocol.SOCKETS)


def test_the_numbers_of_this_service_are_told() -> None:
    told = document(Tempo(pulse_seconds=7, say_rate=3, say_burst=5))
    assert told["x-limits"]["say_rate"] == [3, 5]
    assert "Every 7 seconds the server sends `pulse`" in told["info"]["description"]


def test_an_event_may_grow_a_field_and_a_command_may_not() -> None:
    schemas = PRINTED.content["components"]["schemas"]
    assert schemas["Say"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["Entry"]
    assert set(schemas["Entry"]["required"]) == set(schemas["Entry"]["properties"])
