# ruff: noqa: E402 - models can be imported only after the apps are loaded
"""The people of a bench, in a database of its own: ``python -m tests.bench.world '{…}'``.

Prints a :class:`World`. Everything goes through the project's own actions, in one transaction;
to be run without ``REDIS_URL``, so that nobody is told.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from datetime import datetime
from uuid import uuid4

import django
import msgspec

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from chat.actions import closing, holding, presence, questions, queueing, talking
from chat.lifecycle import Cause
from counselors.actions import NewCounselor, add_counselor, add_user
from counselors.models import City, DutyState
from miti import setup
from tests.bench.plan import CITY, Desk, Order, Talk, Waiter, World


def make(order: Order) -> World:
    """Create everybody; tables, reference data and static files are brought up to date first."""
    setup.check_folder()
    setup.migrate()
    setup.load_reference()
    setup.collect_static()
    now = timezone.now()
    with transaction.atomic():
        City.objects.get_or_create(key=CITY, defaults={"names": {"fr": "Bench"}, "is_demo": True})
        desks = [_counselor(order.slots, now) for _ in range(order.counselors)]
        for each in range(order.held + order.over):
            _begun(desks[each % len(desks)].id, now, on_hold=each < order.held)
        for _ in range(order.left):
            questions.leave_question(_waiter(now).id, Cause.QUESTION_LEFT, now)
        talks = [_talk(desks, each // order.slots, now) for each in range(order.talks)]
        waiting = [_waiter(now) for _ in range(order.waiting)]
    return World(desks, talks, waiting)


def _counselor(slots: int, now: datetime) -> Desk:
    name = f"bench-{uuid4().hex[:12]}"
    user = add_user(name, "!")
    new = NewCounselor(username=name, alias="Bench", city=CITY, languages={"fr": 1}, slots=slots)
    counselor = add_counselor(new, user)
    presence.ensure_duty(counselor, now)
    presence.set_duty(counselor.pk, DutyState.ON, slots, now)
    return Desk(counselor.pk, _sign_in(user))


def _sign_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]  # the first only refuses
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _talk(desks: list[Desk], desk: int, now: datetime) -> Talk:
    visitor, counselor = _waiter(now), desks[desk].id
    row = queueing.claim(visitor.id, counselor, Cause.DISPATCHED, None, now)
    talking.accept(visitor.id, counselor, now)
    return Talk(visitor.id, visitor.key, row.ref, desk)


def _begun(counselor: int, now: datetime, *, on_hold: bool) -> None:
    """A talk that uses no slot any more."""
    row = queueing.claim(_waiter(now).id, counselor, Cause.DISPATCHED, None, now)
    talking.accept(row.pk, counselor, now)
    if on_hold:
        holding.set_aside(row.pk, counselor, now)
    else:
        closing.close(row.pk, counselor, None, "answered", now)


def _waiter(now: datetime) -> Waiter:
    key = secrets.token_urlsafe(32)
    digest = hashlib.sha256(key.encode()).hexdigest()
    arrival = queueing.Arrival(digest, "fr", CITY, None, "fr", uuid4(), "Bonjour à vous !")
    return Waiter(queueing.arrive(arrival, now).pk, key)


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.argv[1], type=Order)
    sys.stdout.buffer.write(msgspec.json.encode(make(wanted)))
