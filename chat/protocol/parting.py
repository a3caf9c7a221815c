"""What a visitor says at the end of a conversation."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from chat.protocol.basis import Command, Satisfaction, YesNo

MAX_REMARK: Final = 500
"""Longest remark in characters (Unicode code points)."""


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What was answered at the end; ``null`` where nothing was."""

    satisfaction: Satisfaction | None = None
    recommend: YesNo | None = None
    first_visit: YesNo | None = None
    found: YesNo | None = None
    remark: Annotated[str, Meta(min_length=1, max_length=MAX_REMARK)] | None = None


class Answer(Command, frozen=True, tag="answer"):
    """All answers to the questions at the end, in the place of earlier ones (``status.said``)."""

    said: Said
