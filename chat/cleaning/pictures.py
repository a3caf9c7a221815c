"""Pictures: decoded, turned upright, made smaller where they are huge, and encoded anew.

Only the points are taken over: no EXIF, so no place and no time of the photo; no comment, no
profile, nothing that is hung onto the end.
"""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from chat.cleaning.values import MOST_BYTES, Clean, Kind, Unfit

BEGINS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
"""JPEG, PNG, and the box that WebP comes in."""
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_POINTS: Final = 50_000_000
"""As the head of the file says it, before anything is decoded: a small file can claim any size."""
LONGEST: Final = 3_000
"""Points of the longer side afterwards: small print of an A4 page can still be read."""
QUALITY: Final = 85

Image.MAX_IMAGE_PIXELS = None  # ours is asked instead, and refuses instead of warning


def clean(data: bytes) -> Clean:
    """The picture anew, as JPEG, or as PNG if it was one; raises :class:`Unfit`."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise Unfit("too_large")
            opened.draft("RGB", (LONGEST, LONGEST))  # a huge JPEG is decoded smaller at once
            kind: Kind = "png" if opened.format == "PNG" else "jpeg"
            return _encoded(_points(opened, kind), kind)
    except UnidentifiedImageError:
        raise Unfit("kind") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Unfit("unreadable") from None


def _points(opened: Image.Image, kind: Kind) -> Image.Image:
    """Upright, no longer than :data:`LONGEST`, and nothing but points."""
    upright = ImageOps.exif_transpose(opened)
    see_through = kind == "png" and upright.has_transparency_data
    points = upright.convert("RGBA" if see_through else "RGB")
    points.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    bare = Image.new(points.mode, points.size)
    bare.paste(points)
    return bare


def _encoded(points: Image.Image, kind: Kind) -> Clean:
    out = BytesIO()
    points.save(out, format=kind.upper(), quality=QUALITY, optimize=True)
    if out.tell() > MOST_BYTES and kind == "png":  # a photo in the wrong box
        return _encoded(points.convert("RGB"), "jpeg")
    if out.tell() > MOST_BYTES:
        raise Unfit("too_large")
    return Clean(kind, out.getvalue(), width=points.width, height=points.height)
