"""Twisted's reactor on uvloop: must be imported before anything of daphne is.

daphne takes a reactor that is there already, if it is an asyncio one. uvloop halves what the loop
itself costs; entering a log context for every read costs as much as the read.
"""

from functools import partial
from typing import Any, Final

import uvloop
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.main import installReactor
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
            read = partial(self._readOrWrite, reader, read=True)
            self._asyncioEventloop.add_reader(fd, read)


reactor: Final = SwiftReactor(uvloop.new_event_loop())
installReactor(reactor)  # type: ignore[no-untyped-call]
