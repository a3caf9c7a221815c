"""From a closed talk to what may be known of it: bands, and nothing that points back."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

ANY: Final = "any"
UNKNOWN: Final = "unknown"
LIVE: Final = "live"
LEFT: Final = "left"
"""A question that was left, to be answered in writing."""
NOT_SAID: Final = ""
TIMEZONE: Final = "Europe/Brussels"
"""Whose days and hours facts are told in."""


@dataclass(frozen=True, slots=True)
class ExitAnswers:
    """What a visitor said at the end, if anything; each may be left out."""

    satisfaction: str = NOT_SAID
    """From ``very_satisfied`` to ``very_dissatisfied``; see :data:`SATISFACTION`."""
    recommend: str = NOT_SAID
    first_visit: str = NOT_SAID
    found: str = NOT_SAID
    """Whether they found what they needed; like the two above one of :data:`YES_NO`."""


SATISFACTION: Final = ("very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied")
YES_NO: Final = ("yes", "no")


@dataclass(frozen=True, slots=True)
class ClosedTalk:
    """What the fold hands over. Instants are aware; city None: any; subject None: don't know.

    ``opened_at``: when a counselor first answered, live or in writing. ``resources``: the kinds of
    canned resource that were given, each once.
    """

    queued_at: datetime
    opened_at: datetime | None
    closed_at: datetime
    city_asked: str | None
    city_served: str | None
    subject_asked: str | None
    subject_closed: str | None
    language: str
    messages: int
    outcome: str | None
    ended_by: str
    channel: str = LIVE
    resources: frozenset[str] = frozenset()
    said: ExitAnswers = ExitAnswers()
    depth: str = ""


@dataclass(frozen=True, slots=True)
class FactValues:
    """One coarse fact, as it is stored."""

    day: date
    hour_band: str
    city_asked: str
    city_served: str
    subject_asked: str
    subject_closed: str
    language: str
    wait_band: str
    handle_band: str
    message_band: str
    outcome: str
    ended_by: str
    channel: str = LIVE
    resources: str = ""
    """The kinds of :class:`ClosedTalk`, in order, with commas."""
    satisfaction: str = NOT_SAID
    recommend: str = NOT_SAID
    first_visit: str = NOT_SAID
    found: str = NOT_SAID
    depth: str = ""
    """``information``, ``guidance``, or nothing that was said."""


WAITS: Final = ((30, 90, 180, 300, 600, 1200), "s")
LEFT_WAITS: Final = ((4, 8, 24, 48, 72), "h")
HANDLES: Final = ((300, 600, 900, 1800, 2700, 3600), "s")
MESSAGES: Final = ((1, 5, 10, 20, 40), "")
"""Upper ends of the bands and their unit."""


def bands(steps: tuple[tuple[int, ...], str]) -> tuple[str, ...]:
    """All bands in order: ``<30s``, ``30-90s`` … ``1200s+``; lower ends belong to the band."""
    ends, unit = steps
    between = (f"{low}-{high}{unit}" for low, high in pairwise(ends))
    return f"<{ends[0]}{unit}", *between, f"{ends[-1]}{unit}+"


def span(first: str, last: str) -> str | None:
    """From one band to another: the band itself, or all below an end; None without an end."""
    if first == last:
        return last
    return None if last.endswith("+") else f"<{last.rpartition('-')[2]}"


def _band(value: float, steps: tuple[tuple[int, ...], str]) -> str:
    """The band of a value."""
    return bands(steps)[bisect_right(steps[0], value)]


def _wait_band(channel: str, seconds: float) -> str:
    """Live waits are told in seconds; written answers take hours."""
    return _band(seconds / 3600, LEFT_WAITS) if channel == LEFT else _band(seconds, WAITS)


def hour_band(local: datetime) -> str:
    """The hour that an instant lies in, like ``09-10``."""
    return f"{local.hour:02d}-{(local.hour + 1) % 24:02d}"


def fact_of(talk: ClosedTalk, timezone: str = TIMEZONE) -> FactValues:
    """The coarse fact of a closed talk; the day and the hour band are those of ``timezone``."""
    began = talk.queued_at.astimezone(ZoneInfo(timezone))
    waited = ((talk.opened_at or talk.closed_at) - talk.queued_at).total_seconds()
    live = talk.opened_at if talk.channel == LIVE else None  # nobody times who writes an answer
    handled = (talk.closed_at - live).total_seconds() if live else None
    return FactValues(
        day=began.date(), hour_band=hour_band(began),
        city_asked=talk.city_asked or ANY, city_served=talk.city_served or "",
        subject_asked=talk.subject_asked or UNKNOWN, subject_closed=talk.subject_closed or "",
        language=talk.language, wait_band=_wait_band(talk.channel, waited),
        handle_band="" if handled is None else _band(handled, HANDLES),
        message_band=_band(talk.messages, MESSAGES), outcome=talk.outcome or "",
        ended_by=talk.ended_by, channel=talk.channel, resources=",".join(sorted(talk.resources)),
        satisfaction=talk.said.satisfaction, recommend=talk.said.recommend,
        first_visit=talk.said.first_visit, found=talk.said.found, depth=talk.depth,
    )  # fmt: skip
