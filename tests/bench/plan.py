"""The values that the programs of a bench hand to each other as JSON."""

from __future__ import annotations

from typing import Final

import msgspec

CITY: Final = "bench"
"""A demo city: always open, whatever the time of day of a measurement."""


class Order(msgspec.Struct):
    """Who is wanted. Talks are open ones, dealt out slot by slot; the other slots stay free.

    ``held`` and ``over`` are on hold, or over and not deleted yet, dealt out counselor by
    counselor; ``left`` are left questions.
    """

    counselors: int = 0
    slots: int = 2
    talks: int = 0
    waiting: int = 0
    held: int = 0
    over: int = 0
    left: int = 0


class Talk(msgspec.Struct):
    """An open talk: its number, the visitor's key, its name on the wire, the place of its desk."""

    id: int
    key: str
    ref: str
    desk: int


class Desk(msgspec.Struct):
    """A counselor on duty: the number, and the cookie that signs in."""

    id: int
    cookie: str


class Waiter(msgspec.Struct):
    """Somebody in the queue: the number, and the visitor's key."""

    id: int
    key: str


class World(msgspec.Struct):
    """Everybody's way in."""

    desks: list[Desk]
    talks: list[Talk]
    waiting: list[Waiter]


class Target(msgspec.Struct):
    """A service to be measured: the ports of its processes, and the ids of all its processes.

    With a ``world`` it is Miti, without one the bare relay.
    """

    name: str
    ports: list[int]
    roots: list[int]
    world: World | None = None


class Phase(msgspec.Struct):
    """One kind of load. ``pairs``: for each process of a target. ``rate``: messages a second for
    the whole target; None: each pair has one under way, always. ``targets``: on which, by name;
    on all of them when it names none."""

    name: str
    pairs: int
    seconds: float
    rounds: int
    warm: float = 1.0
    rate: float | None = None
    targets: list[str] = []


class Drive(msgspec.Struct):
    """What the driver does: every phase on every target, turn by turn. ``cores``: where it runs."""

    targets: list[Target]
    phases: list[Phase]
    cores: list[int]


class Measured(msgspec.Struct):
    """One turn. ``cpu``: seconds of all processes of the target; latencies in seconds."""

    phase: str
    target: str
    delivered: int
    seconds: float
    cpu: float
    p50: float
    p95: float
    p99: float
    lost: int

    @property
    def rate(self) -> float:
        """Messages delivered a second."""
        return self.delivered / self.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds of processor time for one delivered message."""
        return self.cpu / self.delivered * 1000


class Claiming(msgspec.Struct):
    """Conversations and counselors to be brought together; ``way``: ``guarded`` or ``bare``."""

    way: str
    pairs: list[tuple[int, int]]


class Claimed(msgspec.Struct):
    """How many claims were won, and the seconds that all took."""

    won: int
    seconds: float


class Watch(msgspec.Struct):
    """Slots are to be freed, one after the other, for so many seconds; at most ``samples``."""

    ports: list[int]
    world: World
    samples: int
    seconds: float
    cores: list[int]


class Rush(msgspec.Struct):
    """People come, so many an hour on average, for so many seconds; enough slots are free."""

    ports: list[int]
    world: World
    per_hour: float
    seconds: float
    cores: list[int]


class Came(msgspec.Struct):
    """How many came, and the seconds from each question to a counselor's screen."""

    came: int
    offered: list[float]


class Look(msgspec.Struct):
    """All desks are open. One after the other is opened once more, people come, and people write:
    so many times each, at most for so many seconds each."""

    target: Target
    times: int
    seconds: float
    cores: list[int]


class Looked(msgspec.Struct):
    """Seconds until a desk that is opened has everything; from a question to each desk's queue;
    from a visitor's message to the counselor's desk."""

    opened: list[float]
    came: list[float]
    wrote: list[float]


class Return(msgspec.Struct):
    """Every visitor of the target's world comes back at once, so many times."""

    target: Target
    rounds: int
    cores: list[int]


class Returned(msgspec.Struct):
    """One round: seconds from the first connection until everybody had opened, and had what they
    missed and the state; ``cpu``: seconds of all processes of the target."""

    opened: float
    resumed: float
    cpu: float


class Stay(msgspec.Struct):
    """Everybody of the target's world is connected, and nobody does anything.

    ``first``: so many pairs are connected before the first weighing; ``seconds``: before each.
    """

    target: Target
    first: int
    seconds: float
    cores: list[int]


class Stayed(msgspec.Struct):
    """Bytes of all processes of the target for each pair that came after the first ones."""

    each: float


class Push(msgspec.Struct):
    """First as many messages as the target carries, then so many times as many, come what may."""

    target: Target
    times: float
    seconds: float
    cores: list[int]


class Pushed(msgspec.Struct):
    """What became of the messages that were too many. Seconds until an answer count from when each
    was sent: nothing that the service does holds that up.

    ``carried``: delivered in a second before; ``offered``: sent within ``sending`` seconds;
    ``unanswered``: neither acknowledged nor refused; ``lost``: acknowledged, and never delivered;
    ``grown``: bytes; ``seconds``: until the last was answered; ``busy``: seconds for which the
    driver looked at no answer, at the longest.
    """

    carried: float
    offered: int
    sending: float
    acknowledged: int
    refused: int
    seconds: float
    p50: float
    p99: float
    slowest: float
    unanswered: int
    lost: int
    grown: int
    busy: float


class Library(msgspec.Struct, kw_only=True):
    """So many facts of so many years are to be published."""

    facts: int
    years: int


class Told(msgspec.Struct):
    """How many facts there were, and the seconds of each release and of each page about them."""

    facts: int
    releases: dict[str, float]
    pages: dict[str, float]
