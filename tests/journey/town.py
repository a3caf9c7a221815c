"""A service of our own for the journeys, started as people start it, with people of our own.

Alice (demo city) and Bram (Namur) answer, Chloé watches the board, Ida keeps the reference data;
visitors have no name.
"""

from __future__ import annotations

import email
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from email import policy
from pathlib import Path
from signal import SIGKILL
from urllib.request import urlopen

import msgspec
from playwright.sync_api import StorageState

from tests.services.miti import ROOT
from tests.services.prepared import prepare
from tests.services.process import dies_with_us, free_port, running
from tests.services.waiting import until

PEOPLE = """
password = "miti-demo"

[city]
key = "demo"
origins = ["http://localhost:{port}"]

[city.names]
fr = "Ville ouverte"
nl = "Open stad"
en = "Open city"
de = "Offene Stadt"
uk = "Відкрите місто"
ar = "مدينة مفتوحة"

[[counselor]]
username = "demo-alice"
alias = "Alice"
city = "demo"
subjects = ["choosing", "learning", "working"]
languages = { fr = 1.0, nl = 1.0, en = 1.0, de = 1.0, uk = 1.0, ar = 1.0 }

[[counselor]]
username = "demo-bram"
alias = "Bram"
city = "namur"
subjects = ["choosing", "learning", "working"]
languages = { nl = 1.0, fr = 1.0, en = 1.0 }

[[staff]]
username = "demo-chloe"
alias = "Chloé"
roles = ["coordinator:namur"]

[[staff]]
username = "demo-ida"
alias = "Ida"
roles = ["administrator"]
"""

OF_A_DAY = (
    "chat_whisper", "chat_companion", "chat_logentry", "chat_move", "chat_pass", "chat_toldwait",
    "chat_answernotice", "chat_exitanswers", "chat_leftquestion", "chat_sentfile",
    "chat_wrappedkey", "chat_conversation", "chat_knock", "chat_guard", "counselors_duty",
)  # fmt: skip
"""The tables of talks and duties, each before those that it refers to."""
SEEN = 20
"""Seconds within which the service has noticed what an operator changed."""


class Town:
    """One running service: its address, and what only its operator could do to it."""

    def __init__(self, folder: Path, words: tuple[str, ...], settings: dict[str, str]) -> None:
        self._folder = folder
        self._words = words
        self._settings = {"demo_months": "0", **settings}
        self.port = free_port()
        self._process = ExitStack()
        self._pid = 0
        self.address = f"http://127.0.0.1:{self.port}"
        self.signed_in: dict[str, StorageState] = {}

    def start(self) -> None:
        """Serve, on the data of the last time if there was one."""
        command = [*dies_with_us(), *self._miti("up", "--port", str(self.port), *self._words)]
        service = running(command, ready="Ctrl-C stops it", cwd=str(ROOT))
        self._pid = self._process.enter_context(service)

    def _miti(self, *words: str) -> list[str]:
        """A command of this service's own operator."""
        folders = {"data_dir": self._folder / "data", "config_dir": self._folder / "config"}
        pairs = [f"MITI_{k.upper()}={v}" for k, v in {**folders, **self._settings}.items()]
        alone = ["env", "-u", "DATABASE_URL", "-u", "REDIS_URL", *pairs]
        return [*alone, sys.executable, "-m", "miti", *words]

    def brings_in_the_first_shelf(self) -> None:
        """What an operator does before the first morning; the service sees it in a moment."""
        command = self._miti("import-resources", str(self._folder / "config" / "resources"))
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        until(self._has_texts, SEEN)

    def _has_texts(self) -> bool:
        with urlopen(f"{self.address}/fr/ready.json?language=fr") as answer:
            return bool(msgspec.json.decode(answer.read())["resources"])

    def runs(self, *words: str, typed: str) -> None:
        """Another command of Miti beside it, with this line typed in."""
        command = self._miti(*words)
        subprocess.run(command, input=f"{typed}\n", text=True, check=True, cwd=ROOT)

    def mail(self) -> str:
        """The last mail that it wrote."""
        files = sorted((self._folder / "data" / "mail").iterdir(), key=lambda f: f.stat().st_mtime)
        message = email.message_from_bytes(files[-1].read_bytes(), policy=policy.default)
        return str(message.get_content())

    def kill(self) -> None:
        """End it as a power cut does: no goodbye, no last write."""
        os.kill(self._pid, SIGKILL)
        self.stop()

    def stop(self) -> None:
        """End it in good order, if it runs."""
        self._process.close()

    def hurry(self) -> None:
        """Every planned end of a duty is now."""
        with closing(self._database()) as database, database:
            database.execute("UPDATE counselors_duty SET ends_at = datetime('now')")

    def lets_others_come_first(self, seconds: int) -> None:
        """While the guard is on: whoever comes next waits for longer than this."""
        with closing(self._database()) as database, database:
            database.execute(
                "INSERT INTO chat_knock (nonce, entry, turn, used, until) VALUES"
                " ('x', '', datetime('now', ?), 1, datetime('now', '+1 hour'))",
                (f"+{seconds} seconds",),
            )

    def let_an_hour_pass_on_hold(self) -> None:
        """For what was written and put on hold so far, everything is an hour ago."""
        with closing(self._database()) as database, database:
            database.execute("UPDATE chat_logentry SET at = datetime(at, '-1 hour')")
            database.execute(
                "UPDATE chat_conversation SET since = datetime(since, '-1 hour')"
                " WHERE state = 'on_hold'"
            )

    def everything_stored(self) -> str:
        """All that the database holds, as text."""
        with closing(self._database()) as database:
            return "\n".join(database.iterdump())

    def clear(self) -> None:
        """A new morning: nobody waits, nobody talks, nobody is on duty."""
        with closing(self._database()) as database, database:
            for table in OF_A_DAY:
                database.execute(f"DELETE FROM {table}")

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / "data" / "miti.sqlite3", timeout=20)


def town(**settings: str) -> AbstractContextManager[Town]:
    """The demo with our people; ``settings`` are ``MITI_*`` without prefix, in small letters."""
    return serving({"demo/demo.toml": PEOPLE}, "--demo", **settings)


@contextmanager
def serving(files: Mapping[str, str], *words: str, **settings: str) -> Iterator[Town]:
    """``miti up`` with these ``words``, on a copy of ``config/`` with these files in it."""
    with tempfile.TemporaryDirectory(prefix="miti-town-") as folder:
        config = Path(folder) / "config"
        shutil.copytree(ROOT / "config", config)
        prepare(Path(folder) / "data")
        there = Town(Path(folder), words, settings)
        for name, text in files.items():
            said = text.replace("{port}", str(there.port))
            (config / name).write_text(said, encoding="utf-8")
        try:
            there.start()
            yield there
        finally:
            there.stop()
