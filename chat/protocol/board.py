"""The boards' socket."""

from msgspec import Struct

from chat.protocol.basis import Command, Event, Seconds
from chat.protocol.shared import Beat, Pulse, Refused, Service


class BoardRow(Struct, frozen=True):
    """One city and language of the board. ``city`` is ``null`` for visitors who chose "any"."""

    city: str | None
    language: str
    waiting: int
    longest_since: Seconds | None
    in_talk: int
    free_slots: int
    on_duty: int
    open: bool


class BoardHello(Command, frozen=True, tag="hello"):
    """First frame of a board."""

    version: int


class SetGuard(Command, frozen=True, tag="guard"):
    """Switch the guard at the doors on, for a while, or off: ``board.guarded_until`` tells."""

    on: bool


class Board(Event, frozen=True, tag="board"):
    """The live table."""

    now: Seconds
    rows: tuple[BoardRow, ...]
    waiting: int
    longest_since: Seconds | None
    in_talk: int
    free_slots: int
    on_duty: int
    ranges_held: float | None = None
    just_came: int = 0
    guarded_until: Seconds | None = None


class BoardWelcome(Event, frozen=True, tag="welcome"):
    """Answer to a board's ``hello``; ``board`` follows."""

    version: int
    now: Seconds
    build: str


BoardCommand = BoardHello | SetGuard | Beat
BoardEvent = BoardWelcome | Board | Pulse | Refused | Service
