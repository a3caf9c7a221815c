"""What becomes of pieces that are stored together, decided from the rows as they are before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from chat import events, protocol, vault
from chat.actions.rows import Key, Line, Row, Wish
from chat.hints import Hint
from chat.keyring import Keys, keyring
from chat.lifecycle import WRITABLE_BY_COUNSELOR, WRITABLE_BY_VISITOR, State
from chat.protocol import Refusal

ANY: Final = frozenset(State)


@dataclass(frozen=True, slots=True)
class Saying:
    """A message to be stored; the author comes from the authenticated socket, never from a frame.

    ``counselor`` None: the visitor writes.
    """

    conversation: int
    counselor: int | None
    key: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Seeing:
    """One side has had everything up to ``seq`` on the screen. ``counselor`` None: the visitor."""

    conversation: int
    counselor: int | None
    seq: int


class Done(NamedTuple):
    """Stored, and committed when you read this. ``repeat``: the key was known before."""

    frame: bytes
    seq: int
    state: State
    repeat: bool = False


Piece = Saying | Seeing
Answer = Done | Refusal


class Stored(NamedTuple):
    """What came of some pieces: an answer for each, and the hints to be spread about them."""

    answers: list[Answer]
    hints: list[Hint]


class Known(NamedTuple):
    """An entry that a repeat of its key is answered with."""

    author: str
    seq: int
    frame: bytes


class Batch:
    """What one transaction writes, from the rows as they are before: locked until it has ended."""

    def __init__(
        self, locked: dict[int, Row], known: dict[Key, Known], now: datetime, keys: Keys | None
    ) -> None:
        """``keys`` None: the lines are stored already, and only answered."""
        self._rows, self._known, self._keys = locked, known, keys
        self._now, self._instant = now, now.timestamp()
        self.lines: list[Line] = []
        self.changed: dict[int, Row] = {}
        self.hints: list[Hint] = []

    def add(self, piece: Piece) -> Answer:
        row = self._rows.get(piece.conversation)
        if row is None:
            return Refusal("not_found")
        if isinstance(piece, Seeing):
            return _forbidden(row, piece) or self._see(row, piece)
        known = self._known.get((row.pk, piece.key))
        if known is not None:
            if known.author != _author(piece):
                return Refusal("not_allowed")  # the other side's key, which everybody can read
            return Done(known.frame, known.seq, row.state, repeat=True)
        return _forbidden(row, piece) or self._say(row, piece)

    def _say(self, row: Row, piece: Saying) -> Done:
        author = _author(piece)
        row.last_seq = seq = row.last_seq + 1
        frame = protocol.dump(
            protocol.Entry(row.ref, seq, piece.key, author, self._instant, piece.text)
        )
        self._known[row.pk, piece.key] = Known(author, seq, frame)
        if self._keys is not None:
            sealed = self._keys[row.pk].seal(piece.text, vault.of_entry(row.pk, seq))
            self.lines.append(
                Line(row.pk, seq, piece.key, author, piece.counselor, self._now, sealed)
            )
        self.changed[row.pk] = row
        self.hints.append(Hint(events.of_conversation(row.pk), "entry", seq, frame))
        if row.state is State.WAITING:
            self.hints.append(Hint(events.QUEUE))
        return Done(frame, seq, row.state)

    def _see(self, row: Row, piece: Seeing) -> Done:
        side = "visitor_seen" if piece.counselor is None else "counselor_seen"
        seq = min(piece.seq, row.last_seq)
        if seq > getattr(row, side):
            setattr(row, side, seq)
            self.changed[row.pk] = row
            to = "counselor" if piece.counselor is None else "visitor"
            frame = protocol.dump(protocol.Seen(row.ref, seq))
            self.hints.append(Hint(events.of_conversation(row.pk), to, seq, frame))
        return Done(b"", seq, row.state)


def _forbidden(row: Row, piece: Piece) -> Refusal | None:
    """May this side write now? The counselor only in their own talk."""
    if piece.counselor is not None and piece.counselor != row.counselor_id:
        return Refusal("not_allowed")
    if row.state not in _states(piece):
        return Refusal("wrong_state", state=row.state)
    return None


def _states(piece: Piece) -> frozenset[State]:
    """Where this side may do so."""
    if isinstance(piece, Seeing):
        return ANY
    return WRITABLE_BY_VISITOR if piece.counselor is None else WRITABLE_BY_COUNSELOR


def _author(piece: Saying) -> protocol.Author:
    return "visitor" if piece.counselor is None else "counselor"


def wishes_of(pieces: Iterable[Piece], now: datetime) -> list[Wish]:
    """The same, asked beforehand: what must be true of each conversation for everything in it to
    be stored as it came; in the order of their ids."""
    wishes: dict[int, Wish] = {}
    for piece in pieces:
        pk = piece.conversation
        wish = wishes.get(pk) or wishes.setdefault(pk, Wish(pk))
        wish.states &= _states(piece)
        if piece.counselor is not None:
            wish.possible &= wish.counselor in {None, piece.counselor}
            wish.counselor = piece.counselor
        if isinstance(piece, Saying):
            _wish_to_say(wish, piece, now)
        elif piece.counselor is None:
            wish.visitor_seen = max(wish.visitor_seen, piece.seq)
        else:
            wish.counselor_seen = max(wish.counselor_seen, piece.seq)
    return [wishes[pk] for pk in sorted(wishes) if wishes[pk].possible]


def _wish_to_say(wish: Wish, piece: Saying, now: datetime) -> None:
    held = keyring().held(wish.pk)
    wish.possible &= held is not None and all(line.key != piece.key for line in wish.lines)
    if held is None:
        return
    if wish.after is None:
        wish.after = held.last
    number = len(wish.lines) + 1
    sealed = held.key.seal(piece.text, vault.of_entry(wish.pk, wish.after + number))
    who = (_author(piece), piece.counselor)
    wish.lines.append(Line(wish.pk, number, piece.key, *who, now, sealed))
