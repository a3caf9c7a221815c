"""The shelf between the database and files, with problems in one line."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from counselors import audit, links, shelving
from counselors.exchange import markdown, table
from counselors.files import ConfigError
from counselors.loading.shelf import check_entries, offered
from counselors.models import Act, LinkState, Resource
from miti.problems import Problem


def bring_in(place: Path) -> str:
    """Import a folder or a table; returns what changed, for people."""
    try:
        found = table.read(place) if place.suffix == ".csv" else markdown.read(place)
        entries = offered(found)
        check_entries(place, entries)
    except ConfigError as error:
        raise Problem(str(error)) from error
    now = timezone.now()
    with transaction.atomic():
        done = shelving.put(entries, None, now)
        what = f"{len(done.created)} new, {len(done.changed)} changed"
        if done.created or done.changed:
            audit.record(audit.OPERATOR, Act.CHANGED_RESOURCE, "resources", now, detail=what)
    return f"Resources: {what}."


def write_out(place: Path) -> str:
    """Export everything that is no demo (in a demo: everything) to a folder or a table."""
    rows = Resource.objects.all() if settings.DEMO else Resource.objects.filter(is_demo=False)
    entries = [shelving.entry_of(resource) for resource in rows]
    try:
        write = table.write if place.suffix == ".csv" else markdown.write
        count = write(place, entries)
    except OSError as error:
        raise Problem(f"cannot write {place} ({error.strerror})") from error
    what = f"{len(entries)} as {'csv' if place.suffix == '.csv' else 'markdown'}"
    audit.record(audit.OPERATOR, Act.EXPORTED, "resources", timezone.now(), detail=what)
    return f"{len(entries)} resources in {count} language versions: {place}"


def check_links(ask: Callable[[str], LinkState] = links.probe) -> None:
    """Ask for every address once, say which are dead, and mark them."""
    found = []
    for address, state in links.check(timezone.now(), ask):
        found.append(state)
        if state is LinkState.DEAD:
            print(f"dead: {address}", flush=True)
    print(f"{len(found)} addresses asked, {found.count(LinkState.DEAD)} dead.")
