"""What the message path reads and writes, whatever the database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from chat.lifecycle import State
from chat.protocol import Author


@dataclass(slots=True)
class Row:
    """A locked conversation, as far as its log needs it."""

    pk: int
    ref: str
    state: State
    counselor_id: int | None
    last_seq: int
    visitor_seen: int
    counselor_seen: int


class Line(NamedTuple):
    """A message as it is stored: an entry of one of the two sides, not a notice.

    ``sealed``: what was typed, bound to its conversation and to its number in the log.
    """

    conversation_id: int
    seq: int
    key: UUID
    author: Author
    counselor_id: int | None
    at: datetime
    sealed: bytes


Key = tuple[int, UUID]
"""Id of a conversation, and the key of a message in it."""


@dataclass(slots=True)
class Wish:
    """What is asked of one conversation at once: all of it is granted, or nothing.

    ``states``: in one of these it must be. ``counselor``: whose talk it must be; None: anybody's.
    ``after``: the last number of its log, which the seals of ``lines`` (new messages, numbered from
    1 on) were made for; None: whatever it is.
    """

    pk: int
    states: frozenset[State] = frozenset(State)
    counselor: int | None = None
    visitor_seen: int = 0
    counselor_seen: int = 0
    after: int | None = None
    lines: list[Line] = field(default_factory=list)
    possible: bool = True
    """Not when two claim to be the one counselor, when a key comes twice, or when the key that
    seals the conversation is not at hand."""


class Log(Protocol):
    """The log in one transaction: looked at once, then written once."""

    def look(
        self, conversations: Collection[int], keys: Collection[Key]
    ) -> tuple[dict[int, Row], list[int]]:
        """Those conversations that exist, by id, locked in the order of their ids until the end;
        and the ids of the entries that they already hold under these keys: seldom any."""

    def write(self, lines: Collection[Line], rows: Collection[Row]) -> None:
        """Store messages, and the counters of locked rows."""


LOOK = (
    "SELECT id, ref, state, counselor_id, last_seq, visitor_seen, counselor_seen"
    " FROM chat_conversation WHERE id {among} ORDER BY id"
)
# one look-up for each pair: a join would read all logs, because nobody can know how few pairs come
KNOWN = (
    "SELECT (SELECT entry.id FROM chat_logentry AS entry WHERE"
    " entry.conversation_id = said.conversation_id AND entry.key = said.key) FROM ({pairs}) AS said"
)
INSERT = (
    "INSERT INTO chat_logentry"
    " (conversation_id, seq, key, author, counselor_id, at, sealed, code, params) {lines}"
)
COUNT = (
    "UPDATE chat_conversation SET last_seq = new.last_seq,"
    " visitor_seen = new.visitor_seen, counselor_seen = new.counselor_seen"
    " FROM ({counts}) AS new WHERE chat_conversation.id = new.id"
)


def row_of(values: tuple[int, str, str, int | None, int, int, int]) -> Row:
    """One row of :data:`LOOK`."""
    pk, ref, state, counselor, last, visitor, seen = values
    return Row(pk, ref, State(state), counselor, last, visitor, seen)
