"""``miti serve --workers N``: processes on one listening socket, kept and rolled by a roster."""

import asyncio
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence

from miti import tether
from miti.limits import BACKLOG
from miti.problems import Problem
from miti.roster import Act, Roster

log = logging.getLogger("miti.supervisor")


class Supervisor:
    """Obeys a roster. SIGTERM and SIGINT end everybody in good order; SIGHUP rolls."""

    def __init__(
        self, wanted: int, port: socket.socket, options: Sequence[str], ready: Callable[[], None]
    ) -> None:
        self._roster = Roster(wanted)
        self._port, self._options, self._ready = port, options, ready
        self._processes: dict[int, asyncio.subprocess.Process] = {}
        self._watching: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._hopeless = False

    async def run(self) -> None:
        """Until everybody has ended. Raises :class:`Problem` when not one worker ever served."""
        self._take_signals()
        while not self._roster.finished:
            self._news.clear()
            for act, number in self._roster.orders(time.monotonic()):
                await self._obey(act, number)
            await self._until_news()
        await asyncio.gather(*self._watching)
        if self._hopeless:
            raise Problem("the workers did not start; what they said stands above")

    def _take_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for end in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(end, self._told, self._roster.finish)
        loop.add_signal_handler(signal.SIGHUP, self._told, self._roster.roll)

    def _told(self, what: Callable[[], None]) -> None:
        what()
        self._news.set()

    async def _until_news(self) -> None:
        try:
            limit = self._roster.next_look(time.monotonic())
            await asyncio.wait_for(self._news.wait(), limit)
        except TimeoutError:
            return

    # --- processes -------------------------------------------------------------------------

    async def _obey(self, act: Act, number: int) -> None:
        if act is Act.START:
            try:
                await self._start(number)
            except OSError as error:  # no memory for one more: those that serve go on
                log.warning("worker %d could not be started (%s)", number, error.strerror)
                self._died(number, failed=True)
            return
        process = self._processes[number]
        if process.returncode is None:
            process.send_signal(signal.SIGTERM if act is Act.END else signal.SIGKILL)

    async def _start(self, number: int) -> None:
        ours, theirs = socket.socketpair()
        fds = (self._port.fileno(), theirs.fileno())
        words = ["serve", "--fd", str(fds[0]), "--tether", str(fds[1]), *self._options]
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "miti", *words,
                stdin=asyncio.subprocess.DEVNULL, pass_fds=fds,
                process_group=0,  # Ctrl-C is for us, who pass it on
            )  # fmt: skip
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._processes[number] = process
        task = asyncio.create_task(self._watch(number, process, ours))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def _watch(
        self, number: int, process: asyncio.subprocess.Process, line: socket.socket
    ) -> None:
        """Tell the roster when this worker serves, and when it is gone."""
        with line:
            line.settimeout(0)
            if await _says_it_serves(line):
                self._serves(number, process.pid)
            status = await process.wait()
        log.log(
            logging.INFO if status == 0 else logging.WARNING,
            "worker %d (process %d) has ended, status %d", number, process.pid, status,
        )  # fmt: skip
        del self._processes[number]
        self._died(number, failed=status != 0)

    def _died(self, number: int, *, failed: bool) -> None:
        self._told(lambda: self._roster.died(number, time.monotonic()))
        if failed and not (self._roster.ever_served or self._roster.finishing):
            self._hopeless = True  # it cannot start at all: say so instead of trying for ever
            self._roster.finish()

    def _serves(self, number: int, pid: int) -> None:
        log.info("worker %d (process %d) serves", number, pid)
        was_complete = self._roster.ever_complete
        self._told(lambda: self._roster.serves(number, time.monotonic()))
        if self._roster.ever_complete and not was_complete:
            self._ready()


async def _says_it_serves(line: socket.socket) -> bool:
    try:
        return await asyncio.get_running_loop().sock_recv(line, 1) == tether.SERVING
    except ConnectionError:
        return False


def supervise(
    wanted: int, host: str, port: int, options: Sequence[str], ready: Callable[[], None]
) -> None:
    """Serve with so many workers until SIGTERM or SIGINT; ``options`` go to each.

    ``ready`` is called once all serve for the first time.
    """
    with _listening(host, port) as shared:
        asyncio.run(Supervisor(wanted, shared, options, ready).run())


def _listening(host: str, port: int) -> socket.socket:
    """One socket for all; raises :class:`Problem` when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        shared = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise Problem(f"cannot listen on {host}:{port} ({error.strerror})") from error
    shared.settimeout(0)
    return shared
