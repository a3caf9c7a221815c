"""Reading who stands beside a talk, and what was whispered: for desks only."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from chat import protocol, vault
from chat.keyring import keys_of
from chat.models import Companion, Whisper

MANY = 100
"""So many whispers of one talk are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Beside:
    """By id of the conversation. ``looking_on``: those that the asking counselor reads along."""

    looking_on: frozenset[int] = frozenset()
    aliases: dict[int, tuple[str, ...]] = field(default_factory=dict)
    asides: dict[int, tuple[protocol.Aside, ...]] = field(default_factory=dict)


def beside(counselor: int, own: Collection[int]) -> Beside:
    """What stands beside the ``own`` talks of a counselor and beside those they look on."""
    mine = Companion.objects.filter(counselor=counselor, ended=False).values("conversation")
    rows = list(
        Companion.objects.filter(Q(conversation__in=own) | Q(conversation__in=mine))
        .select_related("counselor")
        .order_by("pk")
    )
    if not rows:  # the usual talk of two costs one question
        return Beside()
    aliases: dict[int, tuple[str, ...]] = {}
    for row in rows:
        before = aliases.get(row.conversation_id, ())
        aliases[row.conversation_id] = before if row.ended else (*before, row.counselor.alias)
    there = (row.conversation_id for row in rows if row.counselor_id == counselor and not row.ended)
    return Beside(frozenset(there), aliases, _asides(aliases))


def _asides(conversations: Collection[int]) -> dict[int, tuple[protocol.Aside, ...]]:
    found: dict[int, tuple[protocol.Aside, ...]] = {}
    rows = Whisper.objects.filter(conversation__in=conversations).select_related("counselor")
    keys = keys_of(row.conversation_id for row in rows)
    for row in rows:
        alias = row.counselor.alias if row.counselor else ""
        place = vault.of_whisper(row.conversation_id, row.key)
        text = keys.read(row.conversation_id, row.sealed, place)
        said = protocol.Aside(row.key, alias, row.at.timestamp(), text)
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), said)[-MANY:]
    return found
