"""Pages are made in a fixed number of threads, and nobody slow keeps others from one."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.urls import reverse

from miti import page_threads
from miti.page_threads import PageThreads

NUMBER = 3
PATIENCE = 30


class Pages:
    """An application whose requests say, in their scope, what they wait for before their work, in
    its midst (in their thread) and after it."""

    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await scope.get("before", _nothing)()
        await sync_to_async(self._work)(scope.get("midst", bool))
        await scope.get("after", _nothing)()
        await sync_to_async(self._work)(bool)

    def _work(self, midst: Callable[[], object]) -> None:
        self.threads.append(threading.current_thread())
        midst()


async def _nothing() -> None:
    await asyncio.sleep(0)


def _made() -> tuple[Pages, PageThreads]:
    pages = Pages()
    return pages, PageThreads(pages, NUMBER)


async def _ask(threads: PageThreads, path: str = "/fr/", **scope: Any) -> None:
    await threads({"path": path, **scope}, None, None)


async def _many(threads: PageThreads, path: str = "/fr/") -> None:
    many = [_ask(threads, path) for _ in range(20)]
    await asyncio.wait_for(asyncio.gather(*many), PATIENCE)


async def test_many_at_once_take_that_many_threads() -> None:
    pages, threads = _made()
    all_here = threading.Barrier(NUMBER)
    many = [_ask(threads, midst=all_here.wait) for _ in range(20 * NUMBER)]
    await asyncio.wait_for(asyncio.gather(*many), PATIENCE)
    assert len(set(pages.threads)) == NUMBER


async def test_one_after_the_other_take_few() -> None:
    pages, threads = _made()
    for _ in range(20):
        await _ask(threads)
    assert len(pages.threads) == 40
    assert len(set(pages.threads)) <= NUMBER


@pytest.mark.parametrize("when", ["before", "after"])
async def test_who_brings_or_takes_slowly_keeps_nobody_waiting(when: str) -> None:
    _, threads = _made()
    never = asyncio.Event()
    scope: Any = {when: never.wait}
    slow = [asyncio.create_task(_ask(threads, **scope)) for _ in range(9)]
    await _many(threads)
    assert not any(each.done() for each in slow)
    for each in slow:
        each.cancel()
    await asyncio.gather(*slow, return_exceptions=True)


@pytest.mark.parametrize(
    ("stuck", "path", "asked"),
    [
        (NUMBER - 1, "/fr/", "/fr/"),
        (NUMBER, "/desk/password/new/", "/fr/"),
        (NUMBER, "/desk/partner/forem/", "/desk/"),
        (NUMBER, "/fr/", "/static/js/visitor.js"),
    ],
)
async def test_who_waits_in_a_thread_keeps_no_others_waiting(
    stuck: int, path: str, asked: str
) -> None:
    _, threads = _made()
    all_here, go_on = threading.Barrier(stuck + 1), threading.Event()

    def midst() -> None:
        all_here.wait()
        go_on.wait()

    waiting = [asyncio.create_task(_ask(threads, path, midst=midst)) for _ in range(stuck)]
    await asyncio.to_thread(all_here.wait)
    try:
        await _many(threads, asked)
        assert not any(each.done() for each in waiting)
    finally:
        go_on.set()
        await asyncio.gather(*waiting)


def test_what_is_made_apart_lies_where_it_is_said_to_lie() -> None:
    elsewhere, files = page_threads.APART
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert reverse(name, args=["forem"]).startswith(elsewhere)
    assert reverse("account_reset_password").startswith(elsewhere)
    assert settings.STATIC_URL.startswith(files)


async def test_a_line_that_broke_is_found_out_in_the_thread_that_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[threading.Thread] = []
    monkeypatch.setattr(
        page_threads, "close_old_connections", lambda: looked.append(threading.current_thread())
    )
    pages, threads = _made()
    await _many(threads)
    assert Counter(looked) == Counter(pages.threads)
