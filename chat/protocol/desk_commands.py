"""What a desk may ask for."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta, field

from chat.protocol.basis import (
    BlockReason,
    Command,
    Depth,
    DutyState,
    Outcome,
    Ref,
    ResourceKey,
    Seconds,
    Seq,
    Slug,
    Text,
    UpTo,
)
from chat.protocol.desk_files import AskFile
from chat.protocol.desk_together import (
    HandOver,
    Invite,
    Looking,
    StepAside,
    WhisperTo,
    WhoIsThere,
    WhoSuits,
)
from chat.protocol.shared import Beat


class DeskHello(Command, frozen=True, tag="hello"):
    """First frame of a desk. ``seen``: by ref, the last seq this tab has."""

    version: int
    seen: dict[Ref, UpTo] = field(default_factory=dict)


class SetDuty(Command, frozen=True, tag="duty"):
    """Go on duty, pause, go off duty, or change how many talks at once (1 to 3) or until when."""

    state: DutyState
    slots: Annotated[int, Meta(ge=1, le=3)]
    ends_at: Seconds | None = None


class Accept(Command, frozen=True, tag="accept"):
    """Take the offered person."""

    ref: Ref


class Decline(Command, frozen=True, tag="decline"):
    """Pass the offered person on; their place is kept."""

    ref: Ref


class Pick(Command, frozen=True, tag="pick"):
    """Take this person from the queue now."""

    ref: Ref


class DeskSay(Command, frozen=True, tag="say"):
    """A message to the visitor."""

    ref: Ref
    key: UUID
    text: Text


class Correct(Command, frozen=True, tag="correct"):
    """Say a line of mine anew, within two minutes: an entry ``corrected`` follows."""

    ref: Ref
    key: UUID
    seq: Seq
    text: Text


class DeskRead(Command, frozen=True, tag="read"):
    """Everything up to ``seq`` of this talk was on the screen."""

    ref: Ref
    seq: Seq


class DeskTyping(Command, frozen=True, tag="typing"):
    """The counselor is (not) writing in this talk."""

    ref: Ref
    on: bool


class Hold(Command, frozen=True, tag="hold"):
    """Put a talk of mine on hold: it uses no slot, and the visitor is told that I come back. Again:
    it stays on hold, whatever ``ends_at`` said."""

    ref: Ref


class GoOn(Command, frozen=True, tag="go_on"):
    """Go on with a talk of mine on hold; it takes a slot again. ``say`` does so by itself."""

    ref: Ref


class Close(Command, frozen=True, tag="close"):
    """End the talk and/or wrap it up. Both fields null: end now, wrap up after."""

    ref: Ref
    subject: Slug | None = None
    outcome: Outcome | None = None
    depth: Depth | None = None


class Reopen(Command, frozen=True, tag="reopen"):
    """Go on with a talk that I closed within the last five minutes; it takes a slot again."""

    ref: Ref


class Block(Command, frozen=True, tag="block"):
    """End a talk of mine for abuse: this visitor's page offers no other talk. It is audited."""

    ref: Ref
    reason: BlockReason


class AskLanguage(Command, frozen=True, tag="ask_language"):
    """Ask the visitor to go on in this language; they decide, by ``use_language`` or
    ``keep_language``. One question at a time."""

    ref: Ref
    language: Slug


class Search(Command, frozen=True, tag="search"):
    """Which ready-made texts fit ``text`` and this talk? Answered with ``found``."""

    ref: Ref | None
    text: Annotated[str, Meta(max_length=100)]


class Suggest(Command, frozen=True, tag="suggest"):
    """Which ready-made texts could help with what was written? Answered with ``suggested``."""

    ref: Ref


class Share(Command, frozen=True, tag="share"):
    """Send a ready-made text as a card; ``key`` as in ``say``. It is counted as used."""

    ref: Ref
    key: UUID
    resource: ResourceKey
    language: Slug


class Used(Command, frozen=True, tag="used"):
    """A ready-made text was put into an answer: counted, without the talk."""

    resource: ResourceKey


DeskCommand = (
    DeskHello
    | SetDuty
    | Accept
    | Decline
    | Pick
    | DeskSay
    | Correct
    | DeskRead
    | DeskTyping
    | Hold
    | GoOn
    | WhoIsThere
    | WhoSuits
    | HandOver
    | AskLanguage
    | AskFile
    | Invite
    | WhisperTo
    | StepAside
    | Looking
    | Close
    | Search
    | Suggest
    | Share
    | Used
    | Reopen
    | Block
    | Beat
)
