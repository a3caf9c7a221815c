"""Several processes that do their work at the same moment, on the database of the test."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from django.db import connections

PATIENCE = 60.0
Job = Callable[[], None]


def race(jobs: Sequence[Job]) -> list[str]:
    """Start all jobs at once, each in a process of its own; returns the errors of those that fell.

    The processes are forks, so that they use this test's database; a connection cannot be shared
    between processes and is closed first.
    """
    connections.close_all()
    processes = multiprocessing.get_context("fork")
    line, fallen = processes.Barrier(len(jobs)), processes.SimpleQueue()
    runners = [processes.Process(target=_run, args=(job, line, fallen)) for job in jobs]
    for each in runners:
        each.start()
    for each in runners:
        each.join(PATIENCE)
    late = [f"process {each.pid} did not end" for each in runners if each.exitcode is None]
    for each in runners:
        each.kill()
    return [*late, *_all(fallen)]


def _run(job: Job, line: Barrier, fallen: SimpleQueue[str]) -> None:
    try:
        line.wait(PATIENCE)
        job()
    except Exception:  # noqa: BLE001 - told to the test, which fails with it
        fallen.put(traceback.format_exc())
    finally:
        connections.close_all()


def _all(fallen: SimpleQueue[str]) -> list[str]:
    found = []
    while not fallen.empty():
        found.append(fallen.get())
    return found
