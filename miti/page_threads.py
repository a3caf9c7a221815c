"""The threads in which pages are made: a fixed number, each with a connection that it keeps.

Django gives every request a thread of its own, and a connection that stays open until the collector
comes by: a few people who load pages quickly would take all that a database has to give.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar

from asgiref.sync import ThreadSensitiveContext
from django.db import close_old_connections

from miti.polling import Application, Message

P = ParamSpec("P")
T = TypeVar("T")

APART: Final = (("/desk/partner/", "/desk/password/"), ("/static/",))
"""What has threads of its own: pages that may wait for a partner's server or one for mail, with
which nobody else waits; and our files, which wait for no database."""


class _Threads(ThreadPoolExecutor):
    """Whichever is free takes the next call. Those of one request follow each other, unless it is
    given up, and nothing between two is bound to a thread: no transaction, no cursor half read."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        def work() -> T:
            # what Django does for the thread in which it announces a request: it may be another
            close_old_connections()
            return fn(*args, **kwargs)

        return super().submit(work)


class PageThreads:
    """An ASGI application for HTTP around ``pages``, which does its work in ``number`` threads,
    and in as many others for each of :data:`APART`.

    A thread is taken for a call, not for a request: a body that comes slowly, or a page that is
    taken home slowly, keeps nobody from it.
    """

    def __init__(self, pages: Application, number: int) -> None:
        self._pages = pages
        self._below = {paths: _Threads(number, f"page {paths[0]}") for paths in (*APART, ("",))}

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        own = next(own for paths, own in self._below.items() if scope["path"].startswith(paths))
        async with ThreadSensitiveContext(executor=own):
            await self._pages(scope, receive, send)
