"""The wire: every frame that may cross a socket, as one closed set of values.

A frame is one JSON object with a ``type``. Clients send *commands*, the server sends *events*;
each of the three sockets (visitor, desk, board) has its own closed union of both. ``parse`` turns
text into a command or raises :class:`Refusal`; ``dump`` turns an event into text. All instants
are seconds since 1970 (UTC), all durations are seconds. ``chat.protocol_document`` makes the
AsyncAPI document from these classes, so docstrings here are what writers of clients read.

Compatibility: a new optional field keeps ``VERSION``; anything else raises it, and a client that
greets with another version is refused with ``version`` and reloads its page.
"""

from chat.protocol.basis import *  # noqa: F403
from chat.protocol.board import *  # noqa: F403
from chat.protocol.coding import *  # noqa: F403
from chat.protocol.desk_commands import *  # noqa: F403
from chat.protocol.desk_events import *  # noqa: F403
from chat.protocol.desk_files import *  # noqa: F403
from chat.protocol.desk_together import *  # noqa: F403
from chat.protocol.desk_values import *  # noqa: F403
from chat.protocol.parting import *  # noqa: F403
from chat.protocol.shared import *  # noqa: F403
from chat.protocol.visitor import *  # noqa: F403
