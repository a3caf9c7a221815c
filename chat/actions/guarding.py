"""The guard at the doors, which a coordinator switches on while machines write: whoever begins
shows a proof of work first, and each entry (a city, or "any city") lets people in one by one.

Nobody is turned away, and no address is looked at. All processes share what is stored here.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from chat import events, limits, proof, selectors
from chat.actions import receipts
from chat.events import Hint
from chat.models import Guard, Knock
from chat.protocol import Refusal
from counselors import audit
from counselors.models import Act

BURST: Final = 20
"""So many may come in together: a class in a computer room does not queue."""
LOOK_AGAIN: Final = 60.0
"""Seconds after which whoever waits asks again at the latest: the guard may be off by then."""
ROW: Final = 1
"""The guard is one row."""


@transaction.atomic
def switch_on(actor: str, now: datetime) -> None:
    """On, or on for longer; ``actor`` is the name of a user."""
    if selectors.guarded_until(now) is None:
        Knock.objects.filter(used=False).delete()  # they came in while it was off: nobody queues
    until = now + timedelta(seconds=settings.MITI["MITI_GUARD_SECONDS"])
    Guard.objects.update_or_create(pk=ROW, defaults={"until": until})
    _switched(actor, f"on until {timezone.localtime(until):%Y-%m-%d %H:%M}", now)


@transaction.atomic
def switch_off(actor: str, now: datetime) -> None:
    """Off, before its time; nothing when it is."""
    if Guard.objects.filter(until__gt=now).update(until=now):
        _switched(actor, "off", now)


def _switched(actor: str, how: str, now: datetime) -> None:
    audit.record(actor, Act.CHANGED_RULES, "guard", now, detail=how)
    events.after_commit(Hint(events.QUEUE))  # the boards look again


def let_in(city: str | None, shown: str | None, now: datetime) -> None:
    """Somebody is about to begin a conversation, with this proof.

    Raises :class:`Refusal`: ``proof_first`` with a challenge, when the proof is missing, wrong,
    expired or used; ``too_fast`` until it is their turn, which the same proof keeps for them.
    """
    until = selectors.guarded_until(now)
    if until is None:
        return
    nonce = proof.nonce_of(shown) if shown else None
    if nonce is not None:
        knock = _knock(nonce, city or "", until, now)
        wait = (knock.turn - now).total_seconds()
        if wait > 0:
            raise Refusal("too_fast", retry_after=round(min(wait, LOOK_AGAIN), 1))
        if Knock.objects.filter(pk=knock.pk, used=False).update(used=True):
            return
    raise Refusal("proof_first", challenge=proof.challenge(until))


@transaction.atomic
def _knock(nonce: str, entry: str, until: datetime, now: datetime) -> Knock:
    """What this proof was given before, in whichever process, or else the next turn.

    Whoever goes to another entry lines up there: turns that were waited for at quiet ones would
    let a crowd into a busy one.
    """
    Guard.objects.select_for_update().get(pk=ROW)  # one after the other
    known = Knock.objects.filter(nonce=nonce).first()
    if known is not None and (known.used or known.entry == entry):
        return known
    place = {"entry": entry, "turn": _turn(entry, now), "until": until}
    return Knock.objects.update_or_create(nonce=nonce, defaults=place)[0]


def _turn(entry: str, now: datetime) -> datetime:
    last = Knock.objects.filter(entry=entry).aggregate(at=Max("turn"))["at"]
    at = limits.turn(last and last.timestamp(), now.timestamp(), entry_rate(), BURST)
    return datetime.fromtimestamp(at, tz=now.tzinfo)


def entry_rate() -> float:
    """How many a second one entry lets in while the guard is on."""
    rate: float = settings.MITI["MITI_ENTRY_RATE"]
    return rate


def oldest_knock() -> datetime | None:
    """When the first of the proofs that are remembered expires, or has expired."""
    found: datetime | None = Knock.objects.aggregate(at=Min("until"))["at"]
    return found


@transaction.atomic
def forget_knocks(before: datetime, now: datetime) -> None:
    """Forget proofs that had expired by then, and note how many."""
    receipts.note("knock", Knock.objects.filter(until__lte=before).delete()[0], now)
