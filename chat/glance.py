"""Whether a desk still shows what is true, in three small questions: every pulse asks.

Reading a whole desk takes ten times as long, and nearly always nothing has changed unheard.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from chat import protocol, selectors
from chat.lifecycle import HOLDS_SLOT
from chat.models import Companion, Conversation


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


def glance(counselor: int, now: datetime) -> Glance:
    """What there is now."""
    own = Conversation.objects.filter(selectors.at_the_desk(now), counselor=counselor)
    rows = list(own.values_list("pk", "version", "state", *Marks._fields))
    beside = Companion.objects.filter(
        Q(conversation__in=[pk for pk, *_ in rows]) | Q(counselor=counselor, ended=False)
    )
    used = sum(state in HOLDS_SLOT for _, _, state, *_ in rows)
    return Glance(
        versions={pk: version for pk, version, *_ in rows},
        marks={pk: Marks(*marks) for pk, _, _, *marks in rows},
        duty=selectors.duty_of(counselor, used),
        shared=beside.exists(),
    )
