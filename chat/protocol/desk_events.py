"""What the server says to a desk."""

from chat.protocol.basis import Attention, ColleagueKey, DutyState, Event, Seconds
from chat.protocol.desk_values import Colleague, Me, Ready, Talk, Waiter
from chat.protocol.shared import Entry, Pulse, Refused, Seen, Service, TypingNow


class Duty(Event, frozen=True, tag="duty"):
    """The counselor's duty. ``why``: set when the server changed it (``no_answer``, ``lost``)."""

    state: DutyState
    slots: int
    used: int
    why: str | None = None
    ends_at: Seconds | None = None


class DeskWelcome(Event, frozen=True, tag="welcome"):
    """Answer to a desk's ``hello``: everything needed to draw the desk afresh."""

    version: int
    now: Seconds
    build: str
    me: Me
    duty: "Duty"
    talks: tuple[Talk, ...]
    queue: tuple[Waiter, ...]
    reopenable: tuple[Talk, ...] = ()
    left: int = 0


class TalkChanged(Event, frozen=True, tag="talk"):
    """A talk of mine is new or changed."""

    talk: Talk


class TalkGone(Event, frozen=True, tag="talk_gone"):
    """A talk is no longer mine. ``why``: ``taken``, ``transferred``, ``left``, ``done``, …"""

    ref: str
    why: str


class Queue(Event, frozen=True, tag="queue"):
    """Everybody waiting, in the order in which they would be served to me."""

    waiting: tuple[Waiter, ...]


class Colleagues(Event, frozen=True, tag="colleagues"):
    """Answer to ``who_is_there``: those who speak the talk's language and know its subject."""

    ref: str
    people: tuple[Colleague, ...]


class Suiting(Event, frozen=True, tag="suiting"):
    """Answer to ``who_suits``, with what was asked: how many on duty could take the talk."""

    ref: str
    subject: str | None
    language: str | None
    city: str | None
    able: int
    near: int
    free: int


class Attending(Event, frozen=True, tag="attending"):
    """What a colleague does in a talk that we share. Said again every 20 seconds; what is not said
    again within 50 is over, and writing within 6."""

    ref: str
    colleague: ColleagueKey
    alias: str
    does: Attention


class LeftQuestions(Event, frozen=True, tag="left_questions"):
    """How many left questions I could answer that nobody answers yet."""

    left: int


class Found(Event, frozen=True, tag="found"):
    """Answer to ``search``, best first."""

    ref: str | None
    text: str
    resources: tuple[Ready, ...]


class Suggested(Event, frozen=True, tag="suggested"):
    """Answer to ``suggest``: at most three, best first; none when nothing fits well."""

    ref: str
    resources: tuple[Ready, ...]


DeskEvent = (
    DeskWelcome
    | Duty
    | TalkChanged
    | TalkGone
    | Queue
    | Colleagues
    | Suiting
    | Attending
    | LeftQuestions
    | Found
    | Suggested
    | Entry
    | Seen
    | TypingNow
    | Pulse
    | Refused
    | Service
)
