"""Visitors who come back: often many at once, after a line or a process broke. What each asks of
the database is asked together with what the others ask."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final, NamedTuple

from django.utils import timezone

from chat import blocking, logbook, selectors
from chat.actions import presence
from chat.protocol import Status
from chat.sockets.gathered import Gathered

FEW: Final = 50
"""Whoever misses more lines than this reads them alone."""


class Talk(NamedTuple):
    """Id and name on the wire."""

    pk: int
    ref: str


class Resumed(NamedTuple):
    """A talk as it is, and the entries after those that were seen, if they are few."""

    status: Status
    entries: list[tuple[int, bytes]]


Asked = tuple[int, int, bool]
"""A conversation, the last number that was seen of it, and whether its visitor has come."""


@cache
def _known() -> Gathered[str, tuple[int, str]]:
    return Gathered(lambda hashes: blocking.run(selectors.known, hashes))


async def known(visitor_hash: str) -> Talk | None:
    """The conversation behind a visitor's key, if there is one."""
    found = await _known().get(visitor_hash)
    return Talk(*found) if found is not None else None


@cache
def _resumed() -> Gathered[Asked, Resumed]:
    return Gathered(lambda asked: blocking.run(_resume, asked))


async def resume(conversation: int, seen: int, *, came: bool) -> Resumed | None:
    """Who has come has their lease renewed; then everything is read. None: it was erased."""
    return await _resumed().get((conversation, seen, came))


def _resume(asked: Collection[Asked]) -> Mapping[Asked, Resumed]:
    conversations = {each for each, _, _ in asked}
    presence.visitors_are_here({each for each, _, came in asked if came}, timezone.now())
    statuses = selectors.visitor_statuses(conversations)
    missing = _missing(asked, statuses)
    entries = logbook.entries_of_each(missing, FEW * len(missing)) if missing else {}
    return {
        asking: Resumed(statuses[each], [e for e in entries.get(each, ()) if e[0] > seen])
        for asking in asked
        for each, seen, _ in (asking,)
        if each in statuses
    }


def _missing(asked: Collection[Asked], statuses: Mapping[int, Status]) -> dict[int, int]:
    """By conversation, after which number entries are to be read; two tabs may differ."""
    found: dict[int, int] = {}
    for each, seen, _ in asked:
        if each in statuses and 0 < statuses[each].last_seq - seen <= FEW:
            found[each] = min(seen, found.get(each, seen))
    return found
