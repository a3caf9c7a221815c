"""A supervisor whose machine has no room for one more process."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator, Sequence
from signal import SIGTERM
from typing import Any

import pytest

from miti import supervisor, tether
from miti.problems import Problem
from miti.roster import Roster
from miti.supervisor import Supervisor


class Process:
    """Serves at once, or never, and ends when it is told to: in good order once it serves."""

    def __init__(self, pid: int, line: int, *, serves: bool) -> None:
        self.pid, self.serves = pid, serves
        self.returncode: int | None = None
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        if serves:
            os.write(line, tether.SERVING)

    def end(self, status: int) -> None:
        self.returncode = status
        self._ended.set_result(status)

    def send_signal(self, number: int) -> None:
        assert number == SIGTERM
        self.end(0 if self.serves else -SIGTERM)

    async def wait(self) -> int:
        return await self._ended


class Machine:
    """Starts processes; ``room``: for so many more. ``slow``: they do not get to serving."""

    def __init__(self, room: int, *, slow: bool = False) -> None:
        self.room, self.refused, self.slow = room, 0, slow
        self.started: list[Process] = []
        self.is_full = asyncio.Event()

    async def start(self, *words: str, pass_fds: Sequence[int], **how: Any) -> Process:
        if self.room == 0:
            self.refused += 1
            self.room = 1  # whoever had taken it is gone soon
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        self.room -= 1
        self.started.append(Process(len(self.started), pass_fds[-1], serves=not self.slow))
        if self.room == 0:
            self.is_full.set()
        return self.started[-1]


@pytest.fixture
async def port() -> AsyncIterator[socket.socket]:
    with socket.socket() as made:
        yield made


def on(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "create_subprocess_exec", machine.start)
    monkeypatch.setattr(supervisor.Supervisor, "_take_signals", lambda _: None)


async def test_where_one_cannot_be_replaced_at_once_the_others_go_on_and_it_is_later(
    port: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, complete = Machine(room=2), asyncio.Event()
    on(machine, monkeypatch)
    house = Supervisor(2, port, [], complete.set)
    running = asyncio.create_task(house.run())
    async with asyncio.timeout(30):
        await complete.wait()
        replaced = asyncio.Event()
        serves = Roster.serves

        def noticed(roster: Roster, number: int, now: float) -> None:
            serves(roster, number, now)
            replaced.set()

        monkeypatch.setattr(Roster, "serves", noticed)
        machine.started[0].end(1)
        await replaced.wait()
        assert machine.refused == 1
        assert [each.returncode for each in machine.started] == [1, None, None]
        house._told(house._roster.finish)
        await running


async def test_where_nobody_can_be_started_at_all_it_is_said(
    port: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(Machine(room=0), monkeypatch)
    with pytest.raises(Problem, match="did not start"):
        await Supervisor(1, port, [], lambda: None).run()


async def test_whoever_is_told_to_end_while_they_start_has_not_failed(
    port: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(room=2, slow=True)
    on(machine, monkeypatch)
    house = Supervisor(2, port, [], lambda: None)
    running = asyncio.create_task(house.run())
    async with asyncio.timeout(30):
        await machine.is_full.wait()
        house._told(house._roster.finish)
        await running
    assert [each.returncode for each in machine.started] == [-SIGTERM, -SIGTERM]
