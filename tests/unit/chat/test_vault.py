"""What is sealed is read with its own key, in its own place, and nowhere else."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat import vault
from chat.keyring import KEPT, MOST, Keyring
from chat.vault import DataKey, Masters, Unreadable, Wrapped, fresh, of_entry

KEY = DataKey(fresh())
OLD, NEW = fresh(), fresh()


@given(st.text(), st.integers(1, 2**63 - 1), st.integers(1, 2**31 - 1))
def test_a_text_comes_back_as_it_was_typed(text: str, conversation: int, seq: int) -> None:
    place = of_entry(conversation, seq)
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # a lone half of a pair never comes over the wire
    assert KEY.open(KEY.seal(text, place), place) == text


def test_the_same_text_is_never_stored_the_same_and_is_not_in_it() -> None:
    one, other = (KEY.seal("Bonjour à tous", of_entry(1, 1)) for _ in range(2))
    assert one != other
    assert b"Bonjour" not in one


def test_no_two_places_are_the_same() -> None:
    makers = (vault.of_key, vault.of_note, vault.of_draft, vault.of_remark)
    places = [make(talk) for make in makers for talk in (1, 2)]
    places += [of_entry(talk, seq) for talk in (1, 2) for seq in (1, 2)]
    places += [vault.of_whisper(talk, uuid4()) for talk in (1, 2)]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("place", [of_entry(1, 3), of_entry(2, 2), vault.of_note(1)])
def test_what_was_put_elsewhere_is_not_read(place: bytes) -> None:
    sealed = KEY.seal("Bonjour", of_entry(1, 2))
    with pytest.raises(Unreadable):
        KEY.open(sealed, place)


@pytest.mark.parametrize("at", [0, 13, -1])
def test_what_was_changed_is_not_read(at: int) -> None:
    sealed = bytearray(KEY.seal("Bonjour", of_entry(1, 2)))
    sealed[at] ^= 1
    for broken in (bytes(sealed), bytes(sealed[:5]), b"x"):
        with pytest.raises(Unreadable):
            KEY.open(broken, of_entry(1, 2))


def test_each_master_key_opens_what_it_wrapped_and_the_first_one_wraps() -> None:
    raw = fresh()
    before = Masters([OLD]).wrap(raw, 7)
    both = Masters([NEW, OLD])
    assert both.unwrap(before, 7) == raw
    after = both.wrap(raw, 7)
    assert after.master != before.master
    assert Masters([NEW]).unwrap(after, 7) == raw
    for masters, wrapped, talk in (
        (Masters([NEW]), before, 7),
        (both, after, 8),
        (both, Wrapped(after.master, before.key), 7),
    ):
        with pytest.raises(Unreadable):
            masters.unwrap(wrapped, talk)


def test_a_keyring_keeps_some_and_forgets_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Keyring()
    for talk in range(MOST + 1):
        ring.keep(talk, KEY)
    assert ring.held(0) is None
    assert ring.held(1) is not None
    ring.forget(1)
    assert ring.held(1) is None
    late = time.monotonic() + KEPT
    monkeypatch.setattr(time, "monotonic", lambda: late)
    assert ring.held(2) is None
