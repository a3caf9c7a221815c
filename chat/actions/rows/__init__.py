"""The statements of the message path, by hand, in the tongue of each database.

Only ``chat.actions`` uses them. The ORM takes ten times longer to put each of them together
than the database takes to run it. Table and column names are those of ``chat.models``.
"""

from contextlib import AbstractContextManager

from django.db import connection

from chat.actions.rows import postgres, sqlite
from chat.actions.rows.values import Key, Line, Log, Row, Wish

__all__ = ["Key", "Line", "Log", "Row", "Wish", "opened"]


def opened() -> AbstractContextManager[Log]:
    """The log, in one transaction that is committed at the end, or rolled back by an exception."""
    here = {"postgresql": postgres.opened, "sqlite": sqlite.opened}[connection.vendor]
    return here(connection)
