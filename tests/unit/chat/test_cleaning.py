"""Of a file from outside, what it shows stays, and nothing else."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from io import BytesIO, TextIOWrapper

import pytest
from pikepdf import Name, Pdf, Stream
from PIL import Image

from chat import cleaner
from chat.cleaning import MOST_BYTES, Clean, Fault, Unfit
from chat.cleaning import __main__ as process
from chat.cleaning.__main__ import cleaned
from chat.cleaning.papers import MOST_PAGES
from chat.cleaning.pictures import LONGEST
from chat.cleaning.segments import bare
from tests.sent_files import MAKER, SECRET, bomb, drawing, form, locked, paper, photo


def shown(clean: Clean) -> Image.Image:
    return Image.open(BytesIO(clean.data))


def colour(picture: Image.Image, x: int, y: int) -> str:
    red, _, blue = picture.convert("RGB").resize((9, 9)).getpixel((x, y))  # type: ignore[misc]
    return "red" if red > blue else "blue"


def everything_in(pdf: bytes) -> bytes:
    """Every object of a PDF and what its streams hold, one after the other."""
    with Pdf.open(BytesIO(pdf)) as opened:
        found = [thing.unparse(resolved=True) for thing in opened.objects]
        streams = (thing for thing in opened.objects if isinstance(thing, Stream))
        found += [each.read_raw_bytes() for each in streams]
        return b"\n".join([*found, opened.trailer.unparse(resolved=True)])


def fault(data: bytes) -> Fault:
    with pytest.raises(Unfit) as unfit:
        cleaned(data)
    return unfit.value.fault


def test_a_photo_loses_where_by_what_and_when_it_was_taken() -> None:
    sent = photo()
    assert MAKER.encode() in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    made = cleaned(sent)
    assert (made.kind, made.width, made.height, made.pages) == ("jpeg", 640, 480, 0)
    assert not shown(made).getexif()
    for each in (MAKER.encode(), SECRET.encode(), b"Exif", b"GPS"):
        assert each not in made.data


def test_a_photo_stands_upright_although_nothing_says_so_any_more() -> None:
    made = cleaned(photo(turned=6))  # held upright: the camera saw it from the side
    assert (made.width, made.height) == (480, 640)
    assert [colour(shown(made), x, 4) for x in (0, 8)] == ["blue", "red"]


def test_a_huge_photo_is_made_as_large_as_one_needs_to_read_it() -> None:
    made = cleaned(photo(6000, 4500))
    assert (made.width, made.height) == (LONGEST, LONGEST * 3 // 4)


def test_a_picture_that_one_can_see_through_stays_so_and_says_nothing_else() -> None:
    made = cleaned(drawing())
    picture = shown(made)
    assert (made.kind, picture.mode) == ("png", "RGBA")
    assert picture.getpixel((5, 5)) == (0, 128, 0, 128)
    assert SECRET.encode() not in made.data


def test_a_webp_becomes_a_jpeg() -> None:
    out = BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "WEBP")
    assert cleaned(out.getvalue()).kind == "jpeg"


def test_a_bomb_is_refused_by_what_it_claims() -> None:
    assert fault(bomb()) == "too_large"


def test_a_file_is_what_it_holds_and_ends_where_the_picture_ends() -> None:
    both = photo() + paper()
    made = cleaned(both)
    assert made.kind == "jpeg"
    assert b"%PDF" not in made.data
    assert b"<script" not in cleaned(photo() + b"<script>alert(1)</script>").data


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"", "kind"),
        (b"MZ\x90\x00", "kind"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "kind"),
        (b"<html><script>1</script></html>", "kind"),
        (b"GIF89a" + paper(), "kind"),
        (b"RIFF\x00\x00\x00\x00WAVE", "kind"),
        (photo()[:2000], "unreadable"),
        (photo()[:60], "unreadable"),
        (paper()[:-400], "unreadable"),
        (b"%PDF-1.7\nnothing", "unreadable"),
        (locked("open sesame"), "locked"),
        (locked(), "locked"),
        (paper(MOST_PAGES + 1), "too_large"),
        (photo() + bytes(MOST_BYTES), "too_large"),
    ],
    ids=[
        "empty", "program", "heic", "page", "gif and pdf", "sound", "cut photo", "head of a photo",
        "cut pdf", "no pdf", "password", "owner only", "book", "heavy",
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(data: bytes, because: Fault) -> None:
    assert fault(data) == because


def test_a_pdf_keeps_its_pages_and_nothing_that_acts_carries_or_tells() -> None:
    sent = paper(2)
    before = everything_in(sent)
    for each in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/Author", b"Exif"):
        assert each in before
    made = cleaned(sent)
    assert (made.kind, made.pages) == ("pdf", 2)
    left = everything_in(made.data)
    for each in (
        b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA", b"/Annots",
        b"/Author", b"/Info", b"/Metadata", b"/Names", b"Exif", MAKER.encode(), SECRET.encode(),
    ):  # fmt: skip
        assert each not in left, each
    with Pdf.open(BytesIO(made.data)) as opened:
        page = opened.pages[0]
        assert b"20 20 100 100 re" in page.Contents.read_bytes()
        assert page.Resources.XObject.Im0.read_raw_bytes()[:2] == b"\xff\xd8"
        assert [float(each) for each in page.MediaBox] == [0, 0, 300, 400]


def test_what_somebody_filled_into_a_form_is_drawn_onto_the_page() -> None:
    made = cleaned(form())
    assert SECRET.encode() not in everything_in(made.data)
    with Pdf.open(BytesIO(made.data)) as opened:
        page = opened.pages[0]
        assert Name.Annots not in page
        (look,) = page.Resources.XObject.values()
        assert b"0 0 50 20 re" in look.read_bytes()


def test_the_picture_inside_a_pdf_shows_the_same_points() -> None:
    sent = photo()
    without = bare(sent)
    assert MAKER.encode() not in without
    assert Image.open(BytesIO(without)).tobytes() == Image.open(BytesIO(sent)).tobytes()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\x00\x00\x00\x00", b"\xff\xd8\xff\xe1"]
)
def test_what_is_no_jpeg_inside_a_pdf_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        bare(data)


def test_a_process_of_its_own_makes_the_same_of_it() -> None:
    assert cleaner.cleaned(paper()) == cleaned(paper())
    with pytest.raises(Unfit) as unfit:
        cleaner.cleaned(bomb())
    assert unfit.value.fault == "too_large"


def test_that_process_is_told_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def run(_: object, **how: object) -> None:
        asked.update(how)
        raise subprocess.CalledProcessError(1, "cleaning")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Unfit) as unfit:
        cleaner.cleaned(photo())
    assert unfit.value.fault == "unreadable"
    assert asked["env"] == {}


def test_whoever_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaner, "PATIENCE", 0.01)
    with pytest.raises(Unfit) as unfit:
        cleaner.cleaned(photo())
    assert unfit.value.fault == "unreadable"


def test_what_needs_too_much_memory_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(process, "cleaned", hungry)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"")))
    out = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out))
    process.main()
    assert json.loads(out.getvalue()) == {"fault": "too_large"}
    assert limits[resource.RLIMIT_AS] == (process.MEMORY, process.MEMORY)
    assert limits[resource.RLIMIT_CPU] == (process.SECONDS, process.SECONDS)


def hungry(_: bytes) -> Clean:
    raise MemoryError
