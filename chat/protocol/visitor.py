"""The visitors' socket."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from chat.protocol.basis import (
    Command,
    ConversationState,
    Event,
    Proof,
    Seconds,
    Seq,
    Slug,
    Text,
    UpTo,
    VisitorKey,
)
from chat.protocol.parting import Answer, Said
from chat.protocol.shared import Beat, Entry, Pulse, Refused, Seen, Service, TypingNow


class Who(Struct, frozen=True):
    """The counselor as a visitor may know them: an alias and a city, nothing else."""

    alias: str
    city: str


class Wait(Struct, frozen=True):
    """An honest range in seconds; both ``null`` when nothing can be promised.

    ``past_closing``: it may last beyond closing; with a range of ``null``, it most likely will.
    """

    low: int | None = None
    high: int | None = None
    past_closing: bool = False


class Qr(Struct, frozen=True):
    """A QR code as the ``d`` of one SVG path, in a square of ``size`` units with its margin."""

    size: int
    path: str


class Hello(Command, frozen=True, tag="hello"):
    """First frame of a visitor. Known key: resumes, and everything after ``seen`` is sent.

    ``code``: a return code, as somebody typed it; it opens the conversation of its question
    whatever the key.
    """

    version: int
    key: VisitorKey
    language: Slug
    seen: UpTo = 0
    code: Annotated[str, Meta(max_length=64)] | None = None


class Start(Command, frozen=True, tag="start"):
    """Enter the queue. ``city`` null: any city; ``subject`` null: "I don't know yet".

    Repeating it with the same visitor key answers with the conversation that exists.
    """

    city: Slug | None
    subject: Slug | None
    language: Slug
    key: UUID | None = None
    text: Text | None = None
    proof: Proof | None = None


class LeaveQuestion(Command, frozen=True, tag="leave_question"):
    """Wait no longer: what was written so far is answered in writing."""


class AskLater(Command, frozen=True, tag="ask_later"):
    """Leave a question at once, open or closed; chosen and repeated like ``start``."""

    city: Slug | None
    subject: Slug | None
    language: Slug
    key: UUID
    text: Text
    proof: Proof | None = None


class GetCode(Command, frozen=True, tag="get_code"):
    """A new return code for my left question; one that was given before opens nothing any more."""


class ComeBack(Command, frozen=True, tag="come_back"):
    """Talk about my left question now: it waits before all that are new."""


class Say(Command, frozen=True, tag="say"):
    """A message. ``key`` is made once per message; a repeat returns the stored entry."""

    key: UUID
    text: Text


class Read(Command, frozen=True, tag="read"):
    """Everything up to ``seq`` was on the screen."""

    seq: Seq


class Typing(Command, frozen=True, tag="typing"):
    """The person is (not) writing; forgotten after six seconds."""

    on: bool


class StillHere(Command, frozen=True, tag="still_here"):
    """Answer to "are you still there?"; a talk on hold is kept."""


class StayWith(Command, frozen=True, tag="stay"):
    """Decline a hand-over: go on with ``status.handed_by``, who has a place."""


class UseLanguage(Command, frozen=True, tag="use_language"):
    """Change the language of the talk; never done silently by the server."""

    language: Slug


class KeepLanguage(Command, frozen=True, tag="keep_language"):
    """Say no to ``status.language_asked``; the answer yes is ``use_language``."""

    language: Slug


class Useful(Command, frozen=True, tag="useful"):
    """The card in entry ``seq`` helped; counted once, without the conversation."""

    seq: Seq


class Leave(Command, frozen=True, tag="leave"):
    """End the conversation, or leave the queue."""


class Erase(Command, frozen=True, tag="erase"):
    """Delete the conversation now, with every message in it."""


class Welcome(Event, frozen=True, tag="welcome"):
    """Answer to a visitor's ``hello``. ``known``: it has a conversation, ``status`` follows."""

    version: int
    now: Seconds
    build: str
    known: bool


class Status(Event, frozen=True, tag="status"):
    """The whole state of the visitor's conversation; the newest ``version`` wins.

    ``due``: of a left question, until when an answer is promised; ``answered``: it has come.
    ``said``: of a conversation that has ended and in which somebody was helped, what its visitor
    answered so far; ``null``: there is nothing to ask.
    """

    version: int
    state: ConversationState
    city: str | None
    subject: str | None
    language: str
    queued_at: Seconds
    since: Seconds
    last_seq: int
    who: Who | None = None
    counselor_online: bool = False
    counselor_seen: int = 0
    still_there_until: Seconds | None = None
    language_hint: str | None = None
    language_asked: str | None = None
    closed_by: str | None = None
    handed_by: str | None = None
    due: Seconds | None = None
    answered: bool = False
    said: Said | None = None


class ReturnCode(Event, frozen=True, tag="return_code"):
    """Answer to ``get_code``, said once. ``qr``: the link to it, or null for a client without an
    Origin."""

    code: str
    qr: Qr | None = None


class Place(Event, frozen=True, tag="place"):
    """Place in the queue (1 is next) and the honest range. ``why``: reason of a worse place."""

    place: int
    wait: Wait
    why: str | None = None


class Erased(Event, frozen=True, tag="erased"):
    """The conversation and every message in it are deleted."""

    ref: str


VisitorCommand = (
    Hello
    | Start
    | LeaveQuestion
    | AskLater
    | GetCode
    | ComeBack
    | Say
    | Read
    | Typing
    | Beat
    | StillHere
    | StayWith
    | UseLanguage
    | KeepLanguage
    | Useful
    | Answer
    | Leave
    | Erase
)
VisitorEvent = (
    Welcome
    | Status
    | ReturnCode
    | Place
    | Entry
    | Seen
    | TypingNow
    | Pulse
    | Refused
    | Erased
    | Service
)
