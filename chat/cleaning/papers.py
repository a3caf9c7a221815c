"""PDFs: their pages put into a new file, without anything that acts, hides or tells.

What a form or a remark shows is drawn onto its page before. Scripts, actions, links, files inside
and every note about who made it when go: they hang on a document or on what is removed here.
"""

from io import BytesIO
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Page, PasswordError, Pdf, PdfError, Stream

from chat.cleaning.segments import bare
from chat.cleaning.values import MOST_BYTES, Clean, Unfit

BEGINS: Final = b"%PDF-"
MOST_PAGES: Final = 60
_OF_A_PAGE: Final = (
    Name.Type, Name.Parent, Name.MediaBox, Name.CropBox, Name.Rotate, Name.UserUnit,
    Name.Resources, Name.Contents, Name.Group,
)  # fmt: skip
"""What draws a page; all else of it goes."""
_NEVER: Final = (
    "/AA", "/A", "/JS", "/OpenAction", "/AF", "/EF", "/Metadata", "/PieceInfo", "/LastModified",
    "/Annots", "/URI", "/Thumb", "/AcroForm", "/Names", "/RichMediaContent", "/StructParents",
    "/StructParent", "/Ref", "/OPI", "/Measure", "/PtData",
)  # fmt: skip
"""What acts, carries or tells, wherever it hangs."""


def clean(data: bytes) -> Clean:
    """The pages in a new file; raises :class:`Unfit`."""
    try:
        with Pdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True) as opened:
            if opened.is_encrypted:
                raise Unfit("locked")
            return _written_anew(opened)
    except PasswordError:
        raise Unfit("locked") from None
    except (PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        raise Unfit("unreadable") from None


def _written_anew(opened: Pdf) -> Clean:
    count = len(opened.pages)
    if not count:
        raise Unfit("unreadable")
    if count > MOST_PAGES:
        raise Unfit("too_large")
    _draw_what_is_filled_in(opened)
    for page in opened.pages:
        _strip(page)
    fresh = Pdf.new()
    fresh.pages.extend(opened.pages)
    for thing in fresh.objects:
        _disarm(thing)
    fresh.remove_unreferenced_resources()
    out = BytesIO()
    fresh.save(out, fix_metadata_version=False, deterministic_id=True)
    if out.tell() > MOST_BYTES:
        raise Unfit("too_large")
    return Clean("pdf", out.getvalue(), pages=count)


def _draw_what_is_filled_in(opened: Pdf) -> None:
    """Forms and remarks become part of the page, as they look."""
    if Name.AcroForm in opened.Root:
        opened.generate_appearance_streams()
    opened.flatten_annotations("screen")


def _strip(page: Page) -> None:
    # inherited ones first: the new file's tree of pages does not have them
    for name in (Name.MediaBox, Name.CropBox, Name.Rotate, Name.Resources):
        value = page.get(name)
        inherited: Object = page.obj
        while value is None and Name.Parent in inherited:
            inherited = inherited.Parent
            value = inherited.get(name)
        if value is not None:
            page.obj[name] = value
    for key in set(page.obj.keys()) - {str(name) for name in _OF_A_PAGE}:
        del page.obj[key]


def _disarm(thing: Object) -> None:
    """One object, with what is written into it directly."""
    if isinstance(thing, Array):
        for each in thing:
            _inside(each)
    elif isinstance(thing, Dictionary | Stream):
        for key in set(thing.keys()):
            if key in _NEVER:
                del thing[key]
            else:
                _inside(thing[key])
        if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Image:
            _bare_picture(thing)


def _inside(thing: object) -> None:
    if isinstance(thing, Object) and not thing.is_indirect:
        _disarm(thing)


def _bare_picture(picture: Stream) -> None:
    """A photo inside a page knows no more than its points, either."""
    if picture.get(Name.Filter) not in (Name.DCTDecode, Array([Name.DCTDecode])):
        return
    parameters = picture.get(Name.DecodeParms)
    kept = parameters if isinstance(parameters, Dictionary | Array) else None
    picture.write(bare(picture.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=kept)
