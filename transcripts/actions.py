"""The only writer of facts."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from transcripts.facts import FactValues
from transcripts.models import Fact


def record(fact: FactValues) -> None:
    """Store one fact, in the caller's transaction."""
    Fact.objects.create(**asdict(fact))


def record_many(facts: Iterable[FactValues]) -> None:
    """Store facts of the past at once: a demo's, or those of another system."""
    Fact.objects.bulk_create([Fact(**asdict(each)) for each in facts], batch_size=500)


def count_in(month: str, before: date) -> None:
    """Every fact of a day before this one that no month has counted yet is counted in ``month``.

    In the transaction of the release that counts them: each is in one release, and only one.
    """
    Fact.objects.filter(counted_in="", day__lt=before).update(counted_in=month)


def forget_before(day: date) -> int:
    """Delete the facts of earlier days; how many they were. Releases stay: they name nobody."""
    return Fact.objects.filter(day__lt=day).delete()[0]
