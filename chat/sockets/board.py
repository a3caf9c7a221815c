"""The coordinator's socket: the live table."""

from django.conf import settings
from django.contrib.auth.models import User

from chat import blocking, overview, protocol
from chat.actions import guarding
from chat.events import Hint
from chat.overview import Look
from chat.protocol import Command, Refusal
from chat.sockets.base import RESYNC
from chat.sockets.client import Closed, Scope, Send
from chat.sockets.looking import look
from chat.sockets.lookout import lookout
from chat.sockets.staff import StaffSocket
from counselors import permissions
from counselors.selectors import grants_of


class BoardSocket(StaffSocket):
    """A coordinator watches, and switches the guard at the doors."""

    name = "board"

    def __init__(self, scope: Scope, send: Send) -> None:
        super().__init__(scope, send)
        self._shown: protocol.Board | None = None
        self._user: User | None = None

    def admit(self, user: User) -> None:
        """Only those who may watch the board."""
        if not permissions.may_watch_board(grants_of(user.pk)):
            raise Closed(protocol.CLOSE_NOT_ALLOWED)
        self._user = user

    async def last_seqs(self) -> dict[str, int] | None:
        """No logs here; the pulse is used to look again."""
        if not self.greeted:
            return None
        await self._show(await look())
        return {}

    async def left(self) -> None:
        """Nobody needs to look for this table any more."""
        await super().left()
        lookout().unfollow(self._look_again_at_table)

    async def handle(self, command: Command) -> None:
        """``hello`` starts the table; a beat needs nothing."""
        if isinstance(command, protocol.SetGuard):
            await blocking.run(self._switch, command)
        if not isinstance(command, protocol.BoardHello):
            return
        self.greeted = True
        now = self.now().timestamp()
        await self.send(protocol.BoardWelcome(protocol.VERSION, now, settings.BUILD))
        await self._show(await look())
        lookout().follow(self._look_again_at_table)

    def _switch(self, command: protocol.SetGuard) -> None:
        assert self._user is not None  # admitted
        if not permissions.may_set_guard(grants_of(self._user.pk)):
            raise Refusal("not_allowed")
        switch = guarding.switch_on if command.on else guarding.switch_off
        switch(self._user.get_username(), self.now())

    def _look_again_at_table(self) -> None:
        self.hint(Hint("", "table"))

    async def notice(self, hint: Hint) -> None:
        """Somebody looked: send the table, if it is not what was sent."""
        if hint == RESYNC:
            await self._show(await look())
            return
        queues = lookout().queues
        if queues is not None:
            await self._show(queues.look)

    async def _show(self, seen: Look) -> None:
        table = overview.board(seen)
        if self._shown is None or _figures(table) != _figures(self._shown):
            self._shown = table
            await self.send(table)


def _figures(table: protocol.Board) -> tuple[object, ...]:
    """Everything but the clock."""
    counts = (table.waiting, table.longest_since, table.in_talk, table.free_slots, table.on_duty)
    return (table.rows, *counts, table.just_came, table.guarded_until)
