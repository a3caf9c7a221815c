"""A server for mails, as whoever hands one in sees it: SMTP (RFC 5321) on a port of its own.

What it takes can be read; it refuses who is called nobody, and can hang up before its last word.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from queue import Queue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

from tests.services.process import free_port

SECONDS = 40
"""A mail that is on its way comes within these."""


class MailServer(ThreadingTCPServer):
    """Takes mails until it is shut down."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.taken: Queue[EmailMessage] = Queue()
        self.hangs_up = False
        self.handed_in = 0
        self.url = f"smtp://127.0.0.1:{port}?tls=none"

    def next(self) -> EmailMessage:
        """The next mail, as soon as it is there."""
        return self.taken.get(timeout=SECONDS)


class _Session(StreamRequestHandler):
    """One connection; ``rcpt`` has the last word on who exists."""

    def handle(self) -> None:
        there, to = cast("MailServer", self.server), ""
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            match line[:4].upper():
                case "RCPT" if "<nobody" in line:
                    self._say("550 nobody")
                case "RCPT":
                    to = line.partition("<")[2].rstrip(">")
                    self._say("250 yes")
                case "DATA":
                    self._say("354 go on")
                    message = self._data()
                    there.handed_in += 1
                    if there.hangs_up:
                        return None
                    message["X-Envelope-To"] = to
                    there.taken.put(message)
                    self._say("250 taken")
                case "QUIT":
                    return self._say("221 bye")
                case _:
                    self._say("250 yes")
        return None

    def _data(self) -> EmailMessage:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        return email.message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(port: int | None = None) -> Iterator[MailServer]:
    """One that runs for this block."""
    with MailServer(port or free_port()) as there:
        Thread(target=there.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield there
        there.shutdown()
