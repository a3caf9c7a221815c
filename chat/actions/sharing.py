"""A ready-made text reaches the visitor as a card: an entry of the log with title and link."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chat.actions import log
from chat.actions.talking import mine
from chat.lifecycle import WRITABLE_BY_COUNSELOR
from chat.models import LogEntry
from chat.protocol import Refusal
from counselors import shelving

CARD = "card"


@dataclass(frozen=True, slots=True)
class Card:
    """What a visitor reads, in one language."""

    resource: str
    kind: str
    language: str
    title: str
    text: str
    link: str


@transaction.atomic
def share(conversation: int, counselor: int, key: UUID, card: Card, now: datetime) -> None:
    """Add the card to the log of the counselor's own talk; a repeat of ``key`` adds nothing.

    The use of the resource is counted without the talk.
    """
    row = mine(conversation, counselor)
    if LogEntry.objects.filter(conversation=row, key=key).exists():
        return
    if row.state not in WRITABLE_BY_COUNSELOR:
        raise Refusal("wrong_state", state=row.state)
    params: dict[str, str | None] = {
        "title": card.title, "link": card.link or None, "language": card.language,
        "kind": card.kind, "resource": card.resource,
    }  # fmt: skip
    log.card(row, now, key, counselor, card.text, params)
    shelving.count_use(card.resource)


@transaction.atomic
def found_useful(conversation: int, seq: int) -> None:
    """The visitor says that a card helped: counted once, and only the count stays."""
    entries = LogEntry.objects.select_for_update().filter(conversation=conversation, code=CARD)
    entry = entries.filter(seq=seq).first()
    if entry is None:
        raise Refusal("not_found")
    resource = entry.params.get("resource")
    if resource and not entry.params.get("useful"):
        entry.params |= {"useful": "yes"}
        entry.save(update_fields=["params"])
        shelving.count_useful(resource)
