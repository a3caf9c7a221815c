"""When a month or a year may be published: once nothing of it can come any more.

A left question becomes a fact only weeks after it was asked, for its answer is kept for whoever
asked. A release never changes, so one made at the end of a month would miss most of its questions.
Two ways out are closed: to publish a month again would tell by the difference who came late, and to
count everybody in the month in which they fold would move October's questions to November.

So a month waits until no conversation that began in it, or before, is left; at the latest for
``MITI_SETTLE_DAYS``. What comes later still is counted in the next month that is published
(:func:`transcripts.actions.count_in`): every fact is in one month, so nobody can be found by
subtracting releases, and nobody is forgotten.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta


def first_after(period: str) -> date:
    """The first day after a month (``2026-10``) or a year (``2026``)."""
    year, _dash, month = period.partition("-")
    if not month or month == "12":
        return date(int(year) + 1, 1, 1)
    return date(int(year), int(month) + 1, 1)


def latest(period: str, most: int) -> date:
    """The day on which a period is published at the latest; ``most``: days after its end."""
    return first_after(period) + timedelta(days=most)


def settled(period: str, today: date, oldest: date | None, most: int) -> bool:
    """Whether a period is over and nothing of it can come any more, or it has waited long enough.

    ``oldest``: the day on which the oldest conversation began that is still there, if any is.
    """
    after = first_after(period)
    complete = oldest is None or oldest >= after
    return after <= today and (complete or latest(period, most) <= today)


def untold(months: Iterable[str], told: Collection[str]) -> list[str]:
    """Those of which neither the month nor the year is published."""
    return [each for each in months if not {each, each[:4]} & {*told}]


def due(
    uncounted: Iterable[str], told: Collection[str], foreign: Iterable[str],
    may: Callable[[str], bool],
) -> list[str]:  # fmt: skip
    """What is to be published now: months first, then years.

    ``uncounted``: months with facts that no release counts; ``told``: what is published, of which
    ``foreign`` was invented or imported; ``may``: whether a period is settled. A year with foreign
    months is left to who makes them: only they know when it is whole.
    """
    months = [each for each in untold(uncounted, told) if may(each)]
    years = {each[:4] for each in (*told, *months)} - {*told, *(each[:4] for each in foreign)}
    return [*months, *(each for each in sorted(years) if may(each))]
