"""Twisted's reactor on uvloop: must be imported before anything of daphne is.

daphne takes a reactor that is there already, if it is an asyncio one. uvloop halves what the loop
itself costs; entering a log context for every read costs as much as the read.
"""

from functools import partial
from socket import SO_ERROR, SOL_SOCKET
from typing import Any, Final

import uvloop
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.main import CONNECTION_LOST, installReactor
from twisted.internet.tcp import Server


class SwiftReactor(AsyncioSelectorReactor):
    """Reads accepted connections without a log context of their own; errors are logged as ever."""

    def addReader(self, reader: Any) -> None:  # noqa: N802 - Twisted's name
        """Watch for what can be read."""
        readers: dict[Any, int] = self._readers
        if not isinstance(reader, Server):
            super().addReader(reader)  # type: ignore[no-untyped-call]
        elif reader not in readers:
            readers[reader] = fd = reader.fileno()
            self._asyncioEventloop.add_reader(fd, partial(self._read, reader))

    def _read(self, reader: Server) -> None:
        """Read once; a line that was reset meanwhile is lost now.

        uvloop closes its watch of such a line and tells nobody but this once, when what came before
        the reset is read (MagicStack/uvloop#552, twisted/twisted#11904): nothing would be read from
        it again, and the first write would raise.
        """
        self._readOrWrite(reader, read=True)  # type: ignore[no-untyped-call]
        if reader.connected and reader.socket.getsockopt(SOL_SOCKET, SO_ERROR):
            self._disconnectSelectable(  # type: ignore[no-untyped-call]
                reader, CONNECTION_LOST, isRead=True
            )


reactor: Final = SwiftReactor(uvloop.new_event_loop())
installReactor(reactor)  # type: ignore[no-untyped-call]
