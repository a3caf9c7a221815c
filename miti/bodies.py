"""What daphne takes in of a request: no body of any length, which Twisted would write to the disk
before anybody is asked whether it is wanted; and no word of a client's on where our pages begin.

What it leans on of daphne and Twisted stands in ``miti.hardened``.
"""

from typing import Any, Final

import miti.reactor  # noqa: F401  # isort: skip - before daphne, which would make its own

from daphne.http_protocol import HTTPFactory, WebRequest

from miti.limits import MAX_BODY

REFUSAL: Final = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class BoundedRequest(WebRequest):  # type: ignore[misc]
    """A request that is refused as soon as it says, or shows, that it is too long."""

    _taken = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """The head has come: it may say how long the body is."""
        super().gotLength(length)
        if length is not None and length > MAX_BODY:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """A piece of the body; after a refusal nothing more is kept."""
        self._taken += len(data)
        if self._taken <= MAX_BODY:
            super().handleContentChunk(data)
        else:
            self._refuse()

    def requestReceived(self, *head: bytes) -> None:  # noqa: N802 - Twisted's name
        """All of it has come; of one that was refused nothing comes of it."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")
        if self._taken <= MAX_BODY:
            super().requestReceived(*head)

    def _refuse(self) -> None:
        line = self.channel
        if line is not None and not line.transport.disconnecting:
            line.transport.write(REFUSAL)
            line.loseConnection()


def bound(factory: HTTPFactory) -> None:
    """From now on its connections make requests that are bounded."""
    build = factory.buildProtocol

    def bounded(addr: Any) -> Any:
        protocol = build(addr)
        protocol.requestFactory = BoundedRequest
        return protocol

    factory.buildProtocol = bounded
