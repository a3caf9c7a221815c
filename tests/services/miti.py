"""A demo of Miti as people start it: ``miti up --demo``, on a folder and a port of its own."""

from __future__ import annotations

import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from tests.services.prepared import prepare
from tests.services.process import NO_PAST, dies_with_us, free_port, running

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "miti-demo"  # of everybody in config/demo/demo.toml


@contextmanager
def miti(settings: Mapping[str, str] | None = None, *, demo: bool = True) -> Iterator[str]:
    """The address of a fresh service, like ``http://127.0.0.1:8123``; it ends with the block.

    One process on SQLite, whatever else the run of tests uses. ``settings``: ``MITI_*``
    variables, like ``{"MITI_PULSE_SECONDS": "1"}``.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="miti-up-") as folder:
        prepare(Path(folder), demo=demo)
        pairs = [f"{name}={value}" for name, value in {**NO_PAST, **(settings or {})}.items()]
        alone = ["env", "-u", "DATABASE_URL", "-u", "REDIS_URL", f"MITI_DATA_DIR={folder}", *pairs]
        words = [sys.executable, "-m", "miti", "up", "--port", str(port)]
        words += ["--demo"] if demo else []
        with running([*dies_with_us(), *alone, *words], ready="Ctrl-C stops it", cwd=str(ROOT)):
            yield f"http://127.0.0.1:{port}"


def sign_in(base: str, username: str) -> str:
    """The session cookie of one of the demo's people, got through the page."""
    jar = CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar)
    )
    page = f"{base}/desk/sign-in/"
    form = browser.open(page).read().decode()
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    fields = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.open(
        urllib.request.Request(
            page, urllib.parse.urlencode(fields).encode(), headers={"Referer": page}
        )
    )
    return next(cookie.value or "" for cookie in jar if cookie.name == "sessionid")
