"""One of several processes, Redis or PostgreSQL breaks in mid load."""

from __future__ import annotations

import os
from signal import SIGCONT, SIGHUP, SIGKILL, SIGSTOP

from tests.integration.faults.houses import Together, for_ten_seconds
from tests.integration.faults.load import RECOVERY, Load, mid_load
from tests.services.waiting import until


def it_is_said(load: Load) -> None:
    """Everybody is shown that the service is not well."""
    load.until(lambda: not any(page.well for page in load.pages), RECOVERY)


def it_heals_without_a_reload(load: Load, sessions: list[int]) -> None:
    """Everybody is shown that it is well again, on the connection that they have."""
    load.until(lambda: all(page.well for page in load.pages), RECOVERY)
    assert sessions == [page.session for page in load.pages]


def test_a_killed_worker_is_replaced(many: Together) -> None:
    with mid_load(many):
        killed = min(many.serving())
        os.kill(killed, SIGKILL)
        until(lambda: len(many.serving() - {killed}) == 2, RECOVERY)


def test_both_workers_killed_at_once_are_replaced(many: Together) -> None:
    with mid_load(many) as load:
        for each in many.serving():
            os.kill(each, SIGKILL)
        load.until(lambda: not any(page.live for page in load.pages), RECOVERY)


def test_a_killed_supervisor_is_started_again(many: Together) -> None:
    with mid_load(many):
        many.supervisor.signal(SIGKILL)
        many.start_supervisor()


def test_workers_are_replaced_one_by_one(many: Together) -> None:
    with mid_load(many) as load:
        before = many.serving()
        many.supervisor.signal(SIGHUP)
        until(lambda: not before & many.serving() and len(many.serving()) == 2, 30)
        load.until(lambda: all(page.live for page in load.pages), RECOVERY)


def test_one_who_works_is_killed_and_the_other_goes_on(many: Together) -> None:
    many.kill_work()
    with mid_load(many):  # whose people enter the queue, and are dispatched
        many.start_work()


def test_all_who_work_are_killed_and_started_again(many: Together) -> None:
    with mid_load(many):
        many.kill_work()
        many.kill_work()
        many.start_work()
        many.start_work()


def test_redis_is_killed_and_started_again(many: Together) -> None:
    with mid_load(many) as load:
        sessions = [page.session for page in load.pages]
        many.services.redis.close()
        it_is_said(load)
        many.services.start_redis()
        it_heals_without_a_reload(load, sessions)


def test_postgresql_is_stopped_for_ten_seconds(many: Together) -> None:
    with mid_load(many) as load:
        sessions = [page.session for page in load.pages]
        with for_ten_seconds():
            many.services.postgres.close()
            it_is_said(load)
        many.services.start_postgres()
        it_heals_without_a_reload(load, sessions)


def test_a_process_of_postgresql_is_killed_and_all_of_them_start_anew(many: Together) -> None:
    with mid_load(many):
        ((victim,),) = many.rows(
            "SELECT min(pid) FROM pg_stat_activity"
            " WHERE client_port IS NOT NULL AND pid <> pg_backend_pid()"
        )
        os.kill(victim, SIGKILL)


def test_every_line_to_postgresql_is_cut_again_and_again(many: Together) -> None:
    with mid_load(many) as load:
        for _ in range(5):
            many.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE client_port IS NOT NULL AND pid <> pg_backend_pid()"
            )
            load.until_heard(RECOVERY)


def test_postgresql_answers_nobody_for_ten_seconds(many: Together) -> None:
    with mid_load(many):
        frozen = many.postgres_processes()
        try:
            with for_ten_seconds():
                for each in frozen:
                    os.kill(each, SIGSTOP)
        finally:
            for each in frozen:
                os.kill(each, SIGCONT)
