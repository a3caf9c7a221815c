"""A link as a QR code: the only importer of segno."""

import segno

from chat.protocol import Qr

QUIET = 4
"""Modules of light ground around the code, as its standard demands."""


def drawn(link: str) -> Qr:
    """The code of ``link`` as one path of an SVG image whose sides are ``size`` modules."""
    rows = tuple(segno.make_qr(link, error="m").matrix_iter(border=QUIET))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Qr(len(rows), path)
