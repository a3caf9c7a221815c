"""The people and places who recur in the tests of the chat, as rows of a database.

Alice (Brussels, fr nl) and Bram (Namur, nl fr) are counselors; Chloé may see nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import UUID, uuid4

from django.contrib.auth.models import User

from chat import events, vault
from chat.actions import log, presence, queueing, talking
from chat.actions.log import Saying
from chat.dispatch import Dispatcher
from chat.keyring import keys_of
from chat.lifecycle import Cause
from chat.logbook import with_texts
from chat.models import Conversation, LeftQuestion, LogEntry
from counselors.actions import NewCounselor, add_counselor, add_user, give_roles
from counselors.models import City, Counselor, DutyState, Language, OpeningWindow, Subject
from counselors.permissions import Grant

NOW = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
"""A Friday morning in Belgium, an hour after opening."""
CLOSING = datetime(2027, 1, 15, 16, 0, tzinfo=UTC)
_keys = count(1)


def later(seconds: float, than: datetime = NOW) -> datetime:
    """So many seconds after."""
    return than + timedelta(seconds=seconds)


def open_house() -> None:
    """Two cities open from 9 to 17 on every day of the week, three languages, two subjects."""
    for order, (code, name) in enumerate(
        {"fr": "Français", "nl": "Nederlands", "uk": "Українська"}.items()
    ):
        Language.objects.create(code=code, name=name, order=order)
    for key in ("working", "learning"):
        Subject.objects.create(key=key, names={"en": key}, hints={"en": key})
    for key in ("brussels", "namur"):
        city = City.objects.create(key=key, names={"en": key.title()})
        OpeningWindow.objects.bulk_create(
            OpeningWindow(city=city, weekday=day, opens=time(9), closes=time(17))
            for day in range(7)
        )


def counselor(
    name: str, city: str, languages: Mapping[str, float], subjects: tuple[str, ...], slots: int = 2
) -> Counselor:
    """Somebody who answers; nobody knows their password."""
    new = NewCounselor(
        username=name.lower(), alias=name, city=city, languages=languages, subjects=subjects,
        slots=slots,
    )  # fmt: skip
    return add_counselor(new, add_user(name.lower(), "!"))


def alice() -> Counselor:
    """Alice of Brussels: French, good Dutch; working and learning."""
    return counselor("Alice", "brussels", {"fr": 1.0, "nl": 0.75}, ("working", "learning"))


def bram() -> Counselor:
    """Bram of Namur: Dutch, good French; working."""
    return counselor("Bram", "namur", {"nl": 1.0, "fr": 0.9}, ("working",))


def chloe() -> User:
    """Chloé can sign in and may see nothing."""
    return add_user("chloe", "!")


def coordinator() -> User:
    """Who watches the board of Brussels and answers nobody."""
    user = add_user("dora", "!")
    give_roles(user, [Grant("coordinator", "brussels")])
    return user


def on_duty(who: Counselor, now: datetime = NOW, slots: int = 2) -> Counselor:
    """They open the desk and go on duty."""
    presence.ensure_duty(who, now)
    presence.set_duty(who.pk, DutyState.ON, slots, now)
    return who


def visitor_key() -> str:
    """A visitor's key: as long as a random one, and another each time."""
    return f"{next(_keys):043d}"


def hash_of(key: str) -> str:
    """What is stored of a visitor's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def visitor(
    now: datetime = NOW,
    *,
    city: str | None = "brussels",
    subject: str | None = "working",
    language: str = "fr",
    text: str = "Bonjour",
) -> Conversation:
    """Somebody enters the queue with a first line."""
    key = uuid4() if text else None
    return queueing.arrive(
        queueing.Arrival(hash_of(visitor_key()), "fr", city, subject, language, key, text), now
    )


def dispatch(now: datetime = NOW) -> None:
    """Decide until nothing is left to decide."""
    loop = Dispatcher()
    while loop.step(now):
        pass


def talk(who: Counselor, now: datetime = NOW) -> Conversation:
    """A visitor whom this counselor has taken."""
    row = visitor(now)
    queueing.claim(row.pk, who.pk, Cause.DISPATCHED, None, now)
    talking.accept(row.pk, who.pk, now)
    return fresh(row)


def fresh(row: Conversation) -> Conversation:
    """The row as it is now."""
    return Conversation.objects.get(pk=row.pk)


def say(
    row: Conversation,
    text: str,
    by: Counselor | None = None,
    now: datetime = NOW,
    key: UUID | None = None,
) -> log.Answer:
    """The visitor, or ``by``, writes a line."""
    stored = log.store([Saying(row.pk, by.pk if by else None, key or uuid4(), text)], now)
    events.hub().publish(*stored.hints)
    (answer,) = stored.answers
    return answer


def lines(row: Conversation) -> list[tuple[int, str]]:
    """Number and text (or code) of everything in the log."""
    return [(seq, text or code) for seq, text, code in read(row.entries.order_by("seq"))]


def read(entries: Iterable[LogEntry]) -> list[tuple[int, str, str]]:
    """Number, text and code of some entries."""
    return [(entry.seq, text, entry.code) for entry, text in with_texts(list(entries))]


def draft_of(row: Conversation) -> str:
    """What is drafted as its answer."""
    sealed = LeftQuestion.objects.get(pk=row.pk).sealed_draft
    return keys_of([row.pk]).read(row.pk, sealed, vault.of_draft(row.pk))


def remark_of(row: Conversation) -> str:
    """What a colleague thinks of that."""
    sealed = LeftQuestion.objects.get(pk=row.pk).sealed_remark
    return keys_of([row.pk]).read(row.pk, sealed, vault.of_remark(row.pk))
