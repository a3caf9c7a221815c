"""What the first screen of a visitor shows: how it stands with each city and language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chat import picture
from chat.doors import Door, best, doors_of_cities
from counselors import opening, selectors
from routing import matching
from routing.domain import OnDuty

Named = Mapping[str, Any]


def front(now: datetime, language: str) -> dict[str, Any]:
    """Everything that the first screen of a visitor shows, with names in ``language``."""
    known = selectors.reference(language)
    staff = picture.staff(now)
    doors = doors_of_cities(now)
    anywhere = best(doors.values())
    return {
        "now": now.timestamp(),
        "cities": [_city(each, doors[each["key"]], staff, language) for each in known["cities"]],
        "any": {"state": _state(anywhere, staff, None), "opens_at": anywhere.opens_at},
        "subjects": known["subjects"],
        "languages": [
            {**each, "state": _state(anywhere, staff, each["code"])} for each in known["languages"]
        ],
    }


def at_door(now: datetime, city: str, language: str) -> dict[str, Any] | None:
    """How one city stands for somebody who speaks ``language``; None when there is no such city."""
    door = doors_of_cities(now).get(city)
    if door is None:
        return None
    name = opening.closure_name(city, door.closure, language) if door.closure else None
    state = _state(door, picture.staff(now), language)
    return {"state": state, "opens_at": door.opens_at, "closure": name or None}


def _city(each: Named, door: Door, staff: Iterable[OnDuty], language: str) -> dict[str, Any]:
    spoken = sorted({code for one in staff if _free(one) for code in one.languages})
    name = opening.closure_name(each["key"], door.closure, language) if door.closure else None
    return {
        **each, "state": _state(door, staff, None), "opens_at": door.opens_at,
        "closes_at": door.closes_at, "closure": name or None, "languages": spoken,
    }  # fmt: skip


def _state(door: Door, staff: Iterable[OnDuty], language: str | None) -> str:
    """How it stands with those who speak the language (None: any), while the door is open.

    ``open``: somebody is free; ``busy``: one would wait; ``unstaffed``: nobody is on duty.
    """
    if door.state != "open":
        return door.state
    able = [one for one in staff if language is None or language in one.languages]
    if not able:
        return "unstaffed"
    return "open" if any(_free(one) for one in able) else "busy"


def _free(one: OnDuty) -> bool:
    return one.accepting and matching.free_slots(one, picture.rules()) > 0
