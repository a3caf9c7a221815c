"""The two sides of the wire agree: ``chat/protocol/`` and ``static/js/core/frames.d.ts``.

The file is made by ``miti protocol --types``; here it is also read, by other code than made it.
"""

from __future__ import annotations

import re
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest

from chat import protocol
from chat.protocol_glossary import FIELDS, meaning_of
from chat.protocol_types import declarations
from tests.house.modules import ROOT

FILE = (ROOT / "static" / "js" / "core" / "frames.d.ts").read_text(encoding="utf-8")
FRAMES = re.sub(r"/\*.*?\*/", "", FILE, flags=re.DOTALL)
Shape = dict[str, set[str]]
PLAIN = {str: "string", UUID: "string", bool: "boolean", int: "number", float: "number"}
LITERALS = {value: name for name, value in vars(protocol).items() if get_origin(value) is Literal}


BASES = {msgspec.Struct, protocol.Frame, protocol.Command, protocol.Event}
# Every value that crosses a socket, whole frames and parts of them.
STRUCTS = [
    value
    for value in vars(protocol).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct)
    if value not in BASES
]


def names(annotation: Any) -> set[str]:
    """What TypeScript calls a Python type, one name for each member of a union."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return set().union(*map(names, inside))
    if annotation is type(None):
        return {"null"}
    if origin is tuple:
        return {f"{only(inside[0])}[]"}
    if origin is dict:
        return {f"Record<string,{'|'.join(sorted(names(inside[1])))}>"}
    return {LITERALS.get(annotation) or PLAIN.get(annotation) or annotation.__name__}


def only(annotation: Any) -> str:
    (name,) = names(annotation)
    return name


def as_python_says(struct: type[msgspec.Struct]) -> Shape:
    """The fields; a command may leave out what has a default, an event says everything."""
    may_omit = issubclass(struct, protocol.Command)
    shape = {
        field.name + "?" * (may_omit and not field.required): names(
            get_type_hints(struct)[field.name]
        )
        for field in msgspec.structs.fields(struct)
    }
    tag = struct.__struct_config__.tag
    return {"type": {f"'{tag}'"}, **shape} if tag else shape


def as_typescript_says(name: str) -> Shape:
    found = re.search(rf"export interface {name} \{{(.*?)\}}", FRAMES, re.DOTALL)
    assert found, f"frames.d.ts does not know {name}"
    lines = re.findall(r"(\w+\??):\s*([^;]+);", found[1])
    return {field: union(text) for field, text in lines}


def union(text: str) -> set[str]:
    """The members of a union as it is written, in one spelling."""
    tight = re.sub(r"\s+", "", text).replace("Seconds", "number")
    record = re.fullmatch(r"Record<string,(.+)>", tight)
    if record:
        return {f"Record<string,{'|'.join(sorted(record[1].split('|')))}>"}
    return set(tight.strip("|").split("|"))


def union_called(name: str) -> set[str]:
    found = re.search(rf"export type {name} =([^;]+);", FRAMES)
    assert found, f"frames.d.ts does not know {name}"
    return union(found[1])


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_a_value_has_the_same_fields_on_both_sides(struct: type[msgspec.Struct]) -> None:
    assert as_typescript_says(struct.__name__) == as_python_says(struct)


@pytest.mark.parametrize("socket", list(protocol.SOCKETS))
@pytest.mark.parametrize(("place", "kind"), [(0, "Command"), (1, "Event")])
def test_a_socket_carries_the_same_frames_on_both_sides(socket: str, place: int, kind: str) -> None:
    members = {member.__name__ for member in get_args(protocol.SOCKETS[socket][place])}
    assert union_called(f"{socket.capitalize()}{kind}") == members


@pytest.mark.parametrize(("values", "name"), list(LITERALS.items()), ids=list(LITERALS.values()))
def test_a_closed_list_of_words_is_the_same_on_both_sides(values: Any, name: str) -> None:
    assert union_called(name) == {f"'{value}'" for value in get_args(values)}


def test_the_types_of_the_scripts_are_those_that_miti_prints() -> None:
    assert declarations() == FILE, "run: miti protocol --types > static/js/core/frames.d.ts"


def test_the_glossary_explains_every_field_and_nothing_else() -> None:
    fields = [(each.__name__, name) for each in STRUCTS for name in each.__struct_fields__]
    used = {f"{frame}.{name}" if f"{frame}.{name}" in FIELDS else name for frame, name in fields}
    assert used == set(FIELDS)
    assert all(meaning_of(frame, name) for frame, name in fields)


def test_every_refusal_and_every_close_code_is_explained() -> None:
    codes = {value for name, value in vars(protocol).items() if name.startswith("CLOSE_")}
    assert set(protocol.REFUSALS) == set(get_args(protocol.RefusalCode))
    assert set(protocol.CLOSES) == codes
