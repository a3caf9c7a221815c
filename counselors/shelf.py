"""The shelf as every process keeps it in memory: the index of search, and what is handed out.

The database stays the truth: a change of any resource is noticed within seconds, because its
newest change is asked for before a search, at most every :data:`LOOK_EVERY` seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max, Q

from counselors import sanitize
from counselors.models import Resource
from counselors.search import Doc, Index, Text, index_of

LOOK_EVERY: Final = 2.0


@dataclass(frozen=True, slots=True)
class Version:
    """A resource in one language, in plain text; ``link`` empty: none, or a dead one."""

    title: str
    body: str
    link: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The index, and by key the versions by language, first languages first, and the kind."""

    index: Index
    versions: dict[str, dict[str, Version]]
    kinds: dict[str, str]

    def version(self, key: str, languages: Sequence[str]) -> tuple[str, Version] | None:
        """The first of the languages that the resource has, else its own first one."""
        there = self.versions.get(key)
        if not there:
            return None
        code = next((code for code in languages if code in there), next(iter(there)))
        return code, there[code]


Stamp = tuple[Any, ...]


class _Kept:
    """One shelf for all threads of a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shelf = Shelf(index_of(()), {}, {})
        self._stamp: Stamp | None = None
        self._looked = 0.0

    def at(self, now: datetime) -> Shelf:
        # while one thread stocks a new shelf, the others go on with the one that is there
        if self._lock.acquire(blocking=self._stamp is None):
            try:
                self._look(now)
            finally:
                self._lock.release()
        return self._shelf

    def _look(self, now: datetime) -> None:
        if 0 <= now.timestamp() - self._looked < LOOK_EVERY:
            return
        stamp, self._looked = _stamp(now.date()), now.timestamp()
        if stamp != self._stamp:
            self._shelf, self._stamp = _stocked(now.date()), stamp

    def forget(self) -> None:
        with self._lock:
            self._stamp, self._looked = None, 0.0


_kept = _Kept()


def shelf(now: datetime) -> Shelf:
    """Everything that is valid today."""
    return _kept.at(now)


def forget() -> None:
    """Read everything anew at the next question: for tests, which exchange the database."""
    _kept.forget()


def _rows(today: date) -> Any:
    rows = Resource.objects.exclude(Q(valid_from__gt=today) | Q(valid_until__lt=today))
    return rows if settings.DEMO else rows.filter(is_demo=False)


def _stamp(today: date) -> Stamp:
    seen = Resource.objects.aggregate(Max("changed_at"), Count("pk"))
    return (today, settings.DEMO, *seen.values())


def _stocked(today: date) -> Shelf:
    docs, versions, kinds = [], {}, {}
    related = ("subjects", "cities", "versions__language")
    for resource in _rows(today).prefetch_related(*related):
        rows = sorted(resource.versions.all(), key=lambda row: (row.language.order, row.pk))
        if not rows:
            continue
        versions[resource.key] = {
            row.language_id: Version(
                row.title, sanitize.plain(row.body), "" if row.link_state == "dead" else row.link
            )
            for row in rows
        }
        kinds[resource.key] = resource.kind
        docs.append(
            Doc(
                key=resource.key,
                texts={
                    row.language_id: Text(
                        row.title, versions[resource.key][row.language_id].body, row.words
                    )
                    for row in rows
                },
                subjects=frozenset(each.pk for each in resource.subjects.all()),
                cities=frozenset(each.pk for each in resource.cities.all()),
                worth=resource.used + 3 * resource.useful,
            )
        )
    return Shelf(index_of(docs), versions, kinds)
