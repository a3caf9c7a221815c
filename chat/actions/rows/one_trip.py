"""The message path on PostgreSQL in one trip: a statement that locks, checks, numbers and stores.

It grants each wish whole or not at all, and answers with the rows of those that it granted, as
they were before. What it grants is what :mod:`chat.actions.log` would store in two trips.
"""

from collections.abc import Iterable
from functools import partial
from typing import Final

import msgspec
from psycopg.pq.abc import PGresult

from chat.actions.rows.values import Row, Wish, row_of

# A line is sealed for its number before that number is sure: who guessed wrong, because the log has
# grown meanwhile, is granted nothing. Every look-up goes by an index (chat.pipe says so to the
# planner); one for each key, whatever the logs hold. Rows are locked in the order of their ids, and
# read anew if they changed meanwhile. A key that another process stores at this moment breaks its
# uniqueness, and with it all of this. The values are jsonb: as json, each that is taken out of a
# wish would cost reading all of it anew.
STATEMENT: Final = """
WITH wish AS (
  SELECT old.id, old.ref, old.state, old.counselor_id, old.last_seq, old.visitor_seen,
    old.counselor_seen, (one->>3)::int AS visitor_saw, (one->>4)::int AS counselor_saw,
    one->5 AS said, old.last_seq + jsonb_array_length(one->5) AS last
  FROM jsonb_array_elements($1::jsonb) AS one
  JOIN chat_conversation AS old ON old.id = (one->>0)::bigint
  WHERE old.state = ANY ((one->>1)::text[])
    AND (one->>2 IS NULL OR old.counselor_id = (one->>2)::bigint)
    AND (one->>6 IS NULL OR old.last_seq = (one->>6)::int)
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(one->5) AS line WHERE
      (SELECT entry.id FROM chat_logentry AS entry
        WHERE entry.conversation_id = old.id AND entry.key = (line->>2)::uuid) IS NOT NULL)
  ORDER BY old.id FOR UPDATE OF old
), counted AS (
  UPDATE chat_conversation AS new SET last_seq = last,
    visitor_seen = GREATEST(wish.visitor_seen, LEAST(visitor_saw, last)),
    counselor_seen = GREATEST(wish.counselor_seen, LEAST(counselor_saw, last))
  FROM wish WHERE new.id = wish.id
), stored AS (
  INSERT INTO chat_logentry
    (conversation_id, seq, key, author, counselor_id, at, sealed, code, params)
  SELECT wish.id, wish.last_seq + (line->>1)::int, (line->>2)::uuid, line->>3,
    (line->>4)::bigint, (line->>5)::timestamptz, decode(line->>6, 'base64'), '', '{}'
  FROM wish CROSS JOIN jsonb_array_elements(said) AS line
)
SELECT id, ref, state, counselor_id, last_seq, visitor_seen, counselor_seen FROM wish
"""


def values_of(wishes: Iterable[Wish]) -> list[bytes]:
    """The values of :data:`STATEMENT`."""
    return [
        msgspec.json.encode(
            [
                (
                    wish.pk, f"{{{','.join(wish.states)}}}", wish.counselor, wish.visitor_seen,
                    wish.counselor_seen, wish.lines, wish.after,
                )
                for wish in wishes
            ]
        )
    ]  # fmt: skip


def rows_of(result: PGresult) -> dict[int, Row]:
    """By id, the rows of the wishes that were granted, as they were before."""
    return {row.pk: row for row in map(partial(_row, result), range(result.ntuples))}


def _row(result: PGresult, place: int) -> Row:
    pk, ref, state, counselor, *counts = (
        result.get_value(place, column) or b"" for column in range(result.nfields)
    )
    last, visitor, seen = map(int, counts)
    who = int(counselor) if counselor else None
    return row_of((int(pk), ref.decode(), state.decode(), who, last, visitor, seen))
