"""What a desk shows: talks, people and ready-made texts, as one counselor sees them."""

from uuid import UUID

from msgspec import Struct

from chat.protocol.basis import ColleagueKey, ConversationState, Seconds


class Term(Struct, frozen=True):
    """One line of the sum behind a decision: a name and its price in seconds of waiting."""

    name: str
    seconds: float


class Why(Struct, frozen=True):
    """Why a person was, or may (not) be, given to a counselor."""

    code: str
    terms: tuple[Term, ...] = ()
    more: float | None = None
    turn: str = ""


class Aside(Struct, frozen=True):
    """A whisper: from counselor to counselor, about a talk. No event of a visitor's socket holds
    one."""

    key: UUID
    alias: str
    at: Seconds
    text: str


class Talk(Struct, frozen=True):
    """A conversation as its counselor sees it; the newest ``version`` replaces older ones.

    ``looking_on``: it is a colleague's, and I only read and whisper.
    """

    ref: str
    version: int
    state: ConversationState
    city: str | None
    subject: str | None
    language: str
    page_language: str
    queued_at: Seconds
    since: Seconds
    last_seq: int
    counselor_seen: int
    visitor_seen: int
    visitor_online: bool
    cut_off: bool
    preview: str
    offer_until: Seconds | None = None
    why: Why | None = None
    closed_by: str | None = None
    language_hint: str | None = None
    language_confidence: float | None = None
    language_asked: str | None = None
    handed_by: str | None = None
    note: str = ""
    looking_on: bool = False
    has_it: str | None = None
    beside: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    came_back: bool = False
    ends_at: Seconds | None = None


class Waiter(Struct, frozen=True):
    """Somebody in the queue, as one counselor sees them; ``why`` says why (not) theirs."""

    ref: str
    city: str | None
    subject: str | None
    language: str
    queued_at: Seconds
    present: bool
    cut_off: bool
    texts: tuple[str, ...]
    takeable: bool
    why: Why
    handed_on: bool = False
    came_back: bool = False


class Colleague(Struct, frozen=True):
    """Somebody on duty who could take over a talk; nothing about how they work."""

    key: ColleagueKey
    alias: str
    city: str
    languages: tuple[str, ...]
    free: bool


class Me(Struct, frozen=True):
    """The signed-in counselor: what they may take, and their duty."""

    key: ColleagueKey
    alias: str
    city: str
    subjects: tuple[str, ...]
    languages: tuple[str, ...]


class Ready(Struct, frozen=True):
    """A ready-made text for one talk: plain, with its places filled.

    ``language`` differs from the talk's where there is no version in the talk's language.
    """

    key: str
    kind: str
    language: str
    title: str
    text: str
    link: str
    subjects: tuple[str, ...]
