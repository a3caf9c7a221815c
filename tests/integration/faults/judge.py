"""What became of the talks: the database is asked, and nobody's screen is believed without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tests.integration.faults.houses import ALL_WELL, House
from tests.integration.faults.side import Side

Entry = tuple[int, str, str]
"""Number, key and author."""


def judge(house: House, pairs: Sequence[tuple[Side, Side]]) -> int:
    """Nothing lost, nothing doubled, in order, somebody's; how many lines were written."""
    logs = _logs(house)
    for visitor, counselor in pairs:
        log = logs[visitor.ref]
        assert [seq for seq, _, _ in log] == list(range(1, len(log) + 1))
        assert _by(log, "visitor") == visitor.written
        assert _by(log, "counselor") == counselor.written
        shown = [(seq, key) for seq, key, _ in log]
        assert visitor.log == shown
        assert counselor.log == shown
    _everybody_is_somewhere(house)
    said = house.doctor()
    assert ALL_WELL.fullmatch(said.splitlines()[0]), said
    return sum(len(side.written) for pair in pairs for side in pair)


def _logs(house: House) -> dict[str, list[Entry]]:
    logs = defaultdict(list)
    for ref, seq, key, author in house.rows(
        "SELECT talk.ref, entry.seq, entry.key, entry.author FROM chat_logentry AS entry"
        " JOIN chat_conversation AS talk ON talk.id = entry.conversation_id ORDER BY entry.seq"
    ):
        logs[ref].append((seq, str(UUID(str(key))), author))
    return logs


def _by(log: Sequence[Entry], author: str) -> list[str]:
    return [key for _, key, by in log if by == author]


def _everybody_is_somewhere(house: House) -> None:
    """A talk under way has an owner who is on duty, or a place in the queue."""
    lost = house.rows(
        "SELECT talk.ref, talk.state FROM chat_conversation AS talk"
        " LEFT JOIN counselors_duty AS duty ON duty.counselor_id = talk.counselor_id"
        " WHERE talk.state IN ('open', 'offered', 'on_hold') AND duty.state IS DISTINCT FROM 'on'"
        " OR talk.state = 'waiting' AND talk.queued_at IS NULL"
    )
    assert lost == []
