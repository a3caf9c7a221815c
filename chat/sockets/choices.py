"""What a visitor chose: whether it exists, is open now, and whose code it is."""

from datetime import datetime

from chat import blocking, doors, protocol
from chat.actions import speaking
from chat.code_door import code_door
from chat.protocol import Refusal
from chat.sockets import returning
from chat.sockets.base import Socket
from counselors import selectors as reference


def check(command: protocol.Start | protocol.AskLater) -> None:
    """Raises :class:`Refusal` when something chosen does not exist."""
    if not reference.exists(command.city, command.subject, command.language):
        raise Refusal("not_found")


def check_door(command: protocol.Start) -> None:
    """Raises :class:`Refusal` when the chosen city is closed now."""
    door = doors.door_of(command.city, Socket.now())
    if door.state == "closed":
        raise Refusal("closed_now", opens=door.opens_at)


def use_language(conversation: int, code: str, now: datetime) -> None:
    """Change the language of the talk, if there is such a language."""
    if not reference.exists(None, None, code):
        raise Refusal("not_found")
    speaking.use(conversation, code, now)


async def whose(visitor_hash: str, code: str | None) -> returning.Talk | None:
    """The conversation of this key or, if one is given, of this return code."""
    if code is None:
        return await returning.known(visitor_hash)
    row = await blocking.run(code_door().find, code)
    return returning.Talk(row.pk, row.ref)
