"""The wire as an AsyncAPI 3.0 document, made from ``chat.protocol``: enough to write a client.

It describes a *client*: operations that ``send`` are what a client sends. What a client may send
is described as strictly as the server reads it; what the server sends, as fully as it is written,
and open to fields that a later server may add.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, Final, get_args

import msgspec

from chat import protocol
from chat.limits import LATE
from chat.protocol_glossary import meaning_of
from chat.protocol_guide import GUIDE, SIGN_IN, SOCKETS

Json = dict[str, Any]
Frame = type[protocol.Frame]
MESSAGE: Final = "#/components/messages/"
SCHEMA: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Tempo:
    """What an operator may set. Seconds, and messages a second on average and at once."""

    pulse_seconds: float
    say_rate: float
    say_burst: float


def document(tempo: Tempo) -> Json:
    """The whole document as plain values; the same for the same code and ``tempo``."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "The wire of Miti, as a client sees it",
            "version": str(protocol.VERSION),
            "description": _guide(tempo),
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/json",
        "servers": _servers(),
        "channels": {name: _channel(name) for name in protocol.SOCKETS},
        "operations": {
            key: each for name in protocol.SOCKETS for key, each in _operations(name).items()
        },
        "components": {
            "messages": {frame.__name__: _message(frame) for frame in _all_frames()},
            "schemas": _schemas(),
            "securitySchemes": {"session": SIGN_IN},
        },
        "x-limits": _limits(tempo),
        "x-refusals": dict(protocol.REFUSALS),
        "x-close-codes": {str(code): meaning for code, meaning in protocol.CLOSES.items()},
    }


def _guide(tempo: Tempo) -> str:
    refusals = [f"- `{code}`: {meaning}" for code, meaning in protocol.REFUSALS.items()]
    closes = [f"- {code}: {meaning}" for code, meaning in protocol.CLOSES.items()]
    return GUIDE.format(
        version=protocol.VERSION, pulse=f"{tempo.pulse_seconds:g}", frame=protocol.MAX_FRAME,
        text=protocol.MAX_TEXT, remark=protocol.MAX_REMARK,
        say_rate=f"{tempo.say_rate:g}", say_burst=f"{tempo.say_burst:g}",
        frame_rate=f"{protocol.FRAME_RATE[0]:g}", frame_burst=f"{protocol.FRAME_RATE[1]:g}",
        refusals="\n".join(refusals), closes="\n".join(closes), late=f"{LATE:g}",
    )  # fmt: skip


def _limits(tempo: Tempo) -> Json:
    """The numbers of the guide, for programs; rates are [a second on average, at once]."""
    return {
        "frame_characters": protocol.MAX_FRAME,
        "text_characters": protocol.MAX_TEXT,
        "frame_rate": list(protocol.FRAME_RATE),
        "refusal_rate": list(protocol.REFUSAL_RATE),
        "say_rate": [tempo.say_rate, tempo.say_burst],
        "pulse_seconds": tempo.pulse_seconds,
    }


def _servers() -> Json:
    public = {"host": {"description": "The host of the page."}}
    return {
        "here": {
            "host": "127.0.0.1:8000",
            "protocol": "ws",
            "description": "As `make run` serves.",
        },
        "public": {"host": "{host}", "protocol": "wss", "variables": public},
    }


def _channel(name: str) -> Json:
    origin = {"type": "string", "description": "`http(s)://` and the host that is connected to."}
    headers = {"type": "object", "properties": {"Origin": origin}, "required": ["Origin"]}
    return {
        "address": f"/ws/{name}",
        "title": SOCKETS[name].title,
        "description": SOCKETS[name].description,
        "messages": {frame.__name__: {"$ref": MESSAGE + frame.__name__} for frame in _frames(name)},
        "bindings": {"ws": {"method": "GET", "headers": headers, "bindingVersion": "0.1.0"}},
    }


def _operations(name: str) -> Json:
    """Four for each socket: greet, answer the pulse, send anything else, receive anything else."""
    commands, events = (get_args(union) for union in protocol.SOCKETS[name])
    greeting = next(each for each in commands if _tag(each) == "hello")
    welcome = next(each for each in events if _tag(each) == "welcome")
    others = [each for each in commands if each not in (greeting, protocol.Beat)]
    news = [each for each in events if each not in (welcome, protocol.Pulse)]
    greet = _operation(name, "send", "The first frame of every connection.", [greeting])
    pulse = _operation(name, "receive", "To be answered at once.", [protocol.Pulse])
    found = {
        f"{name}.greet": greet | _reply(name, [welcome, protocol.Refused]),
        f"{name}.answerPulse": pulse | _reply(name, [protocol.Beat]),
        f"{name}.receive": _operation(name, "receive", "Whenever there is news.", news),
    }
    if others:
        found[f"{name}.send"] = _operation(name, "send", "Whenever the person acts.", others)
    return found


def _operation(name: str, action: str, summary: str, frames: list[Frame]) -> Json:
    operation: Json = {
        "action": action,
        "channel": {"$ref": f"#/channels/{name}"},
        "summary": summary,
        "messages": _messages(name, frames),
    }
    if SOCKETS[name].signed_in:
        operation["security"] = [{"$ref": "#/components/securitySchemes/session"}]
    return operation


def _reply(name: str, frames: list[Frame]) -> Json:
    channel = {"$ref": f"#/channels/{name}"}
    return {"reply": {"channel": channel, "messages": _messages(name, frames)}}


def _messages(name: str, frames: list[Frame]) -> list[Json]:
    return [{"$ref": f"#/channels/{name}/messages/{frame.__name__}"} for frame in frames]


def _message(frame: Frame) -> Json:
    text = description_of(frame)
    return {
        "name": _tag(frame),
        "title": frame.__name__,
        "summary": text.splitlines()[0],
        "description": text,
        "payload": {"$ref": SCHEMA + frame.__name__},
    }


def _schemas() -> Json:
    """Of all frames and of what they hold."""
    template = SCHEMA + "{name}"
    _, schemas = msgspec.json.schema_components(_all_frames(), ref_template=template)
    return {name: _schema(name, schema) for name, schema in schemas.items()}


def _schema(name: str, schema: Json) -> Json:
    struct = getattr(protocol, name)
    fields = {field: _field(name, field, each) for field, each in schema["properties"].items()}
    schema |= {"description": description_of(struct), "properties": fields}
    if not issubclass(struct, protocol.Command):
        # the server writes every field; a later one may write more
        schema.pop("additionalProperties", None)
        schema["required"] = list(fields)
        for each in fields.values():
            each.pop("default", None)
    return schema


def _field(frame: str, field: str, schema: Json) -> Json:
    if field == "type":
        return schema
    described = {"allOf": [schema]} if "$ref" in schema else schema
    return described | {"description": meaning_of(frame, field)}


def description_of(struct: type[msgspec.Struct]) -> str:
    """A frame's own description, as CommonMark."""
    return cleandoc(struct.__doc__ or "").replace("``", "`")


def _tag(frame: Frame) -> str:
    return str(frame.__struct_config__.tag)


def _frames(name: str) -> Iterator[Frame]:
    for union in protocol.SOCKETS[name]:
        yield from get_args(union)


def _all_frames() -> list[Frame]:
    """Every frame of every socket once, in the order of the sockets."""
    return list(dict.fromkeys(frame for name in protocol.SOCKETS for frame in _frames(name)))
