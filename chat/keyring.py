"""The keys of conversations, opened, in a small memory that forgets within minutes.

Opening what one socket shows costs one question to the database; a message costs none.
"""

import logging
import time
from collections.abc import Collection, Iterable
from functools import cache
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import connection

from chat.hints import Hint, conversation_of
from chat.models import WrappedKey
from chat.vault import DataKey, Masters, Unreadable, Wrapped

MOST: Final = 10_000
"""Keys that one process keeps in its memory: about five megabytes."""
KEPT: Final = 900.0
"""Seconds after which a key is read anew: so long a process may still know a deleted one."""
NOISE: Final = "\N{REPLACEMENT CHARACTER}"
"""Shown in the place of what no known key opens; ``miti doctor`` tells where."""
Sealed = bytes | memoryview
"""As a database hands it out."""
log = logging.getLogger("miti.keys")


@cache
def masters() -> Masters:
    """The master keys of this process."""
    return Masters(settings.MASTER_KEYS)


class Held:
    """An opened key, and the last number that was heard of its log: a guess that may be too low."""

    __slots__ = ("key", "last", "until")

    def __init__(self, key: DataKey, last: int) -> None:
        self.key, self.last = key, last
        self.until = time.monotonic() + KEPT


class Keyring:
    """Keys by conversation, for all threads of a process."""

    def __init__(self) -> None:
        self._held: dict[int, Held] = {}
        self._lock = Lock()

    def held(self, conversation: int) -> Held | None:
        """What is in memory, if it is still good."""
        found = self._held.get(conversation)
        return found if found is not None and found.until > time.monotonic() else None

    def keep(self, conversation: int, key: DataKey, last: int = 0) -> None:
        """Remember an opened key whose row is committed; the oldest makes room."""
        with self._lock:
            before = self._held.pop(conversation, None)
            held = self._held[conversation] = Held(key, last)
            if before is not None:
                held.last = max(last, before.last)
            while len(self._held) > MOST:
                del self._held[next(iter(self._held))]

    def forget(self, conversation: int) -> None:
        """It was deleted."""
        with self._lock:
            self._held.pop(conversation, None)

    def heard(self, hint: Hint) -> None:
        """A log has grown, here or in another process."""
        held = self._held.get(conversation_of(hint.topic))
        if held is not None and held.last < hint.seq:
            held.last = hint.seq

    def clear(self) -> None:
        """Know nothing any more."""
        with self._lock:
            self._held.clear()


@cache
def keyring() -> Keyring:
    """The keyring of this process."""
    return Keyring()


def closed() -> list[int]:
    """Conversations whose key is under a master key that is not known here."""
    rows = WrappedKey.objects.exclude(master__in=masters().names)
    return list(rows.values_list("pk", flat=True))


class Keys(dict[int, DataKey]):
    """Keys by conversation, to read with."""

    def read(self, conversation: int, sealed: Sealed, place: bytes) -> str:
        """The text; :data:`NOISE` if it cannot be opened, so that the rest can still be read."""
        if not sealed:
            return ""
        try:
            return self[conversation].open(bytes(sealed), place)
        except (KeyError, Unreadable):
            log.warning("conversation %d: something cannot be opened", conversation)
            return NOISE


def keys_of(conversations: Iterable[int]) -> Keys:
    """The keys of those that have one that can be opened."""
    ring, found, missing = keyring(), Keys(), []
    for each in set(conversations):
        held = ring.held(each)
        if held is None:
            missing.append(each)
        else:
            found[each] = held.key
    if missing:
        found.update(_read(missing))
    return found


def _read(conversations: Collection[int]) -> Keys:
    """From the database; remembered only if it cannot be rolled back."""
    found, settled = Keys(), not connection.in_atomic_block
    rows = WrappedKey.objects.filter(pk__in=conversations)
    for pk, master, wrapped, last in rows.values_list(
        "pk", "master", "key", "conversation__last_seq"
    ):
        try:
            key = DataKey(masters().unwrap(Wrapped(master, bytes(wrapped)), pk))
        except Unreadable:
            log.warning("conversation %d: its key is not under a known master key", pk)
            continue
        found[pk] = key
        if settled:
            keyring().keep(pk, key, last)
    return found
