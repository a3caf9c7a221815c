"""The house of this run: one process on SQLite; or five on a PostgreSQL and a Redis of their own.

``make test`` runs everything twice. A fault that only one of the two houses can have is collected
in its run alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.integration.faults.houses import Alone, House, Together, alone, together
from tests.integration.faults.load import mid_load

TOGETHER = bool(os.environ.get("DATABASE_URL"))
collect_ignore = ["test_alone.py"] if TOGETHER else ["test_together.py"]


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all, warm: what a first load leaves in memory for good is there."""
    made = together() if TOGETHER else alone(tmp_path_factory.mktemp("house"))
    with made as house:
        with mid_load(house):
            pass
        yield house
        assert "Traceback" not in house.printed


@pytest.fixture
def one(house: House) -> Alone:
    """The house of one process."""
    assert isinstance(house, Alone)
    return house


@pytest.fixture
def many(house: House) -> Together:
    """The house of several."""
    assert isinstance(house, Together)
    return house
