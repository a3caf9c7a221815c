"""What an invented visitor may do, and what is noted of it."""

from dataclasses import dataclass
from typing import Literal

from chat.protocol import Command

Note = Literal[
    "arrived", "talk begun", "message written", "message received", "still here", "connection cut",
    "came back", "fell silent", "closed the page", "left", "erased", "ended by the counselor",
    "ended by the service", "turned away",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HangUp:
    """Close the connection; ``back_in``: seconds after which to connect again, None: never."""

    back_in: float | None


@dataclass(frozen=True, slots=True)
class Solve:
    """Do this work, as each browser does while machines write, and say ``proved`` then."""

    challenge: str


Act = Command | HangUp | Solve | Note
