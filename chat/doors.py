"""Open or closed, for a city or any of them: what `start`, queue and front page obey."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from counselors import opening
from routing import hours
from routing.hours import Closed, Hours, NeverOpen, Open


@dataclass(frozen=True, slots=True)
class Door:
    """One city's door now. ``opens_at`` and ``closes_at``: seconds (UTC), None when not known."""

    state: str
    opens_at: float | None = None
    closes_at: float | None = None
    closure: str | None = None


def open_cities(now: datetime) -> frozenset[str]:
    """Keys of the cities that are open for live chat at ``now``."""
    return frozenset(key for key, door in doors_of_cities(now).items() if door.state == "open")


def door_of(city: str | None, now: datetime) -> Door:
    """Open or closed, for one city or (None) for any of them."""
    doors = doors_of_cities(now)
    return doors[city] if city is not None and city in doors else best(doors.values())


def doors_of_cities(now: datetime) -> dict[str, Door]:
    """Every city's door by key, in one read."""
    return {key: _door(each, now) for key, each in opening.hours_of_cities(now).items()}


def answer_due(city: str | None, asked_at: datetime) -> datetime | None:
    """Until when an answer in writing is promised: two working days of the city (None: of the
    city that keeps it first). None: no opening is known, so nothing can be promised."""
    return _due(answering(city, opening.hours_of_cities(asked_at), asked_at), asked_at)


def answering(city: str | None, known: Mapping[str, Hours], asked_at: datetime) -> Hours:
    """By whose hours a question is answered: the city's, or those of the first that keeps it."""
    if city is not None and city in known:
        return known[city]
    never = datetime.max.replace(tzinfo=UTC)
    every = [*known.values()] or [Hours({})]
    return min(every, key=lambda each: _due(each, asked_at) or never)


def _due(each: Hours, asked_at: datetime) -> datetime | None:
    try:
        return hours.due(each, asked_at)
    except NeverOpen:
        return None


def _door(each: Hours, now: datetime) -> Door:
    match hours.state(each, now):
        case Open(closes_at):
            return Door("open", closes_at=closes_at.timestamp() if closes_at else None)
        case Closed(next_opening, closure):
            opens = next_opening.timestamp() if next_opening else None
            return Door("closed", opens_at=opens, closure=closure)


def best(every: Iterable[Door]) -> Door:
    """Any city: open if one is, for as long as one is; else the first to open."""
    doors = tuple(every)
    opened = [door for door in doors if door.state == "open"]
    if opened:
        endless = any(door.closes_at is None for door in opened)
        last = None if endless else max(door.closes_at or 0.0 for door in opened)
        return Door("open", closes_at=last)
    opens = [door.opens_at for door in doors if door.opens_at is not None]
    return Door("closed", opens_at=min(opens, default=None))
