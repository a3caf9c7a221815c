"""The one door that a return code opens. Wrong codes use up tokens of the whole process: guessing
is slow from however many addresses, of which none is looked at."""

import time
from functools import cache
from threading import Lock
from typing import Final

from chat import left_questions, return_code
from chat.limits import Bucket
from chat.models import Conversation
from chat.protocol import Refusal

WRONG: Final = (10.0, 600)
"""Wrong codes a second, and at once, for everybody together: whoever guesses at this rate for a
year finds one of 10,000 codes with a probability of 1 in 11,000, and has to go on at this rate to
keep others out. Slips of the pen do not count: the check character finds them without a look at the
database."""


class CodeDoor:
    """Looks codes up, as long as few are wrong; used by several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wrong = Bucket.full(*WRONG, now=time.monotonic())

    def find(self, typed: str) -> Conversation:
        """The conversation of this code; raises :class:`Refusal` ``not_found`` or ``too_fast``."""
        try:
            code = return_code.read(typed)
        except return_code.NoCode:
            raise Refusal("not_found") from None
        _, wait = self._wrong.take(time.monotonic())
        if wait:
            raise Refusal("too_fast", retry_after=round(wait, 1))
        row = left_questions.by_code(code)
        if row is None:
            self._count()
            raise Refusal("not_found")
        return row

    def _count(self) -> None:
        with self._lock:
            self._wrong, _ = self._wrong.take(time.monotonic())


@cache
def code_door() -> CodeDoor:
    """The door of this process."""
    return CodeDoor()
