"""The one door from async code to the database, with its own small pool of threads.

Channels' ``database_sync_to_async`` runs everything of a process in one thread, so one slow query
delays everybody. Here every thread keeps its own connection (``CONN_MAX_AGE = None``); when one
breaks, all of them are dropped, so that a database that went away and came back is found again.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, partial
from threading import Barrier, local
from typing import Final, ParamSpec, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

P = ParamSpec("P")
T = TypeVar("T")


AWAY: Final = (OperationalError, InterfaceError)
"""What Django raises while the database cannot be reached or cannot store anything."""


class Unavailable(Exception):
    """The database cannot be reached or cannot store anything just now."""


class _Line:
    """How often the line to the database broke; one is the process's, the others the threads'."""

    breaks = 0


class _OwnLine(_Line, local):
    """What this thread knows of it."""


_line, _own = _Line(), _OwnLine()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(settings.MITI["MITI_THREADS"], thread_name_prefix="database")


@cache
def _line_of_writers() -> ThreadPoolExecutor:
    """One thread: its connection keeps the pages it writes, which four in turn would read anew."""
    return ThreadPoolExecutor(1, thread_name_prefix="writer")


def in_line(work: Callable[[], T], then: Callable[[T | Exception], None]) -> None:
    """Run ``work`` in the one thread that stores messages, then ``then`` in this loop.

    ``then`` gets what came of it, or what was raised: :class:`Unavailable` as from :func:`run`.
    """
    loop = asyncio.get_running_loop()

    def done() -> None:
        result: T | Exception
        try:
            result = _guarded(work)
        except Exception as error:  # noqa: BLE001 - the caller must hear of it, whatever it is
            result = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(then, result)

    _line_of_writers().submit(done)


@cache
def _apart() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="database-apart")


@cache
def _patient() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="database-patient")


async def run(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``work`` in a database thread; raises :class:`Unavailable` when the database is away."""
    return await _run_in(_pool(), partial(_guarded, work, *args, **kwargs))


async def run_apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like :func:`run`, in a thread of its own: for the one kind of work that must never stand
    in line behind two hundred desks that look again."""
    return await _run_in(_apart(), partial(_guarded, work, *args, **kwargs))


async def run_patiently(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like :func:`run`, in a thread of its own: for work that also waits for somebody else's
    server, behind which nobody is to stand in line."""
    return await _run_in(_patient(), partial(_guarded, work, *args, **kwargs))


async def _run_in(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def _guarded(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    if _own.breaks != _line.breaks:
        connections.close_all()  # another thread found the database gone, and so is ours
        _own.breaks = _line.breaks
    try:
        return work(*args, **kwargs)
    except AWAY as error:
        _line.breaks += 1
        connections.close_all()
        raise Unavailable from error


def close() -> None:
    """Close every thread's connection and the threads; the next ``run`` starts afresh."""
    for pool, threads in (
        (_pool, settings.MITI["MITI_THREADS"]),
        (_line_of_writers, 1),
        (_apart, 1),
        (_patient, 1),
    ):
        together = Barrier(threads)  # each waits for all, so that none closes twice for another
        for _ in range(threads):
            pool().submit(_close_connections, together)
        pool().shutdown(wait=True)
        pool.cache_clear()


def _close_connections(together: Barrier) -> None:
    together.wait()
    connections.close_all()
