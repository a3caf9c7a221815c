"""What one client is told about the service: worse, or well again."""

from collections.abc import Awaitable, Callable

from chat.events import Hub
from chat.protocol import Service

Tell = Callable[[Service], Awaitable[None]]


class Health:
    """Well while the database answers this socket and the line to other processes is whole."""

    def __init__(self, hub: Hub, tell: Tell) -> None:
        self._hub, self._tell = hub, tell
        self._database = self._told = True

    @property
    def ill(self) -> bool:
        """Whether it would be news that the database answers."""
        return not (self._database and self._told)

    async def database(self, *, answers: bool) -> None:
        """It answered this socket, or it did not."""
        self._database = answers
        await self._say()

    async def line(self) -> None:
        """The line may have changed."""
        await self._say()

    async def _say(self) -> None:
        well = self._database and self._hub.well
        if well != self._told:
            self._told = well
            await self._tell(Service(well))
