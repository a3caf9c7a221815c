"""What the sockets of the staff share: whoever signs out, or loses a role, is let go at once."""

import asyncio
import time
from abc import abstractmethod
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser, User

from chat import blocking, events, protocol
from chat.blocking import Unavailable
from chat.events import Hint
from chat.protocol import Command
from chat.sockets.base import Socket
from chat.sockets.client import Closed, Scope, Send

SOON: Final = 0.3
"""Seconds from "somebody signs out" to the look at the session, which ends just after it."""
ADMITTED: Final = 3
"""Pulses for which an admission holds, where nobody was told of a change."""


class StaffSocket(Socket):
    """Admitted by session and role when it opens, when either changes, and now and then.

    ``dismissed``: whoever was here has signed out, or may not be here any more.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        super().__init__(scope, send)
        self._admitted_at = 0.0
        self._admitted_for = ADMITTED * settings.MITI["MITI_PULSE_SECONDS"]
        self._topic = ""
        self.dismissed = False

    @abstractmethod
    def admit(self, user: User) -> None:
        """Raises :class:`Closed` when this user may not (any more) be here; reads the database."""

    async def opened(self) -> None:
        """Only the staff that ``admit`` lets in."""
        user = await blocking.run(self._admit)
        self._topic = events.of_user(user.pk)
        self._hub.attach(self._topic, self._look_again)

    async def left(self) -> None:
        """Nobody needs to be told about this user any more."""
        self._hub.detach(self._topic, self._look_again)

    async def _obey(self, command: Command) -> None:
        if time.monotonic() - self._admitted_at > self._admitted_for:
            await blocking.run(self._admit)
        await super()._obey(command)

    def _admit(self) -> User:
        user = _signed_in(self.cookie)
        if isinstance(user, AnonymousUser):
            raise Closed(protocol.CLOSE_SIGN_IN)
        self.admit(user)
        self._admitted_at = time.monotonic()
        return user

    def _look_again(self, hint: Hint) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(SOON, lambda: loop.create_task(self._let_go()))

    async def _let_go(self) -> None:
        try:
            await blocking.run(self._admit)
        except Closed as closed:
            self.dismissed = True
            await self.close(closed.code)
        except Unavailable:
            self._admitted_at = 0.0  # with the next frame


def _signed_in(cookie: str) -> User | AnonymousUser:
    """The user of the session as it is stored now, not as it was when the socket opened."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    session = store(cookie or None)
    user: User | AnonymousUser = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]
    return user
