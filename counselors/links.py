"""Whether the addresses of resources still lead anywhere: asked seldom, slowly, within bounds."""

import errno
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from ipaddress import ip_address
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, Request, build_opener

from counselors.models import LinkState, Resource, ResourceVersion

PATIENCE: Final = 10.0
"""Seconds to wait for one answer."""
PAUSE: Final = 1.0
"""Seconds between two questions to the same host."""
MOST: Final = 1_000
"""Addresses of one run; the longest unchecked come first, so the next run does the rest."""
LONGEST: Final = 900.0
"""Seconds of one run."""
GONE: Final = frozenset({404, 410})
NO_HEAD: Final = frozenset({400, 403, 404, 405, 501})
"""Some servers answer so to a question for the head alone: they are asked for the page once."""
NO_WAY_OUT: Final = frozenset(
    {socket.EAI_AGAIN, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH}
)
"""What goes wrong when our own network does: it says nothing of the address."""
NAME: Final = "Miti-check-links/1 (online advice of the Cités des métiers)"


@dataclass
class Clock:
    """How time passes here; a test brings its own."""

    seconds: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep


def is_public(host: str) -> bool:
    """Whether everybody can reach this host. Raises ``OSError`` when nobody knows it."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ip_address(place[0]).is_global for *_, place in found)


Allowed = Callable[[str], bool]


class _Outside(BaseHandler):
    """Asked before every request, of a redirection too.

    Editors write the addresses: our own machine and its neighbours are not to be asked for them.
    """

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    def _check(self, request: Request) -> Request:
        parts = urlsplit(request.full_url)
        if parts.scheme not in {"http", "https"} or not self._allowed(parts.hostname or ""):
            raise ValueError("no address of the web")
        return request

    http_request = https_request = ftp_request = file_request = data_request = _check


def probe(address: str, patience: float = PATIENCE, allowed: Allowed = is_public) -> LinkState:
    """Dead: the page or the host does not exist. Unknown: no answer that says so."""
    try:
        status = _status(address, "HEAD", patience, allowed)
        if status in NO_HEAD:
            status = _status(address, "GET", patience, allowed)
    except URLError as error:
        return _without_answer(error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return _without_answer(error)
    if status in GONE:
        return LinkState.DEAD
    return LinkState.UNKNOWN if status >= 500 else LinkState.ALIVE


def _without_answer(why: object) -> LinkState:
    ours = isinstance(why, OSError) and why.errno in NO_WAY_OUT
    return LinkState.UNKNOWN if ours or isinstance(why, TimeoutError) else LinkState.DEAD


def _status(address: str, method: str, patience: float, allowed: Allowed) -> int:
    """Redirections are followed; the page itself is not read."""
    request = Request(address, method=method, headers={"User-Agent": NAME})  # noqa: S310
    try:
        with build_opener(_Outside(allowed)).open(request, timeout=patience) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def check(
    now: datetime, ask: Callable[[str], LinkState] = probe, clock: Clock | None = None
) -> Iterator[tuple[str, LinkState]]:
    """Ask for each address once and mark its versions; yields what was found, as it is found.

    An address without an answer keeps the mark that it had.
    """
    clock = clock or Clock()
    began, asked = clock.seconds(), dict[str, float]()
    for address in _due():
        host = urlsplit(address).netloc
        clock.wait(max(0.0, asked.get(host, began - PAUSE) + PAUSE - clock.seconds()))
        if clock.seconds() - began > LONGEST:
            return
        state = ask(address)
        asked[host] = clock.seconds()
        _mark(address, state, now)
        yield address, state


def _due() -> list[str]:
    rows = ResourceVersion.objects.exclude(link="").order_by("link_checked_at", "link")
    # NULL comes first on SQLite and last on PostgreSQL: what was never checked comes first here
    links: Iterable[tuple[str, datetime | None]] = rows.values_list("link", "link_checked_at")
    never_first = sorted(links, key=lambda row: row[1] is not None)
    return list(dict.fromkeys(link for link, _ in never_first))[:MOST]


def _mark(address: str, state: LinkState, now: datetime) -> None:
    rows = ResourceVersion.objects.filter(link=address)
    if state is LinkState.UNKNOWN:
        rows.update(link_checked_at=now)
        return
    changed = rows.exclude(link_state=state).values_list("resource_id", flat=True)
    resources = list(changed)
    rows.update(link_state=state, link_checked_at=now)
    for resource in Resource.objects.filter(pk__in=resources):
        resource.save(update_fields=["changed_at"])  # the shelf in memory reads it anew
