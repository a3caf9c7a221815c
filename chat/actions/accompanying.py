"""Colleagues beside a talk: asked to look on, whispering, stepping aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chat import vault
from chat.actions import company, keys
from chat.actions.talking import known, mine
from chat.lifecycle import LIVE, WRITABLE_BY_COUNSELOR, State
from chat.models import Conversation, Whisper
from chat.protocol import Refusal
from counselors import audit
from counselors.models import Act


@transaction.atomic
def invite(
    conversation: int, owner: int, colleague: int, key: UUID, text: str, now: datetime
) -> None:
    """Ask a colleague to look on, with ``text`` as the first whisper; the visitor hears nothing.

    Raises :class:`Refusal` ``taken``, ``wrong_state`` or ``not_found`` (oneself).
    """
    row = mine(conversation, owner)
    if State(row.state) not in WRITABLE_BY_COUNSELOR:
        raise Refusal("wrong_state", state=row.state)
    if colleague == owner:
        raise Refusal("not_found")
    company.stands_beside(row, colleague, owner, now)
    audit.record_of(colleague, Act.OPENED, row.ref, now, city=row.city_id, detail="looks on")
    if text:
        _say(row, owner, key, text, now)
    company.ring(row)


@transaction.atomic
def whisper(conversation: int, counselor: int, key: UUID, text: str, now: datetime) -> None:
    """Say something that no visitor ever reads; a repeat of ``key`` changes nothing."""
    row = known(conversation)
    looks_on = row.companions.filter(counselor=counselor, ended=False).exists()
    if State(row.state) not in LIVE or (row.counselor_id != counselor and not looks_on):
        raise Refusal("not_allowed")
    _say(row, counselor, key, text, now)
    company.ring(row)


@transaction.atomic
def step_aside(conversation: int, counselor: int) -> None:
    """Look on no more; nobody needs to allow it."""
    row = known(conversation)
    row.companions.filter(counselor=counselor).update(ended=True)
    company.ring(row, counselor)


def _say(row: Conversation, counselor: int, key: UUID, text: str, now: datetime) -> None:
    sealed = keys.key_of(row.pk).seal(text, vault.of_whisper(row.pk, key))
    values = {"counselor_id": counselor, "sealed": sealed, "at": now}
    Whisper.objects.get_or_create(conversation=row, key=key, defaults=values)
