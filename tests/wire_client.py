"""A client of Miti that knows the AsyncAPI document and nothing else.

It never imports the project: whatever it needs to speak is read from what ``miti protocol``
prints. Frames are held to the document's schemas in both directions.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
PATIENCE = 15.0


class Document:
    """The AsyncAPI document, asked in the words of AsyncAPI."""

    def __init__(self, text: str) -> None:
        self.content: Json = json.loads(text)
        resource = Resource.from_contents(self.content, default_specification=DRAFT7)
        self._registry: Registry[Any] = Registry().with_resource("urn:wire", resource)

    def at(self, reference: Json) -> Json:
        """What a ``$ref`` of this document points to, through any further ones."""
        found = self._registry.resolver("urn:wire").lookup(reference["$ref"]).contents
        return self.at(found) if "$ref" in found else found

    def operations(self, channel: str, action: str) -> list[Json]:
        """What a client may ``send`` or will ``receive`` on a channel."""
        here = {"$ref": f"#/channels/{channel}"}
        every = self.content["operations"].values()
        return [each for each in every if each["channel"] == here and each["action"] == action]

    def messages(self, channel: str, action: str) -> dict[str, Json]:
        """By name, the messages of those operations and of the replies the other way."""
        back = self.operations(channel, "receive" if action == "send" else "send")
        listed = [each["messages"] for each in self.operations(channel, action)]
        listed += [each["reply"]["messages"] for each in back if "reply" in each]
        found = [self.at(reference) for references in listed for reference in references]
        return {message["name"]: message for message in found}

    def answers(self, channel: str) -> dict[str, str]:
        """By name of what is received, the name of what is to be replied at once."""
        return {
            self.at(asked)["name"]: self.at(each["reply"]["messages"][0])["name"]
            for each in self.operations(channel, "receive")
            if "reply" in each
            for asked in each["messages"]
        }

    def faults(self, message: Json, frame: Json) -> list[str]:
        """How a frame differs from what its message's schema says."""
        pointer = {"$ref": f"urn:wire{message['payload']['$ref']}"}
        validator = Draft7Validator(
            pointer, registry=self._registry, format_checker=FormatChecker()
        )
        return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(frame)]


class Client:
    """One connection to one channel; keeps everything that was received, in order."""

    def __init__(self, document: Document, channel: str, socket: ClientConnection) -> None:
        self._document = document
        self._channel = channel
        self._socket = socket
        self._sends = document.messages(channel, "send")
        self._receives = document.messages(channel, "receive")
        self._answers = document.answers(channel)
        self._news = asyncio.Condition()
        self._reader: asyncio.Task[None] | None = None
        self.received: list[Json] = []
        self.faults: list[str] = []
        self.answering = True

    def read(self) -> None:
        """Begin to take in what the server sends."""
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self._socket:
                await self._take(json.loads(text))
        except ConnectionClosed:
            pass
        async with self._news:
            self._news.notify_all()

    async def _take(self, frame: Json) -> None:
        message = self._receives.get(frame["type"])
        if message is None:
            self.faults.append(f"{frame['type']} is not in the document")
        else:
            faults = self._document.faults(message, frame)
            self.faults += [f"{frame['type']}: {fault}" for fault in faults]
        async with self._news:
            self.received.append(frame)
            self._news.notify_all()
        if self.answering and frame["type"] in self._answers:
            await self.send(self._answers[frame["type"]])

    async def send(self, name: str, **fields: Any) -> None:
        """Send one message by its name; it must be as the document says."""
        frame = {"type": name, **fields}
        faults = self._document.faults(self._sends[name], frame)
        assert not faults, f"the document has no such frame: {faults}"
        await self.send_anyway(json.dumps(frame))

    async def send_anyway(self, text: str) -> None:
        """Send something that the document may not know."""
        await self._socket.send(text)

    async def until(self, name: str, **fields: Any) -> Json:
        """The first frame received with this name and these fields, now or soon."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: any(True for _ in self.all(name, **fields)))
        return next(self.all(name, **fields))

    def all(self, name: str, **fields: Any) -> Iterator[Json]:
        """What was received with this name and these fields, in order."""
        wanted = {"type": name, **fields}
        return (each for each in self.received if _holds(each, wanted))

    async def news(self) -> AsyncIterator[Json]:
        """Everything that was received and will be, in order, for as long as anybody asks."""
        at = 0
        while True:
            async with self._news:
                await self._news.wait_for(lambda: len(self.received) > at)  # noqa: B023
            yield self.received[at]
            at += 1

    async def closed(self) -> int:
        """The code with which the server closes the connection, now or soon."""
        assert self._reader is not None
        async with asyncio.timeout(PATIENCE):
            await self._reader
        assert self._socket.close_code is not None
        return self._socket.close_code


def _holds(frame: Any, wanted: Any) -> bool:
    """Whether a frame has all that is wanted, also inside its objects."""
    if isinstance(frame, dict) and isinstance(wanted, dict):
        return all(name in frame and _holds(frame[name], each) for name, each in wanted.items())
    return bool(frame == wanted)


@asynccontextmanager
async def connected(
    document: Document, base: str, channel: str, session: str = ""
) -> AsyncIterator[Client]:
    """A client on a channel of the service at ``base``; ``session``: value of the cookie.

    When the block is left, everything that came must have been as the document says.
    """
    about = document.content["channels"][channel]
    headers = {"Origin": base}
    assert set(about["bindings"]["ws"]["headers"]["required"]) <= set(headers)
    if session:
        name = document.content["components"]["securitySchemes"]["session"]["name"]
        headers["Cookie"] = f"{name}={session}"
    address = base.replace("http", "ws", 1) + about["address"]
    async with connect(address, additional_headers=headers, proxy=None) as socket:
        client = Client(document, channel, socket)
        client.read()
        yield client
        assert not client.faults, client.faults
