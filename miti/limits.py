"""What every server of Miti keeps to, whichever it is."""

from typing import Final

MAX_FRAME: Final = 65_536
"""Bytes of one frame, above the wire's own limit, which is refused politely."""
MAX_BODY: Final = 10_000_000
"""Bytes of the body of one request: a visitor's file, which is looked at more closely, and room."""
PING: Final = 20
"""Seconds between two pings of the server, which browsers answer by themselves."""
PONG: Final = 30
"""Seconds that the answer may take before the connection is dropped."""
LINGER: Final = 0.3
"""Seconds after SIGTERM in which requests on accepted connections are still taken."""
FAREWELL: Final = 8
"""Seconds that sockets and requests get to end after that."""
BACKLOG: Final = 1024
"""Connections that wait in a listening socket while a process is busy; what is above knocks again
after a second."""
