"""Whether a desk still shows what is true, in two small questions: every pulse asks.

Reading a whole desk takes ten times as long, and nearly always nothing has changed unheard.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, Q

from chat import selectors
from chat.models import Companion, Conversation
from counselors.models import Duty


class Desk(NamedTuple):
    """What a desk shows, but for words; if it differs, the desk has to be read again.

    ``talks``: the version of each, by id. ``shared``: colleagues stand beside one of the talks, or
    this counselor beside one of theirs; no number grows with what they do.
    """

    talks: dict[int, int]
    duty: tuple[object, ...]
    shared: bool


class Marks(NamedTuple):
    """What grows with every message: how far the log of a talk goes, and what each side has seen
    of it."""

    last_seq: int
    visitor_seen: int
    counselor_seen: int


def glance(counselor: int, now: datetime) -> tuple[Desk, dict[int, Marks]]:
    """One counselor's desk; and by id of the talk, the marks."""
    own = Conversation.objects.filter(selectors.at_the_desk(now), counselor=counselor)
    rows = list(own.values_list("pk", "version", *Marks._fields))
    talks = {pk: version for pk, version, *_ in rows}
    beside = Companion.objects.filter(
        Q(conversation__in=list(talks)) | Q(counselor=counselor, ended=False)
    )
    duty = Duty.objects.filter(counselor=counselor).values_list(
        "state", "slots", "why", "ends_at", Exists(beside)
    )
    *numbers, shared = duty.get()
    return Desk(talks, tuple(numbers), bool(shared)), {pk: Marks(*more) for pk, _, *more in rows}
