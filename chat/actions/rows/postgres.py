"""The message path on PostgreSQL: prepared statements, and two trips to the server in all.

A pipeline sends what needs no answer together: first "begin, lock, look", then "insert, count,
commit". Values go in as arrays, or as one JSON text, so that a statement is the same for one row
and for many, and is parsed and planned once for each connection.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Connection, Cursor
from psycopg.pq import TransactionStatus

from chat.actions.rows.values import COUNT, INSERT, KNOWN, LOOK, Key, Line, Log, Row, row_of

_LOOK = LOOK.format(among="= ANY (%s::bigint[])") + " FOR UPDATE"
KNOWN_ON_POSTGRES = KNOWN.format(
    pairs="SELECT * FROM unnest(%s::bigint[], %s::uuid[]) AS pair (conversation_id, key)"
)
_INSERT = INSERT.format(
    lines="SELECT (line->>0)::bigint, (line->>1)::int, (line->>2)::uuid, line->>3,"
    " (line->>4)::bigint, (line->>5)::timestamptz, decode(line->>6, 'base64'), '', '{}'"
    " FROM json_array_elements(%s::json) AS line"
)
_COUNT = COUNT.format(
    counts="SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[])"
    " AS count (id, last_seq, visitor_seen, counselor_seen)"
)


def array(values: Iterable[int | str]) -> str:
    """Numbers, or words of letters and digits, as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, values))}}}"


class _Postgres:
    def __init__(self, line: "Connection[Any]") -> None:
        self._line = line

    def run(self, statement: str, *values: object) -> "Cursor[Any]":
        """Django's own cursors put values into the statement: no plan could be kept."""
        return Cursor(self._line).execute(statement, values, prepare=True)

    def look(
        self, conversations: Collection[int], keys: Collection[Key]
    ) -> tuple[dict[int, Row], list[int]]:
        found = self.run(_LOOK, array(sorted(conversations)))
        known = self.run(KNOWN_ON_POSTGRES, *pairs_of(keys)) if keys else None
        rows = {values[0]: row_of(values) for values in found.fetchall()}
        return rows, [pk for (pk,) in known.fetchall() if pk] if known else []

    def write(self, lines: Collection[Line], rows: Collection[Row]) -> None:
        if lines:
            self.run(_INSERT, msgspec.json.encode(list(lines)).decode())
        if rows:
            counts = ((row.pk, row.last_seq, row.visitor_seen, row.counselor_seen) for row in rows)
            self.run(_COUNT, *map(array, zip(*counts, strict=True)))


def pairs_of(keys: Collection[Key]) -> tuple[str, str]:
    """The values of :data:`KNOWN_ON_POSTGRES`."""
    return array(conversation for conversation, _ in keys), array(key.hex for _, key in keys)


@contextmanager
def opened(connection: BaseDatabaseWrapper) -> Iterator[Log]:
    """One transaction; part of the one that is open, if there is one."""
    connection.ensure_connection()
    line: Connection[Any] = connection.connection
    log, own = _Postgres(line), not connection.in_atomic_block
    with connection.wrap_database_errors:
        try:
            with line.pipeline():
                if own:
                    log.run("BEGIN")
                yield log
                if own:
                    log.run("COMMIT")
        finally:
            if own and line.info.transaction_status != TransactionStatus.IDLE:
                line.rollback()
