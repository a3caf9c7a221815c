"""A JPEG inside a PDF keeps its points as they are and loses what was written beside them."""

from typing import Final

_BESIDE: Final = frozenset({*range(0xE0, 0xF0), 0xFE}) - {0xEE}
"""Segments for applications (EXIF, XMP, profiles) and comments; Adobe's one is needed for the
colours."""
_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_IMAGE: Final = 0xDA
_END: Final = b"\xff\xd9"


def bare(jpeg: bytes) -> bytes:
    """The picture without its segments for applications; raises ``ValueError`` for what is none.

    Behind the picture nothing is kept either.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [jpeg[:2]], 2
    while True:
        marker, after = _segment(jpeg, at)
        if marker == _IMAGE:
            end = jpeg.rfind(_END)
            return b"".join([*kept, jpeg[at : end + 2 if end > at else len(jpeg)]])
        if marker not in _BESIDE:
            kept.append(jpeg[at:after])
        at = after


def _segment(jpeg: bytes, at: int) -> tuple[int, int]:
    """Kind of the segment that begins here, and where the next begins."""
    if len(jpeg) < at + 4 or jpeg[at] != 0xFF:
        raise ValueError("no segment")
    marker = jpeg[at + 1]
    if marker in _NO_LENGTH:
        return marker, at + 2
    if marker == 0xFF:
        return marker, at + 1
    return marker, at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
