"""What outlives conversations without saying whose they were: since when the oldest of each kind is
kept, and letting go of it in time. How long that is: :mod:`chat.retention`."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat.actions import receipts
from transcripts import actions, selectors, settling

SETTLES: Final = timedelta(days=1)
"""After the end of a month, until its remarks are told or deleted: nothing of it comes any more."""


def oldest_fact() -> datetime | None:
    """A fact is as old as the end of its day."""
    day = selectors.oldest_day()
    return None if day is None else _midnight(day + timedelta(days=1))


@transaction.atomic
def forget_facts(before: datetime, now: datetime) -> None:
    """Those of days that were over by then."""
    receipts.note("fact", actions.forget_before(timezone.localtime(before).date()), now)


def oldest_words() -> datetime | None:
    """Words are as old as the end of their month."""
    return _end_of(selectors.oldest_words())


@transaction.atomic
def forget_words(before: datetime, now: datetime) -> None:
    """Those of months that were over by then."""
    receipts.note("word", actions.forget_words_before(_month(before)), now)


def oldest_remark() -> datetime | None:
    """Of those that wait for the end of their month: as old as that."""
    return _end_of(selectors.oldest_remarks(told=False))


@transaction.atomic
def settle_remarks(before: datetime, now: datetime) -> None:
    """Of months that were over by then, tell those that are enough and let go of the others."""
    smallest = settings.MITI["MITI_SMALLEST_COUNT"]
    receipts.note("few_remarks", actions.settle_remarks(_month(before), smallest), now)


def oldest_told_remark() -> datetime | None:
    """As old as the end of its month, too."""
    return _end_of(selectors.oldest_remarks(told=True))


@transaction.atomic
def forget_remarks(before: datetime, now: datetime) -> None:
    """Those of months that were over by then."""
    receipts.note("remark", actions.forget_remarks_before(_month(before)), now)


def oldest_sample() -> datetime | None:
    """Since the day that is written on it."""
    day = selectors.oldest_sample()
    return None if day is None else _midnight(day)


@transaction.atomic
def forget_samples(before: datetime, now: datetime) -> None:
    """Those that were kept by that day."""
    day = timezone.localtime(before).date()
    receipts.note("sample", actions.forget_samples_until(day), now)


def _month(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m}"


def _end_of(month: str | None) -> datetime | None:
    return None if month is None else _midnight(settling.first_after(month))


def _midnight(day: date) -> datetime:
    """In which a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))
