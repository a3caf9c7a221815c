"""The shelf between the database and files, with problems in one line."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from counselors import links, shelving
from counselors.exchange import markdown, table
from counselors.files import ConfigError
from counselors.loading.shelf import check_entries
from counselors.models import LinkState, Resource
from miti.problems import Problem


def bring_in(place: Path) -> str:
    """Import a folder or a table; returns what changed, for people."""
    try:
        entries = table.read(place) if place.suffix == ".csv" else markdown.read(place)
        check_entries(place, entries)
    except ConfigError as error:
        raise Problem(str(error)) from error
    done = shelving.put(entries, None, timezone.now())
    return f"Resources: {len(done.created)} new, {len(done.changed)} changed."


def write_out(place: Path) -> str:
    """Export everything that is no demo (in a demo: everything) to a folder or a table."""
    rows = Resource.objects.all() if settings.DEMO else Resource.objects.filter(is_demo=False)
    entries = [shelving.entry_of(resource) for resource in rows]
    try:
        write = table.write if place.suffix == ".csv" else markdown.write
        count = write(place, entries)
    except OSError as error:
        raise Problem(f"cannot write {place} ({error.strerror})") from error
    return f"{len(entries)} resources in {count} language versions: {place}"


def check_links(ask: Callable[[str], LinkState] = links.probe) -> None:
    """Ask for every address once, say which are dead, and mark them."""
    found = []
    for address, state in links.check(timezone.now(), ask):
        found.append(state)
        if state is LinkState.DEAD:
            print(f"dead: {address}", flush=True)
    print(f"{len(found)} addresses asked, {found.count(LinkState.DEAD)} dead.")
