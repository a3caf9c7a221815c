"""Whoever brings the services along that a test needs runs in one of the two rounds only."""

from __future__ import annotations

import os

ON_SQLITE = [
    "test_demo_visitors.py", "test_server.py", "test_starting.py", "test_wire_document.py",
]  # fmt: skip
"""They start Miti as ``miti up`` does, whichever database their round has."""
ON_POSTGRES = ["test_degraded.py", "test_workers.py"]
"""They start several processes, which need PostgreSQL and Redis."""

collect_ignore = ON_SQLITE if os.environ.get("DATABASE_URL") else ON_POSTGRES
