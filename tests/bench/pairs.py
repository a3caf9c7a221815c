"""A visitor and a counselor who write to each other: over Miti, or over the bare relay."""

from __future__ import annotations

import asyncio
import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import msgspec

from tests.bench.line import Line
from tests.bench.plan import Target, World

VISITOR: Final = 0
COUNSELOR: Final = 1
PATIENCE: Final = 30.0
"""Seconds within which everybody must be connected and shown everything."""

TEXTS: Final = (
    "Bonjour, je travaille dans la vente depuis six ans et je voudrais changer de métier.",
    "Je comprends. Avez-vous déjà une idée de ce qui vous plairait, même vague ?",
    "Plutôt quelque chose de manuel, avec du bois ou dans le bâtiment, mais je n'ai aucun diplôme.",
    "Il existe des formations en alternance, payées, sans diplôme à l'entrée.",
    "Et avec des enfants ? Je ne peux pas commencer avant neuf heures.",
    "C'est possible dans deux centres près de chez vous. Je vous envoie les adresses.",
    "Merci beaucoup !",
    "Avec plaisir. Voulez-vous que nous regardions ensemble les conditions d'inscription ?",
)
_text: Final = itertools.cycle(TEXTS)

Heard = Callable[["Pair", int, str], None]


class Pair(ABC):
    """Two sides. ``heard`` is called with the side that a message of the other has reached."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.sides: list[Line] = []

    @abstractmethod
    def say(self, side: int, key: str) -> None:
        """Let one side send a message with this key (a UUID)."""


def new_key() -> str:
    """The key of a new message."""
    return str(uuid4())


# --- Miti --------------------------------------------------------------------------------------


class _Shown(msgspec.Struct):
    ref: str = ""
    last_seq: int = 0


class _Frame(msgspec.Struct):
    type: str
    ref: str | None = ""
    seq: int = 0
    key: str = ""
    author: str = ""
    last_seq: int | None = None
    talks: list[_Shown] = []
    code: str = ""
    params: dict[str, str | int | float | None] = {}


_decode: Final = msgspec.json.Decoder(_Frame).decode


class OutOfOrder(AssertionError):
    """Entries came with a gap or twice, or one was refused for good: the figures mean nothing."""


class MitiPair(Pair):
    """One conversation, as both pages handle it: in order, and each entry marked as seen."""

    def __init__(self, heard: Heard, ref: str) -> None:
        super().__init__(heard)
        self.ref = ref
        self._seq = [0, 0]
        self._goal: list[int | None] = [None, None]

    @property
    def ready(self) -> bool:
        """Both sides have everything that was written before."""
        return all(
            goal is not None and seq >= goal
            for goal, seq in zip(self._goal, self._seq, strict=True)
        )

    def say(self, side: int, key: str) -> None:
        self._tell(self.sides[side], side, {"type": "say", "key": key, "text": next(_text)})

    def told(self, side: int, last: int) -> None:
        """The server said how long the log is."""
        self._goal[side] = last

    def entry(self, side: int, frame: _Frame, line: Line) -> None:
        """One line of the log has come, by this connection."""
        if frame.seq != self._seq[side] + 1:
            raise OutOfOrder(f"entry {frame.seq} came after entry {self._seq[side]}")
        self._seq[side] = frame.seq
        other = "counselor" if side == VISITOR else "visitor"
        if frame.author == other:
            self._tell(line, side, {"type": "read", "seq": frame.seq})
            self.heard(self, side, frame.key)
        else:
            self.acknowledged(frame.key)

    def acknowledged(self, key: str) -> None:
        """The sender has the own message back: it is stored."""

    def refused(self, side: int, frame: _Frame) -> None:
        """Something was not taken; as both pages do, send it again when it had waited too long. It
        counts as late from the moment it was due."""
        wait = frame.params.get("retry_after")
        if frame.code != "too_fast" or not isinstance(wait, float | int):
            raise OutOfOrder(f"refused: {frame.code}")
        asyncio.get_running_loop().call_later(wait, self.say, side, frame.key)

    def _tell(self, line: Line, side: int, frame: dict[str, object]) -> None:
        line.tell(frame if side == VISITOR else {**frame, "ref": self.ref})


async def miti_pairs(
    target: Target, heard: Heard, made: type[MitiPair] = MitiPair
) -> list[MitiPair]:
    """Everybody of the target's world, connected and up to date."""
    world = target.world
    assert world is not None
    pairs = [made(heard, talk.ref) for talk in world.talks]
    desks = await _desks(target.ports, world, {pair.ref: pair for pair in pairs})
    for number, (pair, talk) in enumerate(zip(pairs, world.talks, strict=True)):
        port = target.ports[number % len(target.ports)]
        pair.sides = [await _visitor(port, talk.key, pair), desks[talk.desk]]
    async with asyncio.timeout(PATIENCE):
        while not all(pair.ready for pair in pairs):  # noqa: ASYNC110 - nobody rings for this
            await asyncio.sleep(0.05)
    return pairs


async def _visitor(port: int, key: str, pair: MitiPair) -> Line:
    def take(data: bytes) -> None:
        frame = _decode(data)
        match frame.type:
            case "entry":
                pair.entry(VISITOR, frame, line)
            case "status":
                pair.told(VISITOR, frame.last_seq or 0)
            case "refused":
                pair.refused(VISITOR, frame)
            case _:
                _other(line, frame)

    line = await Line.to(port, "/ws/visitor", take)
    line.tell({"type": "hello", "version": 1, "key": key, "language": "fr"})
    return line


async def _desks(ports: list[int], world: World, pairs: dict[str, MitiPair]) -> list[Line]:
    return [
        await _desk(ports[number % len(ports)], desk.cookie, pairs)
        for number, desk in enumerate(world.desks)
    ]


async def _desk(port: int, cookie: str, pairs: dict[str, MitiPair]) -> Line:
    def take(data: bytes) -> None:
        frame = _decode(data)
        match frame.type:
            case "entry":
                pairs[frame.ref or ""].entry(COUNSELOR, frame, line)
            case "welcome":
                for talk in frame.talks:
                    pairs[talk.ref].told(COUNSELOR, talk.last_seq)
            case "refused" if frame.ref:
                pairs[frame.ref or ""].refused(COUNSELOR, frame)
            case _:
                _other(line, frame)

    line = await Line.to(port, "/ws/desk", take, cookie)
    line.tell({"type": "hello", "version": 1})
    return line


def _other(line: Line, frame: _Frame) -> None:
    """What both pages do with the rest: answer the pulse, put up with the news."""
    if frame.type == "pulse":
        line.tell({"type": "beat"})
    elif frame.type == "refused":
        raise OutOfOrder(f"refused: {frame.code}")


# --- the bare relay ----------------------------------------------------------------------------


class _Relayed(msgspec.Struct):
    key: str
    side: int


_decode_relayed: Final = msgspec.json.Decoder(_Relayed).decode


class RelayPair(Pair):
    """One group of two sockets; who sends gets the own message back, as over Miti."""

    async def connect(self, number: int, ports: list[int]) -> None:
        """Open both sockets; with several processes, half of the pairs span two of them."""
        for side in (VISITOR, COUNSELOR):
            port = ports[(number >> side) % len(ports)]
            self.sides.append(await Line.to(port, f"/pair/{number}", self._take(side)))

    def say(self, side: int, key: str) -> None:
        self.sides[side].tell({"key": key, "side": side, "text": next(_text)})

    def _take(self, side: int) -> Callable[[bytes], None]:
        def take(data: bytes) -> None:
            message = _decode_relayed(data)
            if message.side != side:
                self.heard(self, side, message.key)

        return take


async def relay_pairs(target: Target, heard: Heard, count: int) -> list[Pair]:
    """So many pairs, connected."""
    pairs = [RelayPair(heard) for _ in range(count)]
    for number, pair in enumerate(pairs):
        await pair.connect(number, target.ports)
    return list(pairs)
