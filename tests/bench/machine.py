"""What the machine is, and what processes have cost it: read from /proc."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")


class _Process(NamedTuple):
    parent: int
    ticks: int
    """User and system time of the process and of its children that have ended."""


def descendants(root: int) -> set[int]:
    """Every process that ``root`` started, directly or not, as they are now."""
    return _below({root}, _processes()) - {root}


def cpu_seconds(roots: Collection[int]) -> float:
    """User and system time of these processes with all their children, dead or alive."""
    running = _processes()
    ticks = sum(running[each].ticks for each in _below(set(roots), running) if each in running)
    return ticks / _TICKS


def memory_bytes(roots: Collection[int]) -> int:
    """What these processes and all below them hold of the machine's memory (RSS)."""
    pages = 0
    for each in _below(set(roots), _processes()):
        try:
            pages += int(Path(f"/proc/{each}/statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE")


def describe(folder: Path) -> dict[str, str | int | float]:
    """What a reader needs to judge the figures; ``folder`` is where the database files lie."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "file_system": _file_system(folder),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processes() -> dict[int, _Process]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
            # the name before the last parenthesis may hold spaces
            fields = stat[stat.rindex(")") + 2 :].split()
            found[int(entry.name)] = _Process(int(fields[1]), sum(map(int, fields[11:15])))
    return found


def _below(roots: set[int], running: dict[int, _Process]) -> set[int]:
    children = defaultdict(set)
    for number, process in running.items():
        children[process.parent].add(number)
    found, new = set(roots), set(roots)
    while new:
        new = {child for each in new for child in children[each]} - found
        found |= new
    return found


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _file_system(folder: Path) -> str:
    place = folder.resolve()
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    kinds = {point: kind for _, point, kind, *_ in mounts}
    found = (kinds[str(at)] for at in (place, *place.parents) if str(at) in kinds)
    return next(found, "unknown")  # in a root of one's own inside another system
