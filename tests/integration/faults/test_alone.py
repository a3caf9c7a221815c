"""One process on SQLite breaks in mid load."""

from __future__ import annotations

from tests.integration.faults.houses import Alone, for_ten_seconds
from tests.integration.faults.load import mid_load
from tests.services.sqlite import locked


def test_a_killed_service_is_started_again(one: Alone) -> None:
    with mid_load(one):
        one.kill()
        one.start()


def test_a_service_that_is_asked_to_stop_is_started_again(one: Alone) -> None:
    with mid_load(one):
        one.restart()


def test_the_database_takes_nothing_for_ten_seconds(one: Alone) -> None:
    with mid_load(one), locked(one.file), for_ten_seconds():
        pass
