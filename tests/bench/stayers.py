"""Visitors and counselors who are connected and do nothing: ``python -m tests.bench.stayers``.

A :class:`Stay` comes in, a :class:`Stayed` goes out. The first pairs, with their pulses, make the
room that a service takes once and for all; the others are weighed, after each had its pulses.
"""

from __future__ import annotations

import asyncio
import os
import sys

import msgspec
from msgspec.structs import replace

from tests.bench.line import collect_faults
from tests.bench.machine import memory_bytes
from tests.bench.pairs import MitiPair, miti_pairs
from tests.bench.plan import Stay, Stayed, Target, World


async def stay(plan: Stay) -> Stayed:
    """Weigh the service with the first pairs, and with all."""
    faults = collect_faults()
    world = plan.target.world
    assert world is not None
    first = await _connected(plan.target, _part(world, 0, plan.first))
    await asyncio.sleep(plan.seconds)
    before = memory_bytes(plan.target.roots)
    rest = await _connected(plan.target, _part(world, plan.first, len(world.talks)))
    await asyncio.sleep(plan.seconds)
    grown = memory_bytes(plan.target.roots) - before
    assert all(pair.sides for pair in first + rest)
    if faults:
        raise faults[0]
    return Stayed(grown / len(rest))


def _part(world: World, start: int, end: int) -> World:
    """Some of the talks, each with the one desk that is its own."""
    talks = [replace(each, desk=each.desk - start) for each in world.talks[start:end]]
    return World(world.desks[start:end], talks, [])


async def _connected(target: Target, world: World) -> list[MitiPair]:
    return await miti_pairs(replace(target, world=world), lambda pair, side, key: None)


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Stay)
    os.sched_setaffinity(0, wanted.cores)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(stay(wanted))))
