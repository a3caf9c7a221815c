"""Who stands beside a locked conversation: the steps that other actions are made of."""

from datetime import datetime

from chat import events
from chat.events import Hint
from chat.models import Companion, Conversation


def stands_beside(row: Conversation, counselor: int, inviter: int | None, now: datetime) -> None:
    """This counselor reads along from now on; ``inviter`` None: until somebody takes the talk."""
    Companion.objects.update_or_create(
        conversation=row, counselor_id=counselor,
        defaults={"invited_by_id": inviter, "at": now, "ended": False},
    )  # fmt: skip


def taken(row: Conversation) -> None:
    """Somebody has taken the talk: those who only waited for that, and the taker, read along no
    more."""
    there = row.companions.filter(ended=False)
    done = there.filter(invited_by=None) | there.filter(counselor=row.counselor_id)
    them = list(done.values_list("counselor_id", flat=True))
    there.filter(counselor__in=them).update(ended=True)
    events.after_commit(*(Hint(events.of_counselor(each)) for each in them))


def ring(row: Conversation, *others: int) -> None:
    """Those beside the talk, who has it, and ``others`` look again; its visitor sees no change."""
    there = row.companions.filter(ended=False).values_list("counselor_id", flat=True)
    whom = {*there, *others, *([row.counselor_id] if row.counselor_id else [])}
    events.after_commit(*(Hint(events.of_counselor(each)) for each in sorted(whom)))
