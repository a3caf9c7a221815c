"""Has files from outside made anew, each in a process of its own, few at once.

Such a process gets the file and nothing else: no environment, so no key and no address of the
database. What it takes too long, needs too much memory or dies of counts as unreadable.
"""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from chat.cleaning import KINDS, Clean, Unfit
from chat.protocol import Refusal

AT_ONCE: Final = 2
"""Files that are opened at the same time; each takes a second of a processor, or two."""
LINE: Final = 8
"""Files that wait for that; whoever comes then is asked to come again."""
PATIENCE: Final = 20.0
"""Seconds that one may take."""


class Cleaner:
    """A short line, and threads that wait for processes."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cleaner")
        self._waiting = 0

    async def clean(self, data: bytes) -> Clean:
        """The file anew; raises :class:`Unfit`, or :class:`Refusal` ``too_fast``."""
        if self._waiting >= AT_ONCE + LINE:
            raise Refusal("too_fast", retry_after=PATIENCE / 2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, cleaned, data)
        finally:
            self._waiting -= 1


@cache
def cleaner() -> Cleaner:
    """The one of this process."""
    return Cleaner()


def cleaned(data: bytes) -> Clean:
    """The file anew, by a process that ends with it; raises :class:`Unfit`."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "chat.cleaning"],
            input=data, capture_output=True, timeout=PATIENCE, env={}, check=True,
        )  # fmt: skip
        line, _, made = done.stdout.partition(b"\n")
        head = json.loads(line)
    except (subprocess.SubprocessError, ValueError):
        raise Unfit("unreadable") from None
    if "fault" in head:
        raise Unfit(head["fault"])
    if head.get("kind") not in KINDS:
        raise Unfit("unreadable")
    return Clean(data=made, **head)
