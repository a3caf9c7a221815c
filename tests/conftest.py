"""What every test stands on: real services, compiled catalogues, databases that are files.

``make test`` has three rounds, side by side: everything on SQLite; of that, apart, the journeys in
browsers; and ``integration`` and ``spec`` once more on PostgreSQL and Redis, which it hands over in
``DATABASE_URL`` and ``REDIS_URL``. What brings its own services along runs on one of the two
databases only (``tests/integration/conftest.py``).
A test that needs one service in particular, whatever the run, asks for its fixture.
"""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.services.postgres import postgres
from tests.services.redis import redis

ROOT = Path(__file__).parent.parent

# make test T="… --hypothesis-profile=long": fifty times as many examples
settings.register_profile("long", max_examples=5_000, deadline=None)


def pytest_configure() -> None:
    """Compile the catalogues, so that a bare ``pytest`` sees the words of today."""
    subprocess.run([ROOT / "config" / "setup" / "compile-catalogues"], check=True)
    _name_static_files_plainly()
    _demand_no_second_step()
    _hash_quickly()


def _name_static_files_plainly() -> None:
    """Pages made inside the tests' process need no prepared files; served ones prepare theirs."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def _demand_no_second_step() -> None:
    """People in tests have passed it, except in the tests that are about it."""
    from django.conf import settings

    settings.SECOND_FACTOR_ROLES = frozenset()


def _hash_quickly() -> None:
    """Half a second for each person is for those who guess; served pages keep it."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    _write_no_rights()


def _write_no_rights() -> None:
    """Django writes a row for each right on each table, again after each test that commits.

    Nothing of ours reads them: what somebody may do is in :mod:`counselors.permissions`.
    """
    from django.db.models.signals import post_migrate

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis that all tests of the run share: the one of ``REDIS_URL``, else a fresh one."""
    with redis() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL that all tests of the run share; make a database of your own in it."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Give SQLite a file: only there do threads and processes meet as they do in real life."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        default.setdefault("TEST", {})["NAME"] = str(file)
