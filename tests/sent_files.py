"""Files as people and attackers send them, made here, byte by byte where no program would."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

MAKER = "Zebrafon"
"""Stands in the EXIF data of each photo, as the maker of the camera."""
SECRET = "Zebrastreep"
"""Stands in whatever of a PDF must not get through."""


def photo(width: int = 640, height: int = 480, *, turned: int = 1) -> bytes:
    """A JPEG of a phone: red above, blue below, with the place where it was taken."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = MAKER, turned
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 50.0, 48.0), 3: "E", 4: (4.0, 21.0, 9.0)})
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def drawing() -> bytes:
    """A PNG that one can see through, with a word in its head."""
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", SECRET)
    out = BytesIO()
    Image.new("RGBA", (60, 40), (0, 128, 0, 128)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has ten thousand million points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def paper(pages: int = 1) -> bytes:
    """A PDF in which everything hangs that can act, carry or tell."""
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(300, 400))
    page = pdf.pages[0]
    act = Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET}')")
    pdf.Root.OpenAction = pdf.make_indirect(act)
    pdf.Root.AA = Dictionary(WC=act)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", act])))
    pdf.attachments[f"{SECRET}.txt"] = SECRET.encode()
    launch = Dictionary(S=Name.Launch, F=f"{SECRET}.exe")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=launch)
    page.Annots = Array([pdf.make_indirect(link)])
    page.AA = Dictionary(O=act)
    page.Contents = Stream(pdf, b"0.5 g 20 20 100 100 re f q 100 0 0 75 150 200 cm /Im0 Do Q")
    page.Resources = Dictionary(XObject=Dictionary(Im0=_picture(pdf)))
    with pdf.open_metadata() as known:
        known["dc:creator"] = [SECRET]
    pdf.docinfo["/Author"] = SECRET
    return _saved(pdf)


def form() -> bytes:
    """A PDF with one field, which somebody has filled in: it looks like a black square."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(300, 400))
    look = Stream(pdf, b"0 g 0 0 50 20 re f", Type=Name.XObject, Subtype=Name.Form,
                  BBox=[0, 0, 50, 20])  # fmt: skip
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=SECRET,
            Rect=[10, 10, 60, 30], AP=Dictionary(N=pdf.make_indirect(look)), F=4,
        )
    )  # fmt: skip
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return _saved(pdf)


def locked(password: str = "") -> bytes:
    """A PDF that only a password opens, or that only its owner may change."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    return _saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))


def _picture(pdf: Pdf) -> Stream:
    return Stream(
        pdf, photo(), Type=Name.XObject, Subtype=Name.Image, Width=640, Height=480,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip


def _saved(pdf: Pdf, **how: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()
