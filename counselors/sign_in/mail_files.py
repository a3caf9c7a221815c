"""Mails that became files in the data folder, because no server for mail is named.

Each holds an address, and a link that once let its reader choose a new password.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def forget_before(moment: datetime) -> int:
    """Delete those that were written by then; how many."""
    old = [file for file, written in _files() if written <= moment]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def oldest() -> datetime | None:
    """When the oldest was written."""
    return min((written for _, written in _files()), default=None)


def _files() -> Iterator[tuple[Path, datetime]]:
    """Each with when it was written last; one that goes meanwhile is none."""
    for file in Path(settings.DATA_DIR, "mail").glob("*.log"):
        try:
            yield file, datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except FileNotFoundError:
            continue
