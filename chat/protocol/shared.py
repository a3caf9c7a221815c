"""Frames that more than one socket knows."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, field

from chat.protocol.basis import Author, Command, Event, RefusalCode, Seconds


class Beat(Command, frozen=True, tag="beat"):
    """Answer to ``pulse``. ``idle``: seconds since the person last did anything here."""

    idle: Annotated[float, Meta(ge=0)] = 0


class Entry(Event, frozen=True, tag="entry"):
    """One line of the log. ``seq`` counts from 1 without gaps in each conversation.

    A notice has no ``text`` but a ``code`` and ``params``: ``joined`` (alias, city, asked_city),
    ``cut_off``, ``no_slot``, ``closed`` (by), ``reopened``, ``held`` (alias, if a counselor wanted
    it so), ``woken``, ``handed_on`` (alias of
    who is asked, or any of to_subject, to_language, to_city), ``language_changed`` (to_language),
    ``language_kept`` (language; to_language, which was refused), ``question_left`` (by),
    ``came_back``, ``answered`` (alias, city). A ``corrected`` entry is a counselor's: its
    ``text`` takes the place of that of entry ``params.seq``, with a mark that says so. A
    counselor's entry ``card`` is a ready-made text: ``params`` are its title, link, language and
    kind. ``file_asked`` (alias) opens the way for files, until the next ``joined``; a visitor's
    entry ``file`` is one that came: its ``file`` (name in addresses), kind, size and what it
    holds, pages, or width and height.
    """

    ref: str
    seq: int
    key: UUID
    author: Author
    at: Seconds
    text: str = ""
    code: str = ""
    params: dict[str, str | None] = field(default_factory=dict)


class Seen(Event, frozen=True, tag="seen"):
    """The other side has had everything up to ``seq`` on the screen."""

    ref: str
    seq: int


class TypingNow(Event, frozen=True, tag="typing"):
    """The other side is (not) writing."""

    ref: str
    on: bool


class Pulse(Event, frozen=True, tag="pulse"):
    """Every 20 seconds: answer with ``beat``. ``last``: by ref, the last seq of each log."""

    now: Seconds
    last: dict[str, int]


class Refused(Event, frozen=True, tag="refused"):
    """The last frame was not accepted. ``command``: its type; ``key``: of the message, if any."""

    code: RefusalCode
    command: str | None = None
    key: UUID | None = None
    ref: str | None = None
    params: dict[str, str | int | float | None] = field(default_factory=dict)


class Service(Event, frozen=True, tag="service"):
    """Degraded (``ok`` false): the server cannot store messages just now; or well again."""

    ok: bool
