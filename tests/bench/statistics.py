"""A million facts: how long the slowest release takes, and the slowest page about them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from tests.bench.plan import Library, Told
from tests.bench.report import Row, at_most
from tests.bench.servers import DURABLE, MITI, ROOT
from tests.services.postgres import own_postgres
from tests.services.process import dies_with_us, free_port

RELEASE: Final = 30.0
PAGE: Final = 1.0
"""Seconds, at most."""


def on_both(folder: Path, quick: bool) -> list[Row]:
    """SQLite and PostgreSQL, each as a fresh installation has it."""
    order = Library(facts=1_000 if quick else 1_000_000, years=1 if quick else 3)
    environ = {**MITI, "MITI_DATA_DIR": str(folder)}
    rows = list(_rows("SQLite", _told(environ, order)))
    with own_postgres(free_port(), DURABLE) as url:
        rows += _rows("PostgreSQL", _told({**environ, "DATABASE_URL": url}, order))
    return rows


def _told(environ: Mapping[str, str], order: Library) -> Told:
    program = [sys.executable, "-m", "tests.bench.statistician"]
    done = subprocess.run(
        [*dies_with_us(), *program, msgspec.json.encode(order).decode()],
        env={**os.environ, **environ}, cwd=ROOT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return msgspec.json.decode(done.stdout, type=Told)


def _rows(database: str, told: Told) -> Iterator[Row]:
    title = f"statistics, {told.facts:,} facts, {database}"
    for what, seconds, limit in (
        ("release", told.releases, RELEASE),
        ("page", told.pages, PAGE),
    ):
        slowest = max(seconds, key=lambda each: seconds[each])
        yield Row(
            name=f"{title}: slowest {what} ({slowest})", value=seconds[slowest], unit="s",
            spread=(min(seconds.values()), seconds[slowest]),
            **at_most(limit, seconds[slowest], " s"),
        )  # fmt: skip
