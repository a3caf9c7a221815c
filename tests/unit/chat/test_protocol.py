from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from chat import protocol
from chat.protocol import MAX_FRAME, MAX_TEXT, Refusal, parse

KEY = "6f1c1d3e-2a51-4c53-9a51-0c5a3f5d2b11"
VISITOR_KEY = "k" * 43
REF = "r" * 16


def frame(**fields: Any) -> str:
    return json.dumps(fields)


def refusal(socket: str, text: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        parse(socket, text)
    return refused.value


def test_a_greeting_is_understood() -> None:
    said = parse("visitor", frame(type="hello", version=1, key=VISITOR_KEY, language="fr"))
    assert said == protocol.Hello(version=1, key=VISITOR_KEY, language="fr", seen=0)


def test_any_city_and_an_unknown_subject_are_null() -> None:
    said = parse("visitor", frame(type="start", city=None, subject=None, language="nl"))
    assert said == protocol.Start(city=None, subject=None, language="nl")


def test_the_same_word_means_another_thing_at_the_desk() -> None:
    said = parse("desk", frame(type="say", ref=REF, key=KEY, text="Bonjour"))
    assert said == protocol.DeskSay(ref=REF, key=UUID(KEY), text="Bonjour")


@pytest.mark.parametrize("text", ["", "not json", "[]", "null", "7", '"hello"', "{", '{"type":7}'])
def test_what_is_no_frame_is_refused(text: str) -> None:
    assert refusal("visitor", text).code in {"malformed", "unknown_type"}


@pytest.mark.parametrize("kind", ["accept", "duty", "entry", "", "__init__"])
def test_a_visitor_has_no_commands_but_the_visitors(kind: str) -> None:
    assert refusal("visitor", frame(type=kind, ref=REF)).code == "unknown_type"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "say", "text": "hi"},
        {"type": "say", "key": "no uuid", "text": "hi"},
        {"type": "say", "key": KEY, "text": ""},
        {"type": "say", "key": KEY, "text": "hi", "author": "counselor"},
        {"type": "read", "seq": -1},
        {"type": "read", "seq": 2**31},
        {"type": "read", "seq": "1"},
        {"type": "hello", "version": 1, "key": "short", "language": "fr"},
        {"type": "hello", "version": 1, "key": VISITOR_KEY, "language": "FR;"},
        {"type": "beat", "idle": -0.1},
    ],
)
def test_a_field_that_is_missing_unknown_or_out_of_bounds_is_refused(
    fields: dict[str, Any],
) -> None:
    assert refusal("visitor", json.dumps(fields)).code == "malformed"


@pytest.mark.parametrize("slots", [0, 4, 1.5, None])
def test_talks_at_once_are_one_to_three(slots: object) -> None:
    assert refusal("desk", frame(type="duty", state="on", slots=slots)).code == "malformed"


def test_a_text_over_the_limit_is_told_the_limit() -> None:
    said = refusal("visitor", frame(type="say", key=KEY, text="x" * (MAX_TEXT + 1)))
    assert (said.code, said.params) == ("too_long", {"limit": MAX_TEXT})


@pytest.mark.parametrize("letter", ["x", "é", "語", "👋", '"', "\n", "\\"])
def test_the_longest_message_of_any_script_fits_however_it_is_escaped(letter: str) -> None:
    text = letter * MAX_TEXT
    said = parse("visitor", frame(type="say", key=KEY, text=text))
    assert isinstance(said, protocol.Say)
    assert said.text == text


def test_a_frame_over_the_limit_is_not_even_read() -> None:
    said = refusal("visitor", " " * (MAX_FRAME + 1))
    assert (said.code, said.params) == ("too_long", {"limit": MAX_FRAME})


def test_nesting_without_end_is_refused() -> None:
    deep = '{"type":"say","text":' + "[" * 9_000 + "]" * 9_000 + "}"
    assert refusal("visitor", deep).code == "malformed"


def test_a_refusal_never_repeats_what_the_frame_held() -> None:
    secret = "my name is Chloé"
    said = refusal("visitor", frame(type="say", key=secret, text=secret))
    assert secret not in str(said)
    assert secret not in str(said.params)


def test_an_answer_to_a_refused_frame_names_its_type_and_key() -> None:
    assert protocol.peek(frame(type="say", key=KEY, ref=REF, x=1)) == ("say", UUID(KEY), REF)


@pytest.mark.parametrize("text", ["", "[]", "{", frame(type="say", key="x" * 36)])
def test_what_cannot_be_read_is_not_repeated(text: str) -> None:
    assert protocol.peek(text) == (None, None, None)


def test_an_event_is_dumped_with_its_type_first() -> None:
    event = protocol.Pulse(now=12.5, last={REF: 3})
    assert protocol.dump(event) == b'{"type":"pulse","now":12.5,"last":{"rrrrrrrrrrrrrrrr":3}}'


def test_a_markup_message_is_dumped_as_it_was_typed() -> None:
    entry = protocol.Entry(REF, 1, UUID(KEY), "visitor", at=1.0, text="<b>&amp;</b>")
    assert json.loads(protocol.dump(entry))["text"] == "<b>&amp;</b>"
