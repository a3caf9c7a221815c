"""Keys to write with: made when the first word of a conversation is stored."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from chat import vault
from chat.keyring import Keys, keyring, keys_of, masters
from chat.models import Conversation, WrappedKey
from chat.vault import DataKey, Unreadable


def to_write(conversations: Iterable[int]) -> Keys:
    """The keys of these conversations; one that has gone meanwhile has none."""
    wanted = set(conversations)
    found = keys_of(wanted)
    for each in wanted - found.keys():
        _make(each)
    return found if len(found) == len(wanted) else keys_of(wanted)


def key_of(conversation: int) -> DataKey:
    """The key of a conversation that is locked, or at least there."""
    return to_write([conversation])[conversation]


def _make(conversation: int) -> None:
    """Store a fresh key, unless somebody else just did, or the conversation has gone."""
    raw = vault.fresh()
    wrapped = masters().wrap(raw, conversation)
    try:
        with transaction.atomic():
            if not Conversation.objects.filter(pk=conversation).exists():
                return
            WrappedKey.objects.create(
                conversation_id=conversation, master=wrapped.master, key=wrapped.key
            )
    except IntegrityError:
        return
    transaction.on_commit(lambda: keyring().keep(conversation, DataKey(raw)))


def rewrap() -> tuple[int, int]:
    """Wrap every key anew that is not under the first master key; how many were, and how many no
    known master key opens. Whoever reads or writes meanwhile notices nothing: the keys stay."""
    known, done, closed = masters(), 0, 0
    for row in list(WrappedKey.objects.exclude(master=known.current)):
        try:
            raw = known.unwrap(row.wrapped, row.pk)
        except Unreadable:
            closed += 1
            continue
        wrapped = known.wrap(raw, row.pk)
        same = WrappedKey.objects.filter(pk=row.pk, master=row.master)
        done += same.update(master=wrapped.master, key=wrapped.key)
    return done, closed
