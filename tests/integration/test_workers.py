"""``miti serve --workers``: what dies comes back, and a roll costs nobody an answer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from signal import SIGHUP, SIGKILL, SIGTERM
from urllib.parse import urlsplit

import psycopg
import pytest
from redis import Redis

from chat.others import TALKS
from tests.rude_client import rude
from tests.services.miti_together import Services, services, serving, working
from tests.services.process import free_port
from tests.services.program import ROOT, Program, program
from tests.services.waiting import until
from tests.visitors import first, hello, new_key, talks, visitor


@pytest.fixture(scope="module")
def here() -> Iterator[Services]:
    """PostgreSQL, Redis, and the one who works beside those who serve."""
    with services({"MITI_SAY_RATE": "100"}) as both, working(both):
        yield both


@pytest.fixture(scope="module")
def on_daphne(here: Services) -> Iterator[tuple[Program, str]]:
    """Two workers of this server, for all who leave two running."""
    with serving(here, "--workers", "2", "--server", "daphne") as both:
        yield both


@pytest.fixture(scope="module")
def on_uvicorn(here: Services) -> Iterator[tuple[Program, str]]:
    """The same of the other server."""
    with serving(here, "--workers", "2", "--server", "uvicorn") as both:
        yield both


@pytest.fixture(params=("on_daphne", "on_uvicorn"))
def house(request: pytest.FixtureRequest) -> Iterator[tuple[Program, str]]:
    """The one, then the other."""
    both: tuple[Program, str] = request.getfixturevalue(request.param)
    yield both
    print(both[0].printed)  # pytest shows it when the test has failed


@pytest.fixture(params=("daphne", "uvicorn"))
def brief_house(here: Services, request: pytest.FixtureRequest) -> Iterator[tuple[Program, str]]:
    """Two workers that the test ends."""
    with serving(here, "--workers", "2", "--server", request.param) as both:
        yield both
        print(both[0].printed)


def workers(supervisor: Program) -> list[int]:
    """Ids of all processes that have served, in order."""
    found = re.findall(r"worker \d+ \(process (\d+)\) serves", supervisor.printed)
    return [int(each) for each in found]


FEW = 4
"""``MITI_THREADS``: in so many a worker makes pages, and in as many more it does other things."""
PAUSE = 0.05
"""Seconds between an answer and the next request: who never pauses keeps a worker from starting."""


class Load:
    """People who ask for the front page again and again."""

    def __init__(self, base: str, people: int) -> None:
        self._place = urlsplit(base).netloc
        self._over = threading.Event()
        self.answers: list[int | str] = []
        asks = [self._keeps_the_line if each % 2 else self._calls_anew for each in range(people)]
        self._threads = [threading.Thread(target=ask) for ask in asks]

    def _calls_anew(self) -> None:
        while not self._over.wait(PAUSE):
            with closing(HTTPConnection(self._place, timeout=30)) as line:
                self._ask(line)

    def _keeps_the_line(self) -> None:
        with closing(HTTPConnection(self._place, timeout=30)) as line:
            while not self._over.wait(PAUSE):
                self._ask(line)

    def _ask(self, line: HTTPConnection) -> None:
        try:
            line.request("GET", "/fr/")
            answer = line.getresponse()
            answer.read()
            self.answers.append(answer.status)
        except OSError as error:
            self.answers.append(repr(error))
            line.close()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """While the block lasts."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in self._threads:
                thread.join()


def test_a_roll_under_load_loses_no_request_and_sockets_come_back(
    house: tuple[Program, str],
) -> None:
    supervisor, base = house
    load, key, old = Load(base, 4), new_key(), workers(supervisor)
    with load.going_on(), visitor(base, key) as client:
        before = len(load.answers)
        supervisor.signal(SIGHUP)
        assert client.close_code() == 1012
        with rude(base, "/ws/visitor") as again:
            hello(again, key)
            assert first(again, type="welcome")["known"] is True
        supervisor.until("has ended, status 0", times=2)
    assert len(set(workers(supervisor)) - set(old)) == 2
    assert len(load.answers) > before
    assert set(load.answers) == {200}


def test_a_crowd_that_loads_pages_takes_few_connections(
    here: Services, house: tuple[Program, str]
) -> None:
    load = Load(house[1], 8)
    with psycopg.connect(here.environ["DATABASE_URL"], autocommit=True) as database:

        def others() -> int:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            found = database.execute(asked).fetchone()
            assert found is not None
            return int(found[0]) - 1

        def enough() -> bool:
            seen.append(others())
            return len(load.answers) >= 100

        seen = [others()]
        with load.going_on():
            until(enough, within=60)
    assert set(load.answers) == {200}
    assert max(seen) - seen[0] <= 2 * (FEW + FEW)


def test_whoever_is_killed_is_replaced_and_people_go_on(house: tuple[Program, str]) -> None:
    supervisor, base = house
    so_far = workers(supervisor)
    with visitor(base) as client:
        talks(client)
        for each in so_far[-2:]:
            os.kill(each, SIGKILL)
        assert client.close_code() is None
    supervisor.until("serves", times=len(so_far) + 2)
    with visitor(base) as client:
        talks(client)


def test_sigterm_ends_everybody_in_good_order(brief_house: tuple[Program, str]) -> None:
    supervisor, base = brief_house
    with visitor(base) as client:
        supervisor.signal(SIGTERM)
        assert client.close_code() == 1012
    assert supervisor.ended() == 0
    supervisor.until("has ended, status 0", times=2)


def test_workers_do_not_outlive_their_supervisor(brief_house: tuple[Program, str]) -> None:
    supervisor, base = brief_house
    with visitor(base) as client:
        supervisor.signal(SIGKILL)
        assert client.close_code() == 1012
    supervisor.until_nobody_prints()


def test_two_workers_share_one_port_and_talk_to_each_other(house: tuple[Program, str]) -> None:
    _, base = house
    key = new_key()
    with visitor(base, key) as client:
        for _ in range(6):  # wherever the other sockets of this visitor have come
            with rude(base, "/ws/visitor") as other:
                hello(other, key)
                first(other, type="status")
                talks(client)
                first(other, type="entry", text="Bonjour")


def test_workers_serve_on_an_address_of_the_newer_kind(here: Services) -> None:
    port = free_port()
    words = ("serve", "--workers", "1", "--host", "::1", "--port", str(port))
    with (
        program(*words, ready=f"Serving http://[::1]:{port} with", environ=here.environ),
        closing(HTTPConnection("::1", port, timeout=30)) as line,
    ):
        line.request("GET", "/fr/", headers={"Host": "localhost"})
        assert line.getresponse().status == 200


@pytest.mark.parametrize("server", ["daphne", "uvicorn"])
def test_whoever_serves_hears_of_talks_before_anybody_has_come(here: Services, server: str) -> None:
    redis = Redis.from_url(here.environ["REDIS_URL"])

    def ears() -> int:
        ((_, count),) = redis.pubsub_numsub(f"asgi__group__{TALKS}")
        return count

    before = ears()
    with closing(redis), serving(here, "--server", server):
        until(lambda: ears() == before + 1, within=10)


def test_several_workers_need_postgresql(here: Services) -> None:
    environ = {**os.environ, **here.environ}
    del environ["DATABASE_URL"]
    words = [sys.executable, "-m", "miti", "serve", "--workers", "2", "--port", "0"]
    asked = subprocess.run(
        words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert asked.stderr == "miti: several workers need PostgreSQL: set DATABASE_URL\n"


def test_workers_that_cannot_start_are_not_tried_for_ever(here: Services) -> None:
    environ = {**os.environ, **here.environ}
    environ["ASGI_THREADS"] = "none"  # daphne reads it while it is loaded, and fails
    words = [sys.executable, "-m", "miti", "serve", "--workers", "2", "--port", "0"]
    asked = subprocess.run(
        words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert "the workers did not start" in asked.stderr
