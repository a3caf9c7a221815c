"""Two cities, open; Alice and Bram, who open their desks when a test says so."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chat import allowance, blocking, events
from chat.keyring import keyring
from chat.pipe import pipe
from chat.sockets import leases, looking, lookout, pulses, returning
from chat.writer import writer
from counselors.models import City, Counselor
from tests import chat_people as people

# Only PostgreSQL has trips to save and several processes; its round collects them.
ON_POSTGRES = [
    "test_off_boarding.py", "test_one_trip.py", "test_pipe.py", "test_two_processes.py",
]  # fmt: skip
collect_ignore = [] if os.environ.get("DATABASE_URL") else ON_POSTGRES


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who needs the house and no process of its own rolls back: pytest-django must know early."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if "house" in names and "process" not in names:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def house(request: pytest.FixtureRequest) -> None:
    """Cities, languages and subjects, in the kind of database that the test asks for."""
    if "process" not in request.fixturenames:
        request.getfixturevalue("db")
    people.open_house()


@pytest.fixture
def alice(house: None) -> Counselor:
    """Alice, at her desk and on duty with two slots."""
    return people.on_duty(people.alice())


@pytest.fixture
def bram(house: None) -> Counselor:
    """Bram, at his desk and on duty with two slots."""
    return people.on_duty(people.bram())


@pytest.fixture
async def process(transactional_db: None, settings: Settings) -> AsyncIterator[None]:
    """The sockets of this test are those of a fresh process, which ends with the test."""
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    settings.REDIS_URL = ""
    _forget_everything()
    yield
    await _end_what_still_runs()
    await events.hub().close()
    pipe().close()
    _forget_everything()
    await sync_to_async(connections.close_all)()  # in the thread that looks for sessions
    blocking.close()


async def _end_what_still_runs() -> None:
    """Whoever looked again after this would stand in the way of emptying the tables."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _forget_everything() -> None:
    for remembered in (
        allowance.of_counselors, allowance.of_visitors, events.hub, writer, pipe, leases.visitors,
        leases.counselors, looking._glances, looking._looks, looking._statuses, lookout.lookout,
        pulses.pulses, returning._known, returning._resumed, keyring,
    ):  # fmt: skip
        remembered.cache_clear()


@pytest.fixture
def always_open(process: None, settings: Settings, house: None) -> None:
    """Sockets read the real clock: the cities of this test never close."""
    settings.DEMO = True
    City.objects.update(is_demo=True)


@pytest.fixture
def alices_session(always_open: None, alice: Counselor) -> str:
    """The cookie of Alice, who is on duty now."""
    return _session(people.on_duty(alice, timezone.now()).user)


@pytest.fixture
def brams_session(always_open: None, bram: Counselor) -> str:
    """The cookie of Bram, who is on duty now."""
    return _session(people.on_duty(bram, timezone.now()).user)


@pytest.fixture
def chloes_session(always_open: None) -> str:
    """The cookie of Chloé, who may see nothing."""
    return _session(people.chloe())


@pytest.fixture
def coordinators_session(always_open: None) -> str:
    """The cookie of a coordinator who answers nobody."""
    return _session(people.coordinator())


def _session(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value
