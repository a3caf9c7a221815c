"""What of a picture changes rarely: what people can, the doors, how long talks last, who comes.

Reading it takes longer than everything else of a picture together. Whoever takes many keeps a
:class:`Memory`; the claim asks the hard rules again with fresh values, so what is a few seconds
old can delay a choice but never make a wrong one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from chat.doors import Door, best, doors_of_cities
from chat.lifecycle import State
from chat.models import Conversation, Move
from counselors.models import Counselor, LanguageSkill
from routing import demand
from routing.demand import recent_rates
from routing.domain import Group
from routing.estimate import mean_talk
from transcripts import selectors as facts
from transcripts.facts import TIMEZONE, hour_band

KEEP: Final = timedelta(seconds=10)
USUAL_TALK: Final = 23 * 60.0
"""Seconds that a talk lasts on average until the desk's own figures say better: of ten talks three
are long ones, and most go on beside another."""
MEASURED: Final = 100
"""So many of the last talks are those figures."""
WEEKS: Final = 8
"""A forecast is what came on the same weekday of so many weeks."""


@dataclass(frozen=True, slots=True)
class Card:
    """A counselor apart from the duty; ``languages``: proficiency from 0 to 1 by code."""

    city: str
    reserve: bool
    subjects: frozenset[str]
    languages: Mapping[str, float]


@dataclass(frozen=True)
class Background:
    """All of it, as it was ``at`` an instant."""

    at: datetime
    cards: Mapping[int, Card]
    doors: Mapping[str, Door]
    talk: float
    """Mean seconds of a talk."""
    hours: "Hours"
    arrivals: Mapping[Group, float]

    @cached_property
    def _anywhere(self) -> Door:
        return best(self.doors.values())

    def closes_at(self, city: str | None) -> float | None:
        """When nobody is taken any more today, the present once it is closed; None when that is
        not foreseen."""
        door = (None if city is None else self.doors.get(city)) or self._anywhere
        return door.closes_at if door.state == "open" else self.at.timestamp()


@dataclass(frozen=True, slots=True)
class Hours:
    """What is known of the hour that began at ``since``."""

    since: datetime
    past: demand.Hours


class Memory:
    """Keeps what was read last for a while; asked by one thread at a time."""

    def __init__(self) -> None:
        self._last: Background | None = None

    def at(self, now: datetime, counselors: Collection[int]) -> Background:
        """The background of ``now``, in which all these counselors are known."""
        last = self._last
        if (
            last is None
            or not last.at <= now < last.at + KEEP
            or not last.cards.keys() >= {*counselors}
        ):
            self._last = last = read(now, last.hours if last else None)
        return last

    def forget(self) -> None:
        """It has turned out to be wrong: read it again at the next call."""
        self._last = None


def read(now: datetime, hours: Hours | None = None) -> Background:
    """As it is now; ``hours``, if still the present one's, need not be read again."""
    if hours is None or hours.since != _hour_of(now):
        hours = _hours(now)
    return Background(
        at=now, cards=cards_of(None), doors=doors_of_cities(now), talk=_mean_talk(), hours=hours,
        arrivals=_arrivals(now, hours),
    )  # fmt: skip


def cards_of(counselors: Collection[int] | None) -> dict[int, Card]:
    """By id, of these counselors or (None) of all; three queries."""
    people, links, spoken = (
        Counselor.objects.all(), Counselor.subjects.through.objects.all(),
        LanguageSkill.objects.all(),
    )  # fmt: skip
    if counselors is not None:
        people = people.filter(pk__in=counselors)
        links, spoken = (
            links.filter(counselor__in=counselors), spoken.filter(counselor__in=counselors),
        )  # fmt: skip
    subjects: dict[int, set[str]] = defaultdict(set)
    for who, subject in links.values_list("counselor_id", "subject_id"):
        subjects[who].add(subject)
    languages: dict[int, dict[str, float]] = defaultdict(dict)
    for who, code, level in spoken.values_list("counselor_id", "language_id", "proficiency"):
        languages[who][code] = level
    return {
        who: Card(city, reserve, frozenset(subjects[who]), languages[who])
        for who, city, reserve in people.values_list("pk", "city_id", "is_reserve")
    }


def _mean_talk() -> float:
    """For how long talks need a slot here: while they are open, not on hold or in the queue."""
    ended = Conversation.objects.filter(state=State.CLOSED, opened_at__isnull=False)
    last = list(ended.order_by("-closed_at").values_list("pk", flat=True)[:MEASURED])
    moves = Move.objects.filter(conversation__in=last).order_by("pk")
    seconds, since = defaultdict[int, float](float), dict[int, datetime]()
    for talk, at, target in moves.values_list("conversation_id", "at", "target"):
        if talk in since:
            seconds[talk] += (at - since.pop(talk)).total_seconds()
        if target == State.OPEN:
            since[talk] = at
    return mean_talk(list(seconds.values()), USUAL_TALK)


def _arrivals(now: datetime, hours: Hours) -> dict[Group, float]:
    """How many people a second come for each subject and language: expected, and just seen."""
    rows = Conversation.objects.filter(created_at__gt=now - timedelta(hours=1))
    seen = rows.values_list("subject_id", "language_id", "created_at")
    recent = (((subject, language), at.timestamp()) for subject, language, at in seen)
    into = (now - hours.since).total_seconds()
    return recent_rates(recent, now.timestamp(), hours.past.expected(into))


def _hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _hours(now: datetime) -> Hours:
    """From the facts of the same weekday; days on which nobody came were closed."""
    since = _hour_of(now)
    local = since.astimezone(ZoneInfo(TIMEZONE))
    this, following = hour_band(local), hour_band(local + timedelta(hours=1))
    days = [local.date() - timedelta(weeks=each) for each in range(1, WEEKS + 1)]
    came = facts.came_on(days, [this, following])
    return Hours(since, demand.Hours(came[this], came[following], facts.days_open(days)))
