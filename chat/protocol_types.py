"""The wire as TypeScript's types, made from ``chat.protocol``: ``static/js/core/frames.d.ts``.

The scripts of the pages are checked against them, so that neither side can change alone. The
server writes every field of an event; of a command, a field with a default may be left out.
"""

from collections.abc import Iterator
from textwrap import wrap
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from chat import protocol
from chat.protocol_document import description_of
from chat.protocol_glossary import meaning_of

Struct = type[msgspec.Struct]
WIDTH: Final = 100
PLAIN: Final[dict[Any, str]] = {
    type(None): "null",
    str: "string",
    UUID: "string",
    bool: "boolean",
    int: "number",
    float: "number",
}
LITERALS: Final[dict[Any, str]] = {
    value: name for name, value in vars(protocol).items() if get_origin(value) is Literal
}
"""The closed lists of words, and their names."""
NAMED: Final = {protocol.Seconds: "Seconds", **LITERALS}
HEADER: Final = """\
/**
 * The wire, as `chat/protocol/` defines it. Made by `miti protocol --types`: change it there.
 */
"""


def declarations() -> str:
    """The whole file; the same for the same code."""
    words = [_choice(name, _words(values)) for values, name in LITERALS.items()]
    seconds = "/** An instant: seconds since 1970, UTC. */\nexport type Seconds = number;"
    structs = "\n\n".join(map(_interface, _structs()))
    unions = [
        _choice(f"{socket.capitalize()}{kind}", [each.__name__ for each in get_args(union)])
        for socket, both in protocol.SOCKETS.items()
        for kind, union in zip(("Command", "Event"), both, strict=True)
    ]
    return "\n".join([HEADER, "\n".join([seconds, *words]), "", structs, "", *unions, ""])


def _words(values: Any) -> list[str]:
    return [f"'{word}'" for word in get_args(values)]


def _choice(name: str, members: list[str]) -> str:
    """A union type on one line, or on one line for each member."""
    line = f"export type {name} = {' | '.join(members)};"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"export type {name} =", *(f"  | {each}" for each in members)]) + ";"


def _structs() -> Iterator[Struct]:
    """Every value that crosses a socket, whole frames and parts of them, as they are written."""
    bases = (msgspec.Struct, protocol.Frame, protocol.Command, protocol.Event)
    for value in vars(protocol).values():
        is_struct = isinstance(value, type) and issubclass(value, msgspec.Struct)
        if is_struct and value not in bases:
            yield value


def _interface(struct: Struct) -> str:
    types = get_type_hints(struct, include_extras=True)
    lines = [_comment(description_of(struct), ""), f"export interface {struct.__name__} {{"]
    tag = struct.__struct_config__.tag
    if tag is not None:
        lines.append(f"  type: '{tag}';")
    for field in msgspec.structs.fields(struct):
        may_omit = issubclass(struct, protocol.Command) and not field.required
        lines.append(_comment(meaning_of(struct.__name__, field.name), "  "))
        lines.append(f"  {field.name}{'?' * may_omit}: {_type(types[field.name])};")
    return "\n".join([*lines, "}"])


def _comment(text: str, indent: str) -> str:
    line = f"{indent}/** {text} */"
    if "\n" not in text and len(line) <= WIDTH:
        return line
    rows = [f"{indent} * {row}".rstrip() for row in _wrapped(text, WIDTH - len(indent) - 3)]
    return "\n".join([f"{indent}/**", *rows, f"{indent} */"])


def _wrapped(text: str, width: int) -> Iterator[str]:
    for row in text.splitlines():
        yield from wrap(row, width) or [""]


def _type(annotation: Any) -> str:
    """What TypeScript calls a Python type."""
    if annotation in NAMED:
        return NAMED[annotation]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inside[0])
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(_type, inside)))
    if origin is tuple:
        return f"{_type(inside[0])}[]"
    if origin is dict:
        return f"Record<string, {_type(inside[1])}>"
    return PLAIN[annotation] if annotation in PLAIN else str(annotation.__name__)
