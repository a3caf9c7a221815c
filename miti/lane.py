"""The swift lane: whole text frames of a WebSocket, in and out, as RFC 6455 writes them.

Nearly every frame of a chat is one final, masked text frame. Its few bytes are read here in one
step; autobahn's general way takes several dozen calls for each. Whatever is not such a frame (a
ping, a close, a part of a message, anything wrong) is left alone for the general way to judge.
"""

from typing import Final

_TEXT: Final = 0x81
"""The first byte of a final text frame."""
_MASKED: Final = 0x80
_TWO_BYTES: Final = 126
"""As a size: the real one follows, in two bytes."""


def swift(data: bytes) -> tuple[list[str], int]:
    """The whole, final, masked text frames that ``data`` begins with, and how many bytes they take.

    ``data`` begins with a frame. A frame has at most 65,535 bytes here.
    """
    texts: list[str] = []
    at, end = 0, len(data)
    while end - at > 5 and data[at] == _TEXT:
        size, start = data[at + 1] - _MASKED, at + 6
        if size == _TWO_BYTES:
            size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 8
            if size < _TWO_BYTES:
                break
        elif not 0 <= size < _TWO_BYTES:
            break
        if end < start + size:
            break
        try:
            texts.append(_unmasked(data[start : start + size], data[start - 4 : start]).decode())
        except UnicodeDecodeError:
            break
        at = start + size
    return texts, at


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    """As one large number: a loop over the bytes would cost a hundred times as much."""
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def framed(text: bytes) -> bytes:
    """One final text frame of a server, which masks nothing."""
    size = len(text)
    if size < _TWO_BYTES:
        return bytes((_TEXT, size)) + text
    if size < 1 << 16:
        return bytes((_TEXT, _TWO_BYTES)) + size.to_bytes(2, "big") + text
    return bytes((_TEXT, _TWO_BYTES + 1)) + size.to_bytes(8, "big") + text
