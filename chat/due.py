"""Many questions about the clock, asked in one, and put together once: the sweep asks every second.

Django takes longer to write such a statement than any database takes to answer it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField, Expression, QuerySet, Value

Rows = QuerySet[Any, Any]
"""Ids: the values of one column."""


class Ago(Expression):
    """An instant that is known when the question is asked: a ``setting`` of ``unit`` before."""

    def __init__(self, setting: str = "", unit: timedelta = timedelta(seconds=1)) -> None:
        """Without a setting: one unit before."""
        super().__init__(output_field=DateTimeField())
        self._setting, self._unit = setting, unit

    def as_sql(self, *args: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:
        """A placeholder, and this in the place of its value."""
        return "%s", (self,)

    def at(self, now: datetime) -> datetime:
        """The instant."""
        many: float = settings.MITI[self._setting] if self._setting else 1
        return now - many * self._unit


NOW = Ago(unit=timedelta(0))


class Due:
    """The ids that each of several questions finds, in one trip to the database."""

    def __init__(self, questions: Sequence[Rows]) -> None:
        self._questions = questions

    def found(self, now: datetime) -> list[list[int]]:
        """By question, what it finds at ``now``: each id once, in order."""
        sql, params = self._statement
        found: list[set[int]] = [set() for _ in self._questions]
        with connection.cursor() as cursor:
            cursor.execute(sql, [_bound(each, now) for each in params])
            for who, question in cursor.fetchall():
                found[question].add(who)
        return [sorted(each) for each in found]

    @cached_property
    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        first, *others = (
            rows.order_by().annotate(question=Value(number))
            for number, rows in enumerate(self._questions)
        )
        sql, params = first.union(*others, all=True).query.sql_with_params()
        return sql, params


def _bound(value: Any, now: datetime) -> Any:
    if not isinstance(value, Ago):
        return value
    return connection.ops.adapt_datetimefield_value(value.at(now))
