"""Unit tests see values only: pytest-django blocks the database, this blocks the network."""

from __future__ import annotations

import socket

import pytest


class NetworkReached(AssertionError):
    """A unit test tried to reach another process."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every listening socket."""

    def refuse(*_: object) -> None:
        raise NetworkReached("a unit test may not use sockets")

    for way_out in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, way_out, refuse)
