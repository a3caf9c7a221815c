"""Where a visitor's file comes in: asked for first, read as far as we take it, made anew, stored.

Whether somebody asked is looked up before anything of it is read. The key of the visitor and that
of the message stand in headers, which no address, history or log shows; there is no cookie.
"""

import contextlib
import re
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from django.utils import timezone

from chat import blocking
from chat.actions import filing
from chat.allowance import Allowances
from chat.blocking import Unavailable
from chat.cleaner import cleaner
from chat.cleaning import MOST_BYTES, Unfit
from chat.protocol import Refusal
from chat.sealing import hash_of_key
from chat.sockets import choices
from miti.origin import allowed
from miti.polling import Application, Message

PATH: Final = re.compile(r"/files/([A-Za-z0-9_-]{16})")
RATE: Final = (1 / 20, 6)
"""Files a second, and at once, that one visitor may send, whether they are taken or not."""
takings: Final = Allowances(*RATE)
STATUS: Final = {
    "malformed": 400, "not_allowed": 403, "not_found": 404, "wrong_state": 409, "too_many": 409,
    "too_large": 413, "kind": 415, "unreadable": 422, "locked": 422, "too_fast": 429,
    "unavailable": 503,
}  # fmt: skip
"""What is answered, as HTTP says it."""


class Sent(NamedTuple):
    """What a request says before its body."""

    ref: str
    visitor_hash: str
    code: str | None
    key: UUID
    length: int


class Receiving:
    """An ASGI application for HTTP: takes files, and leaves the rest to ``pages``."""

    def __init__(self, pages: Application) -> None:
        self._pages = pages

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        path = PATH.fullmatch(scope["path"])
        if path is None or scope["method"] != "POST":
            await self._pages(scope, receive, send)
            return
        try:
            await self._take(_sent(path[1], dict(scope["headers"])), receive)
        except Refusal as refused:
            await _answer(send, refused.code, refused.params)
        except Unfit as unfit:
            await _answer(send, unfit.fault)
        except Unavailable:
            await _answer(send, "unavailable")
        else:
            await _answer(send)

    async def _take(self, sent: Sent, receive: Any) -> None:
        talk = await choices.whose(sent.visitor_hash, sent.code)
        if talk is None or talk.ref != sent.ref:
            raise Refusal("not_found")
        conversation = talk.pk
        if not await blocking.run(filing.may_send, conversation, sent.key):
            return
        takings.spend(conversation)
        if sent.length > MOST_BYTES:
            raise Unfit("too_large")
        clean = await cleaner().clean(await _body(receive))
        await blocking.run(filing.take, conversation, sent.key, clean, timezone.now())


def _sent(ref: str, headers: dict[bytes, bytes]) -> Sent:
    """From the headers of a page of ours; raises :class:`Refusal`."""
    if not allowed(headers):
        raise Refusal("not_allowed")
    try:
        key = UUID(headers[b"miti-message"].decode("ascii"))
        length = int(headers.get(b"content-length", b"0"))
        visitor_hash = hash_of_key(headers[b"miti-key"].decode("ascii"))
    except (KeyError, ValueError):
        raise Refusal("malformed") from None
    code = headers.get(b"miti-code")
    return Sent(ref, visitor_hash, code.decode("latin1")[:64] if code else None, key, length)


async def _body(receive: Any) -> bytes:
    """The whole file; raises :class:`Unfit` as soon as it is too large, and for one cut off."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Unfit("unreadable")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            raise Unfit("too_large")
    return bytes(body)


async def _answer(send: Any, code: str = "", params: dict[str, Any] | None = None) -> None:
    """Nothing but why not; the file itself comes back as an entry of the log."""
    said = msgspec.json.encode({"code": code or None, "params": params or {}})
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    start = {"type": "http.response.start", "status": STATUS.get(code, 200), "headers": headers}
    with contextlib.suppress(RuntimeError, OSError):  # the client has hung up
        await send(start)
        await send({"type": "http.response.body", "body": said})
