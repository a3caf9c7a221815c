"""What a doorbell says: values only, and the topics that there are."""

from typing import Final

import msgspec


class Hint(msgspec.Struct, frozen=True, array_like=True):
    """``topic``: what it is about. ``kind``: ``entry``, ``state``, ``visitor``, ``counselor`` …

    ``seq``: number of the entry or version of the row. ``frame``: the encoded frame, if any.
    """

    topic: str
    kind: str = "state"
    seq: int = 0
    frame: bytes = b""


def of_conversation(conversation: int) -> str:
    """Topic of one conversation: its entries, its state, what its two sides do."""
    return f"conversation.{conversation}"


def conversation_of(topic: str) -> int:
    """Id of the conversation that such a topic is about."""
    return int(topic.removeprefix("conversation."))


def of_company(conversation: int) -> str:
    """Topic of those who share one conversation on our side: no visitor's socket listens to it."""
    return f"company.{conversation}"


def of_counselor(counselor: int) -> str:
    """Topic of one counselor: their duty and which talks are theirs."""
    return f"counselor.{counselor}"


def of_user(user: int) -> str:
    """Topic of one user of the staff: they sign out, or what they may do changes."""
    return f"user.{user}"


QUEUE: Final = "queue"
"""Topic of everything that changes who waits or who is free; also rings the dispatcher."""

LINE: Final = "line"
"""Topic of this process's own line to the others: it broke, or it is whole again."""
