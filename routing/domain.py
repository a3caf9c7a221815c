"""The values that routing reads and the decisions that it gives.

Instants are UTC epoch seconds, durations are seconds, people are known by id only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.reason import Reason, RunnerUp, Terms, Turn

__all__ = [
    "Assign", "CityRules", "Decision", "Divert", "Group", "Hold", "OnDuty", "Reason", "Rules",
    "RunnerUp", "Snapshot", "Terms", "Turn", "Wait", "Waiting",
]  # fmt: skip


Group = tuple[str | None, str]
"""What somebody asks for: a subject (None: any) and a language."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that needs a counselor.

    `queued_at` never changes: writing, losing the network or a declined offer cost nobody
    the place. `city` None means any city, `subject` None means "I don't know yet".
    """

    id: int
    city: str | None
    subject: str | None
    language: str
    queued_at: float
    cut_off: bool = False
    """The talk had begun and was interrupted on our side."""
    present: bool = True
    previous: int | None = None
    """The counselor of the interrupted talk."""
    declined_by: frozenset[int] = frozenset()
    closes_at: float | None = None
    """When nobody will take this person any more today; None if that is not near."""
    reserved_for: int | None = None
    """The talk was handed over to this counselor: for now nobody else is offered it."""
    needs_since: float | None = None
    """When the present wait began, if another talk came before it; None: at `queued_at`."""

    def keeps_away(self, counselor: int) -> bool:
        """Whether this counselor declined, or has to leave the person to another one."""
        return counselor in self.declined_by or self.reserved_for not in (None, counselor)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A counselor on duty. `languages` gives a proficiency from 0 to 1 for each language."""

    id: int
    city: str
    subjects: frozenset[str]
    languages: Mapping[str, float]
    slots: int
    open_talks: int
    free_since: float
    accepting: bool = True
    reserve: bool = False
    shift_ends_at: float | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole desk at one moment.

    `handle_time` is the mean length of a talk. `arrivals` are the people expected per second
    of each group; without them nobody's skills count as scarce.
    """

    waiting: tuple[Waiting, ...]
    on_duty: tuple[OnDuty, ...]
    handle_time: float
    arrivals: Mapping[Group, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CityRules:
    """What one city asks for its own visitors. None: as everywhere, or never."""

    price: float | None = None
    """Instead of `Rules.city_price`."""
    overflow_after: float = 0.0
    """How long only counselors of this city may take its visitors."""
    widen_subject_after: float | None = None
    """After this wait anybody with the language may take the visitor. Whoever is handed over for
    another subject, or cut off, waits anew for somebody who knows it."""


_ORDINARY = CityRules()


@dataclass(frozen=True, slots=True)
class Rules:
    """The weights of every decision, in equivalent seconds of waiting.

    The optimum is flat: half or one and a half times a price changes little.
    """

    city_price: float = 60.0
    proficiency_price: float = 120.0
    """Per missing unit of proficiency."""
    load_price: float = 60.0
    """For a slot that adds no throughput at all; in proportion otherwise."""
    return_bonus: float = 120.0
    """For the counselor of the interrupted talk."""
    reserve_price: float = 10_000.0
    """Above all other prices together: reserve counselors are asked last."""
    scarcity_price: float = 480.0
    """For a visitor who will find nobody, because this slot was the last with a rare skill."""
    scarcity_limit: float = 300.0
    """What one slot can be worth to others at most, however many rare skills it has."""
    shift_price: float = 200.0
    """For a talk that outlives the shift and has to be handed over."""
    shift_overrun: float = 900.0
    """How long a talk may outlast the shift before it is handed over."""
    rescue_weight: float = 2.0
    """How much each second until another able slot comes free counts for those who wait."""
    rescue_limit: float = 400.0
    """The longest such time that counts."""
    throughput: tuple[float, ...] = (1.0, 1.70, 2.10, 2.32)
    """What 1, 2, 3 … talks at once get done together, one talk alone being 1."""
    patience: float = 360.0
    """Mean time after which a waiting visitor gives up."""
    cities: Mapping[str, CityRules] = field(default_factory=dict)

    def of_city(self, city: str | None) -> CityRules:
        """The rules of a visitor's city; the general ones for "any city"."""
        return self.cities.get(city, _ORDINARY) if city is not None else _ORDINARY

    def price_of_leaving(self, city: str | None) -> float:
        """What it costs to send a visitor of `city` to another city."""
        price = self.of_city(city).price
        return self.city_price if price is None else price

    def load_cost(self, talks: int) -> float:
        """What one more talk costs on top of so many: the throughput that it fails to add."""
        gained = self.done_together(talks + 1) - self.done_together(talks)
        return self.load_price * (1.0 - gained)

    @property
    def useful_slots(self) -> int:
        """The number of talks at once that gets most done; no slot beyond it is opened."""
        return self.throughput.index(max(self.throughput)) + 1

    def done_together(self, talks: int) -> float:
        """Throughput of a counselor with so many talks open; beyond the table it stays level."""
        return self.throughput[min(talks, len(self.throughput)) - 1] if talks > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """A range of waiting in seconds, or unknown (both None)."""

    low: int | None = None
    high: int | None = None
    past_closing: bool = False
    """We may not reach this person before closing; with an unknown range: we will not."""

    @property
    def known(self) -> bool:
        """Whether there is a range to announce."""
        return self.high is not None


@dataclass(frozen=True, slots=True)
class Assign:
    """Offer this conversation to this counselor now."""

    conversation: int
    counselor: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep waiting: `place` counts from 1 among those who want the same counselors."""

    conversation: int
    place: int
    wait: Wait
    reason: Reason
    helpers: frozenset[int] = field(default=frozenset(), compare=False)
    """The counselors who take people now and could take this one."""


@dataclass(frozen=True, slots=True)
class Divert:
    """Nobody on duty can ever take this conversation: offer a left question."""

    conversation: int
    reason: Reason


Decision = Assign | Hold | Divert
