"""The writers of resources: whoever puts one on the shelf, or changes it, goes through here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from counselors.exchange.entries import ResourceEntry, VersionEntry
from counselors.models import City, Resource, ResourceChange, ResourceVersion, Subject

Values = dict[str, Any]
PLAIN = ("kind", "valid_from", "valid_until", "last_checked", "review_days")


@dataclass
class Put:
    """What an import has done, by key."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def create(entry: ResourceEntry, *, is_demo: bool = False) -> Resource:
    """A resource with its versions; what it refers to exists."""
    resource = Resource.objects.create(key=entry.key, is_demo=is_demo)
    _bring_in_line(resource, entry)
    return resource


def put(entries: Iterable[ResourceEntry], who: User | None, now: datetime) -> Put:
    """Add what is new and bring what exists in line; every change is kept with its author.

    A language that exists and is in no entry stays.
    """
    done = Put()
    with transaction.atomic():
        for entry in entries:
            resource = Resource.objects.filter(key=entry.key).first()
            before = values_of(resource) if resource else {}
            if resource is None:
                resource = create(entry)
            else:
                _bring_in_line(resource, entry)
            if remember(resource, before, who, now):
                (done.changed if before else done.created).append(entry.key)
    return done


def remember(resource: Resource, before: Values, who: User | None, now: datetime) -> bool:
    """Keep what changed since ``before`` (of :func:`values_of`); False: nothing did."""
    after = values_of(resource)
    what = {
        name: [before.get(name, ""), after.get(name, "")]
        for name in sorted({*before, *after})
        if before.get(name, "") != after.get(name, "")
    }
    if what:
        ResourceChange.objects.create(
            resource=resource, key=resource.key, at=now, who=who, what=what
        )
    return bool(what)


def remember_removal(resource: Resource, who: User | None, now: datetime) -> None:
    """Keep what a resource said that is about to be deleted."""
    what = {name: [value, ""] for name, value in values_of(resource).items()}
    ResourceChange.objects.create(resource=None, key=resource.key, at=now, who=who, what=what)


def values_of(resource: Resource) -> dict[str, str]:
    """Everything that people write into a resource, by field, as text."""
    entry = entry_of(resource)
    own = {name: _text(getattr(entry, name)) for name in (*PLAIN, "subjects", "cities", "owner")}
    for language, version in entry.versions.items():
        for name in ("title", "body", "link", "words"):
            own[f"{language}.{name}"] = str(getattr(version, name))
    return {name: text for name, text in own.items() if text}


def entry_of(resource: Resource) -> ResourceEntry:
    """The resource as it stands in files."""
    rows = resource.versions.select_related("language").order_by("language__order", "pk")
    versions = {
        row.language_id: VersionEntry(row.title, row.body, row.link, row.words) for row in rows
    }
    return ResourceEntry(
        key=resource.key, versions=versions, kind=resource.kind,  # type: ignore[arg-type]
        subjects=tuple(sorted(resource.subjects.values_list("pk", flat=True))),
        cities=tuple(sorted(resource.cities.values_list("pk", flat=True))),
        owner=resource.owner.get_username() if resource.owner else "",
        valid_from=resource.valid_from, valid_until=resource.valid_until,
        last_checked=resource.last_checked, review_days=resource.review_days,
    )  # fmt: skip


def count_use(key: str) -> None:
    """Somebody was given this resource; nobody learns who, or in which talk."""
    Resource.objects.filter(key=key).update(used=F("used") + 1)


def count_useful(key: str) -> None:
    """A visitor said that it helped."""
    Resource.objects.filter(key=key).update(useful=F("useful") + 1)


def mark_checked(resources: Iterable[Resource], day: date, who: User, now: datetime) -> None:
    """A human has read these resources and they are true."""
    for resource in resources:
        before = values_of(resource)
        resource.last_checked = day
        resource.save(update_fields=["last_checked", "changed_at"])
        remember(resource, before, who, now)


def _bring_in_line(resource: Resource, entry: ResourceEntry) -> None:
    for name in PLAIN:
        setattr(resource, name, getattr(entry, name))
    if entry.owner:
        resource.owner = User.objects.filter(username=entry.owner).first()
    resource.save()
    resource.subjects.set(Subject.objects.filter(pk__in=entry.subjects))
    resource.cities.set(City.objects.filter(pk__in=entry.cities))
    for language, version in entry.versions.items():
        words: Mapping[str, str] = {
            "title": version.title, "body": version.body, "link": version.link,
            "words": version.words,
        }  # fmt: skip
        ResourceVersion.objects.update_or_create(
            resource=resource, language_id=language, defaults=words
        )


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
