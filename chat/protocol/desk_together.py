"""What a desk asks for where colleagues are concerned: handing over, looking on, whispering."""

from uuid import UUID

from chat.protocol.basis import ColleagueKey, Command, Note, Ref, Slug


class WhoIsThere(Command, frozen=True, tag="who_is_there"):
    """Who is on duty and could take over this talk? Answered with ``colleagues``."""

    ref: Ref


class WhoSuits(Command, frozen=True, tag="who_suits"):
    """How many could take this talk if its subject, language or city were these? Answered with
    ``suiting``. ``hand_over`` is free to ignore it."""

    ref: Ref
    subject: Slug | None = None
    language: Slug | None = None
    city: Slug | None = None


class HandOver(Command, frozen=True, tag="hand_over"):
    """Give a talk of mine to a colleague, or back to the queue for another subject, language or
    city (any of the three).

    It keeps its age and comes first, like a talk that was cut off. A colleague is asked alone for
    a short while, whether free or not; then anybody may take it.
    """

    ref: Ref
    counselor: ColleagueKey | None = None
    subject: Slug | None = None
    language: Slug | None = None
    city: Slug | None = None
    note: Note = ""


class Invite(Command, frozen=True, tag="invite"):
    """Ask a colleague to look on and whisper; the visitor is told nothing."""

    ref: Ref
    counselor: ColleagueKey
    key: UUID
    note: Note = ""


class WhisperTo(Command, frozen=True, tag="whisper"):
    """Say something to the colleagues of this talk that its visitor never reads."""

    ref: Ref
    key: UUID
    text: Note


class StepAside(Command, frozen=True, tag="step_aside"):
    """Look on no more."""

    ref: Ref


class Looking(Command, frozen=True, tag="looking"):
    """This talk is on my screen, and I am (not) writing a whisper in it; null: no talk is.

    Told to colleagues in the same talk by ``attending``, never to its visitor.
    """

    ref: Ref | None
    writing: bool = False
