"""Words at rest: sealed under a key of their conversation, which is wrapped under a master key.

AES-256-GCM (NIST SP 800-38D) with random nonces of 96 bits. Each seal is bound to its place: what
is put elsewhere cannot be read there.
"""

import os
from collections.abc import Collection, Sequence
from hashlib import sha256
from struct import pack
from typing import Final, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SIZE: Final = 32
"""Bytes of every key."""
_NONCE: Final = 12


class Unreadable(Exception):
    """Sealed under another key, for another place, or changed since."""


class DataKey:
    """The key of one conversation, for as long as the conversation is there."""

    __slots__ = ("_cipher",)

    def __init__(self, raw: bytes) -> None:
        self._cipher = AESGCM(raw)

    def seal(self, text: str, place: bytes) -> bytes:
        """The text as it is stored; nothing stays nothing."""
        if not text:
            return b""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place)

    def open(self, sealed: bytes, place: bytes) -> str:
        """The text again; raises :class:`Unreadable`."""
        return _opened(self._cipher, sealed, place).decode() if sealed else ""

    def seal_bytes(self, data: bytes, place: bytes) -> bytes:
        """A file as it is stored."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, place)

    def open_bytes(self, sealed: bytes, place: bytes) -> bytes:
        """The file again; raises :class:`Unreadable`."""
        return _opened(self._cipher, sealed, place)


class Wrapped(NamedTuple):
    """A conversation's key as it is stored, and the name of the master key that opens it."""

    master: str
    key: bytes


class Masters:
    """The master keys that are known: the first wraps, each opens what it has wrapped."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """``keys``: at least one, of :data:`SIZE` bytes each."""
        self._ciphers = {_name(key): AESGCM(key) for key in keys}
        self.current = _name(keys[0])

    @property
    def names(self) -> Collection[str]:
        """Of all that are known."""
        return self._ciphers.keys()

    def wrap(self, raw: bytes, conversation: int) -> Wrapped:
        """Under the first of the master keys."""
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[self.current].encrypt(nonce, raw, of_key(conversation))
        return Wrapped(self.current, nonce + sealed)

    def unwrap(self, wrapped: Wrapped, conversation: int) -> bytes:
        """The key itself; raises :class:`Unreadable`."""
        cipher = self._ciphers.get(wrapped.master)
        if cipher is None:
            raise Unreadable
        return _opened(cipher, wrapped.key, of_key(conversation))


def fresh() -> bytes:
    """A new key for a conversation."""
    return os.urandom(SIZE)


def _name(master: bytes) -> str:
    """Tells master keys apart; 256 random bits cannot be found from it."""
    return sha256(b"miti.master" + master).hexdigest()[:16]


def _opened(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
    except (InvalidTag, ValueError):
        raise Unreadable from None


# --- places: what a seal is bound to ------------------------------------------------------------


def of_key(conversation: int) -> bytes:
    """A conversation's key under the master key."""
    return pack(">cq", b"k", conversation)


def of_entry(conversation: int, seq: int) -> bytes:
    """A line of its log, by its number."""
    return pack(">cqI", b"e", conversation, seq)


def of_whisper(conversation: int, key: UUID) -> bytes:
    """A line from counselor to counselor."""
    return pack(">cq", b"w", conversation) + key.bytes


def of_note(conversation: int) -> bytes:
    """What is noted for whoever takes the talk over."""
    return pack(">cq", b"n", conversation)


def of_draft(conversation: int) -> bytes:
    """An answer to a left question that is not sent yet."""
    return pack(">cq", b"d", conversation)


def of_notice(conversation: int) -> bytes:
    """Where to write to when the answer is there."""
    return pack(">cq", b"m", conversation)


def of_remark(conversation: int) -> bytes:
    """What a colleague thinks of that draft."""
    return pack(">cq", b"r", conversation)


def of_parting(conversation: int) -> bytes:
    """What its visitor remarked at the end."""
    return pack(">cq", b"p", conversation)


def of_file(conversation: int, ref: str) -> bytes:
    """A file that its visitor sent."""
    return pack(">cq", b"f", conversation) + ref.encode()
