"""Questions of many sockets, answered together: a hundred of them cost one trip to the database."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from typing import Final, Generic, TypeVar

MOST: Final = 250
"""So many are answered in one go; the others in the next, so that nothing stands still for long."""
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Gathered(Generic[K, T]):
    """Answers all who ask while the last answer is being found, in the next one; nobody is told
    anything older than their question.

    ``moment``: seconds that questions are gathered beforehand, if they can wait.
    """

    def __init__(
        self,
        answer: Callable[[Collection[K]], Awaitable[Mapping[K, T]]],
        moment: float = 0.0,
    ) -> None:
        self._answer, self._moment = answer, moment
        self._asked: dict[K, asyncio.Future[T | None]] = {}
        self._task: asyncio.Task[None] | None = None

    async def get(self, key: K) -> T | None:
        """What is true since the question; None when nothing is known of this key."""
        if key not in self._asked:
            self._asked[key] = asyncio.get_running_loop().create_future()
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await asyncio.shield(self._asked[key])

    async def _run(self) -> None:
        """Go on until nobody asks any more."""
        while self._asked:
            await asyncio.sleep(self._moment)
            keys = list(self._asked)[:MOST]
            await self._tell({key: self._asked.pop(key) for key in keys})
        self._task = None

    async def _tell(self, asked: Mapping[K, "asyncio.Future[T | None]"]) -> None:
        try:
            found = await self._answer(asked.keys())
        except Exception as error:  # noqa: BLE001 - whoever asked must hear of it, whatever it is
            for each in asked.values():
                each.set_exception(error)
                each.exception()  # whoever asked may have gone
            return
        for key, each in asked.items():
            each.set_result(found.get(key))
