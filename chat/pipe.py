"""A line to PostgreSQL on which the event loop itself asks: no thread takes part in a commit.

To hand a commit to a thread, and its result back, costs as much as all that the thread does.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import cache
from os import dup
from socket import SO_ERROR, SOL_SOCKET, socket
from typing import Any, Final

from django.db import connection
from psycopg import Connection, OperationalError
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from chat import blocking

Then = Callable[[PGresult | None], None]
NAME: Final = b"miti"


class Pipe:
    """One connection, used by one loop for one prepared statement; one question at a time.

    Whatever goes wrong is answered with None: nobody knows then whether the statement took place.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: Connection[Any] | None = None
        self._line: PGconn | None = None
        self._socket: socket | None = None
        self._full = False
        self._result: PGresult | None = None
        self._then: Then | None = None

    def ask(self, statement: str, values: Sequence[bytes], then: Then) -> None:
        """Run the statement (always the same) in a transaction of its own; ``then`` gets what it
        answers, once that is committed."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self.close()
            self._loop = loop
        if self._line is not None:
            self._send(values, then)
            return

        def connected(made: "Connection[Any] | Exception") -> None:
            if isinstance(made, Exception):
                then(None)
            else:
                self._open(made)
                self._send(values, then)

        blocking.in_line(lambda: prepared(statement), connected)

    def close(self) -> None:
        """End the line, and with it what is under way."""
        if self._socket is not None:
            if self._loop is not None and not self._loop.is_closed():
                self._loop.remove_reader(self._socket.fileno())
                self._loop.remove_writer(self._socket.fileno())
            self._socket.close()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._line = self._socket = None
        self._full = False
        self._answer(None)

    def _open(self, made: "Connection[Any]") -> None:
        assert self._loop is not None
        self._connection, self._line = made, made.pgconn
        self._line.nonblocking = 1
        # a name of our own for the line: libpq forgets, and closes, its name for one that is lost
        self._socket = socket(fileno=dup(self._line.socket))
        self._loop.add_reader(self._socket.fileno(), self._read)

    def _send(self, values: Sequence[bytes], then: Then) -> None:
        assert self._line is not None
        self._then = then
        try:
            self._line.send_query_prepared(NAME, values)
        except OperationalError:
            self.close()
        else:
            self._flush()

    def _flush(self) -> None:
        """Write what the line takes now, and the rest when it takes more."""
        assert self._line is not None
        assert self._loop is not None
        assert self._socket is not None
        try:
            full = self._line.flush()
        except OperationalError:
            self.close()
            return
        if full:
            self._loop.add_writer(self._socket.fileno(), self._flush)
        elif self._full:
            self._loop.remove_writer(self._socket.fileno())
        self._full = bool(full)

    def _read(self) -> None:
        """Take in what came. A line that was reset behind its last words is lost now: uvloop
        watches it no more, and says so to nobody (MagicStack/uvloop#552)."""
        assert self._line is not None
        assert self._socket is not None
        try:
            self._line.consume_input()
        except OperationalError:
            self.close()
            return
        if self._socket.getsockopt(SOL_SOCKET, SO_ERROR):
            self.close()
        else:
            self._take()

    def _take(self) -> None:
        """What was answered. A result may come before its commit fails: only the end counts."""
        while self._line is not None and self._then is not None and not self._line.is_busy():
            result = self._line.get_result()
            if result is not None:
                self._result = result
            elif self._line.status == ConnStatus.OK:
                last = self._result
                self._answer(last if last and last.status == ExecStatus.TUPLES_OK else None)
            else:
                self.close()

    def _answer(self, result: PGresult | None) -> None:
        then, self._then, self._result = self._then, None, None
        if then is not None:
            then(result)


def prepared(statement: str) -> "Connection[Any]":
    """A connection of its own, like Django's, that knows the statement."""
    made: Connection[Any] = connection.get_new_connection(connection.get_connection_params())
    # planned once, maybe while the tables are small: it must look up by index when they are large
    for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
        made.pgconn.exec_(f"SET enable_{way} = off".encode())
    prepared = made.pgconn.prepare(NAME, statement.encode())
    if prepared.status != ExecStatus.COMMAND_OK:
        made.close()
        raise OperationalError("the statement of the message path is refused")
    return made


@cache
def pipe() -> Pipe:
    """The line of this process."""
    return Pipe()
