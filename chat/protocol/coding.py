"""From text to commands, and from events to text."""

from typing import Any, Final, get_args
from uuid import UUID

import msgspec

from chat.protocol.basis import MAX_FRAME, MAX_TEXT, Command, Event, Refusal
from chat.protocol.board import BoardCommand, BoardEvent
from chat.protocol.desk_commands import DeskCommand
from chat.protocol.desk_events import DeskEvent
from chat.protocol.parting import MAX_REMARK
from chat.protocol.visitor import Place, VisitorCommand, VisitorEvent

SOCKETS: Final[dict[str, tuple[Any, Any]]] = {
    "visitor": (VisitorCommand, VisitorEvent),
    "desk": (DeskCommand, DeskEvent),
    "board": (BoardCommand, BoardEvent),
}
"""By name of the socket: what a client may send, what the server may send."""

_decoders: Final = {name: msgspec.json.Decoder(union) for name, (union, _) in SOCKETS.items()}
_types: Final = {
    name: frozenset(member.__struct_config__.tag for member in get_args(union))
    for name, (union, _) in SOCKETS.items()
}
_place_decoder: Final = msgspec.json.Decoder(Place)
_encoder: Final = msgspec.json.Encoder()
_sniffer: Final = msgspec.json.Decoder(dict[str, Any])


def parse(socket: str, frame: str) -> Command:
    """Turn one frame of ``socket`` into its command; raises only :class:`Refusal`."""
    if len(frame) > MAX_FRAME:
        raise Refusal("too_long", limit=MAX_FRAME)
    try:
        command: Command = _decoders[socket].decode(frame)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise _refusal_of(socket, frame) from error
    return command


def _refusal_of(socket: str, frame: str) -> Refusal:
    """Say what was wrong with a frame that did not decode, without repeating what it holds."""
    try:
        raw = _sniffer.decode(frame)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return Refusal("malformed")
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in _types[socket]:
        return Refusal("unknown_type")
    said = raw.get("said")
    remark = said.get("remark") if isinstance(said, dict) else None
    for text, limit in ((raw.get("text"), MAX_TEXT), (remark, MAX_REMARK)):
        if isinstance(text, str) and len(text) > limit:
            return Refusal("too_long", limit=limit)
    return Refusal("malformed")


def peek(frame: str) -> tuple[str | None, UUID | None, str | None]:
    """Type, key and ref of a refused frame, as far as they can be read: for the answer."""
    try:
        raw = _sniffer.decode(frame[: MAX_FRAME * 4])
        kind, key, ref = raw.get("type"), raw.get("key"), raw.get("ref")
        uuid = UUID(key) if isinstance(key, str) and len(key) == 36 else None
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError, ValueError):
        return None, None, None
    known = kind if isinstance(kind, str) and len(kind) <= 32 else None
    return known, uuid, ref if isinstance(ref, str) and len(ref) == 16 else None


def dump(event: Event) -> bytes:
    """The event as one JSON text, in UTF-8: encoded once, whoever gets it."""
    return _encoder.encode(event)


def place_in(frame: bytes) -> Place | None:
    """The place that a frame of ours tells; None when it tells something else."""
    try:
        return _place_decoder.decode(frame)
    except msgspec.ValidationError:
        return None
