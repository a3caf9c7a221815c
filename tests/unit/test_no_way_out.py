from __future__ import annotations

import socket

import pytest

from tests.unit.conftest import NetworkReached


def test_a_unit_test_cannot_reach_the_network() -> None:
    with socket.socket() as way_out, pytest.raises(NetworkReached):
        way_out.connect(("127.0.0.1", 9))
