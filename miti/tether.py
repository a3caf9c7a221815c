"""The line between a worker and its supervisor: “I serve” one way, “I am gone” the other.

A pair of sockets, one end each. The worker writes one byte once it serves. When the other end
closes, however the supervisor died, the worker ends in good order, so that no worker stays behind
on the port.
"""

import asyncio
import contextlib
import os
import signal
import socket
from typing import Final

SERVING: Final = b"s"


def hold(fd: int) -> None:
    """In the worker, with its event loop set: say that we serve, and watch the supervisor."""
    line = socket.socket(fileno=fd)
    line.settimeout(0)
    with contextlib.suppress(OSError):  # it died while we started, which the watch notices too
        line.send(SERVING)
    loop = asyncio.get_event_loop()
    loop.add_reader(line, _let_go, loop, line)


def _let_go(loop: asyncio.AbstractEventLoop, line: socket.socket) -> None:
    """Nothing is ever sent to a worker: what can be read is the end of the line."""
    loop.remove_reader(line)
    line.close()
    os.kill(os.getpid(), signal.SIGTERM)
