"""The only writer of facts."""

from collections.abc import Iterable
from dataclasses import asdict

from transcripts.facts import FactValues
from transcripts.models import Fact


def record(fact: FactValues) -> None:
    """Store one fact, in the caller's transaction."""
    Fact.objects.create(**asdict(fact))


def record_many(facts: Iterable[FactValues]) -> None:
    """Store facts of the past at once: a demo's, or those of another system."""
    Fact.objects.bulk_create([Fact(**asdict(each)) for each in facts], batch_size=500)
