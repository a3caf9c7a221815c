"""The message path on SQLite: the whole file is locked while a transaction writes.

Statements go straight to the driver: what Django puts around each costs more than the statement.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from chat.actions.rows.values import COUNT, INSERT, KNOWN, LOOK, Key, Line, Log, Row, row_of

Value = int | str | bytes | None


class _Sqlite:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._line: sqlite3.Connection = connection.connection
        self._instant = connection.ops.adapt_datetimefield_value

    def run(self, statement: str, values: Sequence[Value] = ()) -> list[Any]:
        return self._line.execute(statement, values).fetchall()

    def look(
        self, conversations: Collection[int], keys: Collection[Key]
    ) -> tuple[dict[int, Row], list[int]]:
        ids = sorted(conversations)
        found = self.run(LOOK.format(among=f"IN ({_marks(ids)})"), ids)
        rows = {values[0]: row_of(values) for values in found}
        if not keys:
            return rows, []
        pairs = [each for conversation, key in keys for each in (conversation, key.hex)]
        known = self.run(KNOWN.format(pairs=_table(keys, "conversation_id, key")), pairs)
        return rows, [pk for (pk,) in known if pk]

    def write(self, lines: Collection[Line], rows: Collection[Row]) -> None:
        if lines:
            marks = _marks(lines, "(?, ?, ?, ?, ?, ?, ?, '', '{}')")
            values = [value for line in lines for value in self._values(line)]
            self.run(INSERT.format(lines=f"VALUES {marks}"), values)
        if rows:
            names = "id, last_seq, visitor_seen, counselor_seen"
            counts = [
                value
                for row in rows
                for value in (row.pk, row.last_seq, row.visitor_seen, row.counselor_seen)
            ]
            self.run(COUNT.format(counts=_table(rows, names)), counts)

    def _values(self, line: Line) -> tuple[Value, ...]:
        who = (line.author, line.counselor_id)
        return (
            line.conversation_id, line.seq, line.key.hex, *who, self._instant(line.at), line.sealed,
        )  # fmt: skip


def _marks(values: Collection[object], one: str = "?") -> str:
    return ", ".join([one] * len(values))


def _table(values: Collection[object], names: str) -> str:
    """As many rows as there are values, with named columns."""
    places = names.split(", ")
    columns = ", ".join(f"column{place} AS {name}" for place, name in enumerate(places, 1))
    return f"SELECT {columns} FROM (VALUES {_marks(values, f'({_marks(places)})')})"  # noqa: S608


@contextmanager
def opened(connection: BaseDatabaseWrapper) -> Iterator[Log]:
    """One transaction; part of the one that is open, if there is one."""
    connection.ensure_connection()
    log, own = _Sqlite(connection), not connection.in_atomic_block
    with connection.wrap_database_errors:
        if not own:
            yield log
            return
        log.run("BEGIN IMMEDIATE")
        try:
            yield log
            log.run("COMMIT")
        finally:
            if connection.connection.in_transaction:
                log.run("ROLLBACK")
