"""What every frame is made of: sizes, names, refusals, and what they all are."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

VERSION: Final = 1
MAX_FRAME: Final = 50_000
"""Longest frame in characters: 4,000 emoji fit, even escaped, which takes twelve for each."""
MAX_TEXT: Final = 4_000
"""Longest message in characters (Unicode code points)."""

Text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
VisitorKey = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""256 random bits, base64url without padding; made by the client, kept in its sessionStorage."""
Ref = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16}$")]
"""Random name of a conversation on the wire; says nothing about how many there are."""
ColleagueKey = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16}$")]
"""Name of a counselor on the desks' wire; says nothing about the account."""
Note = Annotated[str, Meta(max_length=500)]
"""What one counselor tells the next about a talk."""
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Proof = Annotated[str, Meta(max_length=2_000)]
"""A solved challenge of altcha (v2): its payload, in base64."""
ResourceKey = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
"""Code of a ready-made text."""
Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""Number of a line of a log: from 1, no larger than the database counts. 0: none yet."""
UpTo = Annotated[int, Meta(ge=0)]
"""Up to which number a page has a log; to have more than there is does no harm."""
Seconds = Annotated[float, Meta(title="Seconds")]
"""An instant: seconds since 1970, UTC."""

ConversationState = Literal["waiting", "offered", "open", "on_hold", "left", "closed"]
DutyState = Literal["off", "on", "paused"]
Author = Literal["visitor", "counselor", "notice"]
Outcome = Literal["answered", "referred", "appointment", "unanswered", "left_early", "abuse"]
BlockReason = Literal["insults", "threats", "sexual", "disruption"]
Depth = Literal["information", "guidance"]
Satisfaction = Literal["very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied"]
YesNo = Literal["yes", "no"]
Attention = Literal["away", "reads", "whispers", "answers"]

RefusalCode = Literal[
    "malformed",
    "unknown_type",
    "too_long",
    "version",
    "hello_first",
    "proof_first",
    "not_allowed",
    "not_found",
    "wrong_state",
    "too_fast",
    "closed_now",
    "taken",
    "full",
    "too_many",
    "too_late",
    "unavailable",
]
REFUSALS: Final[dict[RefusalCode, str]] = {
    "malformed": "Not JSON, not an object, or a field is missing, unknown or out of bounds.",
    "unknown_type": "There is no such command on this socket.",
    "too_long": "The frame or the text is longer than `params.limit` characters.",
    "version": "The client speaks another version: load the page again.",
    "hello_first": "A command before `hello`.",
    "proof_first": "Machines write just now: solve `params.challenge`, and send the same again with"
    " its `proof`.",
    "not_allowed": "Not yours, or your role or your skills do not allow it.",
    "not_found": "No such conversation, city, subject or language.",
    "wrong_state": "The conversation's state, `params.state`, has no such way.",
    "too_fast": "More than may be sent or stored; try again after `params.retry_after` seconds.",
    "closed_now": "Closed for this choice; `params.opens` (instant or null) says until when.",
    "taken": "Somebody else was faster.",
    "full": "All your slots are in use.",
    "too_many": "As many talks as `params.limit` are on hold while their visitors are there.",
    "too_late": "The time in which this could be changed is over.",
    "unavailable": "The service cannot store anything just now: keep the text, try again.",
}
"""What each refusal means; none of them closes the socket by itself, except ``version``."""

CLOSE_SIGN_IN: Final = 4401
CLOSE_NOT_ALLOWED: Final = 4403
CLOSE_NOWHERE: Final = 4404
CLOSE_NO_BEAT: Final = 4408
CLOSE_VERSION: Final = 4426
CLOSE_FLOOD: Final = 4429
CLOSE_UNAVAILABLE: Final = 4503
CLOSES: Final[dict[int, str]] = {
    CLOSE_SIGN_IN: "Nobody is signed in: sign in, then connect again.",
    CLOSE_NOT_ALLOWED: "Whoever is signed in may not use this socket.",
    CLOSE_NOWHERE: "There is no socket at this address.",
    CLOSE_NO_BEAT: "Several pulses were not answered: connect again once awake.",
    CLOSE_VERSION: "The client speaks another version: load the page again, once.",
    CLOSE_FLOOD: "Too many refused frames: wait half a minute before connecting again.",
    CLOSE_UNAVAILABLE: "Nothing can be looked up just now: connect again, later each time.",
}
"""Why the server closes a socket, by close code."""

FRAME_RATE: Final = (20.0, 120.0)
"""All frames of one socket: how many a second on average, and at once."""
REFUSAL_RATE: Final = (0.5, 20.0)
"""Frames of one socket refused as :data:`TIRING`; more closes it with :data:`CLOSE_FLOOD`."""
TIRING: Final[frozenset[RefusalCode]] = frozenset(
    {"malformed", "unknown_type", "too_long", "too_fast", "hello_first", "proof_first"}
)
"""What no client that keeps to the rules is told often."""


class Refusal(Exception):
    """A frame or command that is not accepted; ``code`` is one of :data:`RefusalCode`."""

    def __init__(self, code: RefusalCode, **params: str | int | float | None) -> None:
        super().__init__(code)
        self.code: RefusalCode = code
        self.params = params


class Frame(Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of everything on the wire."""


class Command(Frame, frozen=True):
    """What a client may ask for."""


class Event(Frame, frozen=True):
    """What the server says."""
