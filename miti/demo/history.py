"""Years of invented facts, played by the traffic model and the routing of production."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from routing.domain import Rules
from routing.scenario import Scenario
from routing.simulate import Visit, our_desk, play
from routing.traffic import draw
from transcripts.facts import LEFT, LIVE, TIMEZONE, ClosedTalk, ExitAnswers, FactValues, fact_of

WEEKDAYS: Final = (1.25, 1.0, 1.0, 1.0, 0.75)
"""Mondays are busy, Fridays are not."""
_SATISFACTION: Final = {"very_satisfied": 46, "satisfied": 47, "dissatisfied": 5,
                        "very_dissatisfied": 2}  # fmt: skip


def past_months(today: date, least: int) -> Iterator[date]:
    """The first days of so many months before this one, the newest first.

    More than twelve reach back to a January: a year that is told is told whole.
    """
    first, number = today.replace(day=1), 0
    while number < least or (least > 12 and first.month > 1):
        first, number = (first - timedelta(days=1)).replace(day=1), number + 1
        yield first


def whole_years(today: date, least: int) -> list[str]:
    """The years of which these months are all twelve: a year that is told is told whole."""
    many = Counter(f"{month:%Y}" for month in past_months(today, least))
    return [year for year, months in sorted(many.items()) if months == 12]


def days(month: date) -> Iterator[date]:
    """The working days of the month that begins so."""
    for number in range(monthrange(month.year, month.month)[1]):
        day = month + timedelta(days=number)
        if day.weekday() < len(WEEKDAYS):
            yield day


def facts_of(day: date, scenario: Scenario, rules: Rules) -> Iterator[FactValues]:
    """The facts of one invented day: those who came live, and the questions that were left."""
    dice, team = Random(f"{day}"), Random(f"{day} team")  # noqa: S311 - not for secrets
    world = draw(scenario, dice, team)
    opened = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(TIMEZONE)).astimezone(UTC)
    keep = WEEKDAYS[day.weekday()] / max(WEEKDAYS)
    for visit in play(world, our_desk(world, rules), rules.shift_overrun):
        if dice.random() < keep:
            yield fact_of(_live(visit, opened, dice))
        if dice.random() < keep:
            yield fact_of(_left(visit, opened, dice))


def remarks_of(
    month: str, facts: Sequence[FactValues], lines: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """City, language and text of what some remarked at the end of a month: by language, each of
    the lines once."""
    dice = Random(f"{month} remarks")  # noqa: S311 - not for secrets
    for language, texts in lines.items():
        asked = [
            each.city_asked for each in facts if each.satisfaction and each.language == language
        ]
        for city, text in zip(dice.sample(asked, min(len(asked), len(texts))), texts, strict=False):
            yield city, language, text


def _live(visit: Visit, opened: datetime, dice: Random) -> ClosedTalk:
    """A visit as the fold would have seen it."""
    who = visit.visitor
    came = opened + timedelta(seconds=who.at)
    met = came + timedelta(seconds=min(visit.waited, 5400.0))
    ended = met + timedelta(seconds=who.work * 1.2) if visit.answered else met
    return ClosedTalk(
        queued_at=came, opened_at=met if visit.answered else None, closed_at=ended,
        city_asked=who.city if dice.random() < 0.9 else None,
        city_served=_served(who.city, visit.other_city, dice) if visit.answered else None,
        subject_asked=who.subject, subject_closed=who.subject if visit.answered else None,
        language=who.language, messages=2 + int(who.work / 90) if visit.answered else 1,
        outcome=_outcome(dice) if visit.answered else None,
        ended_by=_ended_by(visit.answered, dice), channel=LIVE,
        said=_said(dice) if visit.answered else ExitAnswers(),
    )  # fmt: skip


def _left(visit: Visit, opened: datetime, dice: Random) -> ClosedTalk:
    """Somebody like that visitor, who wrote in the afternoon and was answered in writing."""
    who = visit.visitor
    asked = opened + timedelta(hours=3 + 9 * dice.random() ** 1.5)
    answered = asked + timedelta(hours=dice.uniform(2, 60))
    return ClosedTalk(
        queued_at=asked, opened_at=answered, closed_at=answered + timedelta(days=30),
        city_asked=who.city, city_served=_served(who.city, dice.random() < 0.2, dice),
        subject_asked=who.subject, subject_closed=who.subject, language=who.language, messages=2,
        outcome=_outcome(dice), ended_by="answered", channel=LEFT, said=_said(dice),
    )  # fmt: skip


def _served(city: str, other: bool, dice: Random) -> str:  # noqa: FBT001 - as the visit says it
    cities = [each for each in ("brussels", "charleroi", "liege", "namur") if each != city]
    return dice.choice(cities) if other else city


def _outcome(dice: Random) -> str:
    kinds = {"answered": 70, "referred": 14, "appointment": 10, "unanswered": 3, "left_early": 3}
    return dice.choices(list(kinds), list(kinds.values()))[0]


def _ended_by(answered: bool, dice: Random) -> str:  # noqa: FBT001 - as the visit says it
    if answered:
        return "counselor_closed" if dice.random() < 0.7 else "visitor_left"
    return "visitor_away" if dice.random() < 0.7 else "visitor_left"


def _said(dice: Random) -> ExitAnswers:
    """One in three answers the questions at the end."""
    if dice.random() > 0.35:
        return ExitAnswers()
    satisfied = dice.choices(list(_SATISFACTION), list(_SATISFACTION.values()))[0]
    recommends = "yes" if dice.random() < 0.93 else "no"
    first, found = dice.random() < 0.55, dice.random() < 0.88
    return ExitAnswers(satisfied, recommends, _yes_no(first), _yes_no(found))


def _yes_no(said: bool) -> str:  # noqa: FBT001 - what is said
    return "yes" if said else "no"
