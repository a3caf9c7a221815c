"""That this process is about to end: told to whoever would keep somebody waiting until it does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final


class Ending:
    """Begins once, when the server has closed its port."""

    def __init__(self) -> None:
        self._begun = False
        self._waiting: set[Callable[[], None]] = set()

    def begin(self) -> None:
        """Whoever waits lets go; so does, from now on, whoever would."""
        self._begun = True
        for let_go in tuple(self._waiting):
            let_go()

    @contextmanager
    def heeded(self, let_go: Callable[[], None]) -> Iterator[None]:
        """While the block lasts, call ``let_go`` once the process ends; at once, if it does."""
        if self._begun:
            let_go()
        self._waiting.add(let_go)
        try:
            yield
        finally:
            self._waiting.discard(let_go)


ENDING: Final = Ending()
"""That of this process."""
