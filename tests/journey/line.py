"""The network between one person and the service, which a journey can cut, hold and heal."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from urllib.parse import urlsplit

from tests.journey.pace import AT_ONCE, PACKET, Pace, Way


class Carries(Enum):
    """What comes through."""

    EVERYTHING = "everything"
    PAGES = "pages"
    NOTHING = "nothing"


class Line:
    """Carries bytes between ``address``, which a browser opens, and the service.

    It runs in a thread of its own; :func:`line_to` makes one.
    """

    def __init__(self, port: int, pace: Pace = AT_ONCE) -> None:
        self._port = port
        self._out, self._news = Way(pace.up, pace.delay), Way(pace.down, pace.delay)
        self._carries = Carries.EVERYTHING
        self._open: dict[asyncio.StreamWriter, bool] = {}
        """Every connection, and whether it is a WebSocket."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.address = ""

    def cut(self) -> None:
        """Break every connection, and let none come about."""
        self._do(lambda: self._restrict(Carries.NOTHING))

    def cut_sockets(self) -> None:
        """Pages still load, but every WebSocket breaks, as behind some firewalls."""
        self._do(lambda: self._restrict(Carries.PAGES))

    def hold(self) -> None:
        """Nothing from the service arrives any more, though what is sent still goes out."""
        self._do(self._news.open.clear)

    def black_out(self) -> None:
        """Nothing passes either way, and nobody is told: as in a tunnel."""
        self._do(self._news.open.clear)
        self._do(self._out.open.clear)

    def heal(self) -> None:
        """Everything comes through again, what was held first."""
        self._do(lambda: self._restrict(Carries.EVERYTHING))
        self._do(self._news.open.set)
        self._do(self._out.open.set)

    def end(self) -> None:
        """Break everything, for good."""
        self.heal()
        self._do(self._over.set)

    async def run(self, started: Callable[[], None]) -> None:
        """Carry until :meth:`end`; ``started`` is called once ``address`` is known."""
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self._loop = asyncio.get_running_loop()
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        started()
        await self._over.wait()
        server.close()
        self._restrict(Carries.NOTHING)
        await asyncio.gather(*self._tasks)

    def _do(self, act: Callable[[], object]) -> None:
        """Act in the line's own thread, and wait until it is done."""

        async def now() -> None:
            act()

        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(now(), self._loop).result(timeout=10)

    def _restrict(self, carries: Carries) -> None:
        self._carries = carries
        for writer, is_socket in self._open.items():
            if not self._lets_through(is_socket):
                writer.transport.abort()

    def _lets_through(self, is_socket: bool) -> bool:
        return self._carries is Carries.EVERYTHING or (
            self._carries is Carries.PAGES and not is_socket
        )

    async def _carry(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._open[back] = False  # as long as it has not asked for anything
        try:
            first = await browser.read(PACKET)
            self._open[back] = first.startswith(b"GET /ws/")
            if self._lets_through(self._open[back]):
                await self._connect(first, browser, back)
        except OSError:
            pass  # one side has gone, and so goes the other
        finally:
            del self._open[back]
            back.transport.abort()
            self._tasks.discard(task)

    async def _connect(
        self, first: bytes, browser: asyncio.StreamReader, back: asyncio.StreamWriter
    ) -> None:
        service, out = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            ways = [
                asyncio.ensure_future(self._out.carry(browser, out, first)),
                asyncio.ensure_future(self._news.carry(service, back)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            out.transport.abort()


@contextmanager
def line_to(service: str, pace: Pace = AT_ONCE) -> Iterator[Line]:
    """A line of one person to the service at this address."""
    port = urlsplit(service).port
    assert port is not None
    line, started = Line(port, pace), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(line.run(started.set)))
    thread.start()
    started.wait(10)
    try:
        yield line
    finally:
        line.end()
        thread.join(10)
