"""One WebSocket of daphne that neither floods the server nor is flooded by it, with a swift lane.

What it leans on of daphne, autobahn and Twisted stands in ``miti.hardened``.
"""

import asyncio
import time
from typing import Any, Final

import miti.reactor  # noqa: F401  # isort: skip - before daphne, which would make its own

from daphne.ws_protocol import WebSocketProtocol

from miti.backpressure import READ_AHEAD, Valve
from miti.lane import framed, swift

GOING_AWAY: Final = 1012
"""Service restart: clients come back at once, spread over a moment."""


SAID: Final = (
    "http_request_data", "http_request_params", "http_response_data", "http_status_line",
    "http_request_uri", "http_request_path", "http_request_host", "websocket_origin",
    "websocket_protocols", "websocket_extensions", "_wskey", "_raw_query_string",
    "clean_headers", "root_path", "protocol_to_accept",
    "versions", "webStatus", "perMessageCompressionAccept", "maxConnections",
    "serveFlashSocketPolicy", "flashSocketPolicy", "trustXForwardedFor",
    "allowedOrigins", "allowedOriginsPatterns", "allowNullOrigin",
)  # fmt: skip
"""Attributes of autobahn's and daphne's that hold a handshake or say how it is made, and are not
looked at after it."""


class Connection(WebSocketProtocol):  # type: ignore[misc]
    """Hands whole frames over, pauses whoever sends too many, and pushes what is to be sent."""

    valve: Valve | None = None
    _reading = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._out: list[bytes] = []

    def onOpen(self) -> None:  # noqa: N802 - autobahn's name
        """The handshake is done: from here on Twisted says when the client's line is full."""
        self.valve = Valve(self.server.stall)
        self.transport.unregisterProducer()
        self.transport.registerProducer(self.valve, streaming=True)
        self.application_queue.taken = self._taken
        self._forget_handshake()
        if self.server.ending:
            self.say_goodbye()

    def _forget_handshake(self) -> None:
        """What it said stands in the scope: once more would take 8 kB of every connection, most of
        it for a table of attributes that has room for 170, and keeps it until it is copied; with at
        most 85 of them the copy is half as large."""
        self.http_headers.clear()
        for name in SAID:
            self.__dict__.pop(name, None)
        self.send_queue = ()  # only for what is sent in pieces, which nothing is
        self.__dict__ = dict(self.__dict__)

    # --- from the client -------------------------------------------------------------------

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Whole text frames take the swift lane, when autobahn is in the middle of nothing."""
        if self.state == self.STATE_OPEN and not (
            self.data or self.inside_message or self.current_frame is not None or self.muted
        ):
            texts, end = swift(data)
            for text in texts:
                self._hand_over({"type": "websocket.receive", "text": text})
            data = data[end:]
        if data:
            super().dataReceived(data)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N802, N803, FBT001
        """A message that came the general way."""
        if not self.muted:
            frame = {"bytes": payload} if isBinary else {"text": payload.decode()}
            self._hand_over({"type": "websocket.receive", **frame})

    def _hand_over(self, message: dict[str, Any]) -> None:
        """To the application; with too many waiting, stop reading until some are taken."""
        self.last_ping = time.time()
        self.application_queue.put_nowait(message)
        if self._reading and self.application_queue.qsize() >= READ_AHEAD:
            self._reading = False
            self.transport.pauseProducing()

    def _taken(self) -> None:
        if not self._reading and self.application_queue.qsize() <= READ_AHEAD // 2:
            self._reading = True
            self.transport.resumeProducing()

    # --- to the client ---------------------------------------------------------------------

    def push(self, text: bytes) -> bool:
        """Send one text frame without waiting; False when the client's line is full or ends.

        What is pushed in one turn of the loop leaves together.
        """
        if self.state != self.STATE_OPEN or self.valve is None or not self.valve.is_set():
            return False
        if not self._out:
            asyncio.get_running_loop().call_soon(self._flush)
        self._out.append(framed(text))
        return True

    def _flush(self) -> None:
        data = b"".join(self._out)
        self._out.clear()
        line = self.transport
        if not line.connected:
            return  # the client went while this turn of the loop was on
        if not line.dataBuffer and not line._tempDataBuffer:  # noqa: SLF001
            # straight to the machine: else every frame begins and ends a watch for writability
            sent = line.writeSomeData(data)
            data = data[sent:] if isinstance(sent, int) else data
        if data:
            line.write(data)

    def sendData(  # noqa: N802 - autobahn's name
        self,
        data: bytes,
        sync: bool = False,  # noqa: FBT001, FBT002
        chopsize: int | None = None,
    ) -> None:
        """What autobahn sends by itself (pings, close frames) stays behind what was pushed."""
        if self._out:
            self._flush()
        super().sendData(data, sync, chopsize)

    def say_goodbye(self) -> None:
        """Close with a code that autobahn's public call refuses to send."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=GOING_AWAY, reasonUtf8=None, isReply=False)

    def __repr__(self) -> str:
        """Without the client's address, which daphne's own has: it is written to the log."""
        return f"<socket {id(self):x}>"
