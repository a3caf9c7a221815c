"""Whether desks still show what is true, in three small questions for all: every pulse asks.

Reading a whole desk takes ten times as long, and nearly always nothing has changed unheard.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from chat import protocol, selectors
from chat.lifecycle import HOLDS_SLOT
from chat.models import Companion, Conversation
from counselors.models import Duty


class Marks(NamedTuple):
    """What grows with every message: how far the log of a talk goes, and what each side has seen
    of it."""

    last_seq: int
    visitor_seen: int
    counselor_seen: int


class Glance(NamedTuple):
    """One counselor's own talks, by id, and duty.

    ``shared``: colleagues stand beside one of the talks, or this counselor beside one of theirs; no
    number grows with what they do.
    """

    versions: dict[int, int]
    marks: dict[int, Marks]
    duty: protocol.Duty
    shared: bool


def glances(counselors: Collection[int], now: datetime) -> dict[int, Glance]:
    """What there is now, by counselor; nothing of one whose account is gone."""
    rows = Conversation.objects.filter(selectors.at_the_desk(now), counselor__in=counselors)
    talks: dict[int, list[_Talk]] = {each: [] for each in counselors}
    owners: dict[int, int] = {}
    for owner, pk, version, state, *marks in rows.values_list(
        "counselor", "pk", "version", "state", *Marks._fields
    ):
        talks[owner].append(_Talk(pk, version, state, Marks(*marks)))
        owners[pk] = owner
    shared = _shared(owners, counselors)
    return {
        duty.counselor_id: _glance(
            duty, talks[duty.counselor_id], shared=duty.counselor_id in shared
        )
        for duty in Duty.objects.filter(counselor__in=counselors)
    }


class _Talk(NamedTuple):
    pk: int
    version: int
    state: str
    marks: Marks


def _glance(duty: Duty, talks: Collection[_Talk], *, shared: bool) -> Glance:
    used = sum(talk.state in HOLDS_SLOT for talk in talks)
    return Glance(
        versions={talk.pk: talk.version for talk in talks},
        marks={talk.pk: talk.marks for talk in talks},
        duty=selectors.duty_shown(duty, used),
        shared=shared,
    )


def _shared(owners: Mapping[int, int], counselors: Collection[int]) -> set[int]:
    """The owners of talks beside which somebody stands or stood, and who stands beside one."""
    there = Q(counselor__in=counselors, ended=False)
    rows = Companion.objects.filter(Q(conversation__in=owners.keys()) | there)
    beside = list(rows.values_list("conversation", "counselor", "ended"))
    owning = {owners[conversation] for conversation, *_ in beside if conversation in owners}
    return owning | {counselor for _, counselor, ended in beside if not ended}
