"""The project's own reference data in the database, and the people who recur."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from counselors.actions import NewCounselor, add_counselor, add_user, give_roles
from counselors.loading import load_reference
from counselors.models import Counselor
from counselors.permissions import Grant
from miti.env import ROOT

# Pages of Django's own, the same on either database: its round on SQLite collects them.
collect_ignore_glob = ["test_admin_*.py"] if os.environ.get("DATABASE_URL") else []
CONFIG = ROOT / "config"
PASSWORD = "correct-horse-battery"
BRUSSELS = Grant("coordinator", "brussels")
ADMINISTRATOR = Grant("administrator", None)

Staff = Callable[..., User]
Counselors = Callable[..., Counselor]
SignedIn = Callable[[User], Client]


@pytest.fixture
def reference(db: None) -> Path:
    """Everything that the reference files say; their folder."""
    load_reference(CONFIG)
    return CONFIG


@pytest.fixture
def demo_allowed(reference: Path, settings: Settings) -> None:
    """A demo, with the languages that only a demo offers."""
    settings.DEMO = True
    load_reference(reference)


@pytest.fixture
def staff(reference: Path) -> Staff:
    """Somebody with roles, like ``staff("alice", Grant("coordinator", "brussels"))``."""

    def make(username: str, *roles: Grant) -> User:
        user = add_user(username, "!")
        give_roles(user, roles)
        return user

    return make


@pytest.fixture
def counselor(reference: Path) -> Counselors:
    """A counselor of a city who speaks French."""

    def make(username: str, city: str, *roles: Grant) -> Counselor:
        new = NewCounselor(
            username=username, alias=username.title(), city=city, languages={"fr": 1}, roles=roles
        )
        return add_counselor(new, add_user(username, "!"))

    return make


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which this user has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make
