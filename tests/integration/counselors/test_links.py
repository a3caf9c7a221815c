"""`miti check-links` against a server of our own: what is dead is marked, slowly and once."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from counselors import links, shelving
from counselors.exchange.entries import ResourceEntry, VersionEntry
from counselors.models import LinkState, ResourceVersion
from miti import shelf as door
from tests.services.process import free_port

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
ANSWERS = {"/good": 200, "/gone": 410, "/missing": 404, "/closed": 403, "/broken": 503}


class Site(ThreadingHTTPServer):
    """Answers by path; keeps who asked how."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[tuple[str, str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Page(BaseHTTPRequestHandler):
    """One answer."""

    server: Site

    def do_HEAD(self) -> None:  # as the library calls it
        self._answer(405 if self.path == "/no-head" else ANSWERS.get(self.path, 404))

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/no-head" else ANSWERS.get(self.path, 404))

    def _answer(self, status: int) -> None:
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        moved = self.path == "/moved"
        self.send_response(301 if moved else status)
        if moved:
            self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def anywhere(host: str) -> bool:
    """Our own server may be asked here."""
    return True


ask = partial(links.probe, allowed=anywhere)


@dataclass
class Still:
    """A clock that moves only by waiting."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    def clock(self) -> links.Clock:
        return links.Clock(lambda: self.at, self.wait)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/good", LinkState.ALIVE),
        ("/moved", LinkState.ALIVE),
        ("/no-head", LinkState.ALIVE),
        ("/closed", LinkState.ALIVE),
        ("/gone", LinkState.DEAD),
        ("/missing", LinkState.DEAD),
        ("/broken", LinkState.UNKNOWN),
    ],
)
def test_an_address_is_dead_only_when_its_server_says_so(
    site: Site, path: str, state: LinkState
) -> None:
    assert ask(site.address + path) is state
    assert all(agent == links.NAME for _, _, agent in site.asked)
    assert len(site.asked) <= 2


def test_a_host_that_is_not_there_is_dead_and_other_schemes_are_never_asked() -> None:
    assert ask(f"http://127.0.0.1:{free_port()}/") is LinkState.DEAD
    assert ask("file:///etc/hostname") is LinkState.DEAD


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1",
             "169.254.169.254", "100.64.0.1"],
)  # fmt: skip
def test_no_address_of_our_own_machine_or_its_neighbours_is_asked(site: Site, host: str) -> None:
    assert links.probe(f"http://{host}:{site.server_port}/good") is LinkState.DEAD
    assert site.asked == []


def test_a_redirection_leads_to_no_neighbour_either(site: Site) -> None:
    asked = iter([True, False])
    assert links.probe(f"{site.address}/moved", allowed=lambda _: next(asked)) is LinkState.DEAD
    assert [path for _, path, _ in site.asked] == ["/moved"]


@pytest.mark.parametrize(
    "why", [socket.gaierror(socket.EAI_AGAIN, "later"), OSError(errno.ENETUNREACH, "no way")]
)
def test_a_network_of_ours_that_is_down_marks_nothing_dead(why: OSError) -> None:
    def down(host: str) -> bool:
        raise why

    assert links.probe("https://example.org/", allowed=down) is LinkState.UNKNOWN


def put(key: str, **by_language: str) -> None:
    versions = {code: VersionEntry("T", "x", link) for code, link in by_language.items()}
    shelving.create(ResourceEntry(key, versions))


def states() -> dict[str, str]:
    return dict(ResourceVersion.objects.values_list("link", "link_state"))


def test_every_address_is_asked_once_with_a_pause_for_its_host(reference: Path, site: Site) -> None:
    good, gone = f"{site.address}/good", f"{site.address}/gone"
    put("one", fr=good, nl=good)
    put("two", fr=gone, nl="")
    still = Still()
    assert dict(links.check(NOW, ask, still.clock())) == {
        good: LinkState.ALIVE,
        gone: LinkState.DEAD,
    }
    assert [path for _, path, _ in site.asked].count("/good") == 1
    assert still.waits == [0.0, links.PAUSE]
    assert states() == {good: "alive", gone: "dead", "": ""}


def test_no_answer_changes_no_mark(reference: Path, site: Site) -> None:
    put("one", fr=f"{site.address}/broken")
    ResourceVersion.objects.update(link_state="alive")
    assert [state for _, state in links.check(NOW, ask)] == [LinkState.UNKNOWN]
    assert ResourceVersion.objects.get().link_state == "alive"
    assert ResourceVersion.objects.get().link_checked_at == NOW


def test_a_run_is_bounded_and_the_next_one_begins_with_the_rest(reference: Path) -> None:
    for number in range(3):
        put(f"r{number}", fr=f"https://host{number}.be/")
    still = Still()

    def slow(address: str) -> LinkState:
        still.at += links.LONGEST * 0.6
        return LinkState.ALIVE

    first = [address for address, _ in links.check(NOW, slow, still.clock())]
    assert len(first) == 2
    second = [address for address, _ in links.check(NOW, slow, still.clock())]
    assert second[0] not in first


def test_the_command_says_what_it_found(
    reference: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    put("one", fr=f"{site.address}/missing")
    door.check_links(ask)
    assert capsys.readouterr().out.splitlines() == [
        f"dead: {site.address}/missing",
        "1 addresses asked, 1 dead.",
    ]
