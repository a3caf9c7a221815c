"""What is made of a file, and why one is not taken."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["jpeg", "png", "pdf"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Fault = Literal["kind", "too_large", "unreadable", "locked"]
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
"""Neither a picture nor a PDF; more than we take; broken; closed with a password."""
MOST_BYTES: Final = 8_000_000
"""Of what comes in, and of what is made of it."""
TYPES: Final[dict[Kind, str]] = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
}
"""Each kind as HTTP calls it."""
ENDINGS: Final[dict[Kind, str]] = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Clean:
    """A file made anew. ``pages``: of a PDF; ``width`` and ``height``: of a picture; else 0."""

    kind: Kind
    data: bytes
    pages: int = 0
    width: int = 0
    height: int = 0


class Unfit(Exception):
    """A file that is not taken; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault
