"""Whoever brings the services along that a test needs runs on one of the databases only."""

from __future__ import annotations

import os

from tests.rounds import ROUND

ALONE = ["test_starting.py"]
"""They start Miti as ``miti up`` does, whichever database their round has."""
BESIDE = [
    "test_bench_language.py", "test_bench_redaction.py", "test_bench_routing.py",
    "test_computer_room.py", "test_demo_visitors.py", "test_farewell.py",
    "test_postgres_sessions.py", "test_server.py", "test_services.py", "test_simulate.py",
    "test_wire_document.py",
]  # fmt: skip
"""So do these, or they need no database: they run in the round on PostgreSQL, the shorter one."""
ON_POSTGRES = ["test_degraded.py", "test_workers.py"]
"""They start several processes, which need PostgreSQL and Redis."""

if os.environ.get("DATABASE_URL"):
    collect_ignore = ALONE
else:
    collect_ignore = ON_POSTGRES + (BESIDE if ROUND else [])
