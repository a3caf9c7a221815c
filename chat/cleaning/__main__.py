"""The process that opens one file: it comes in, and what is made of it goes out, after one line
that says what it is. Little time, little memory, and no other process can be begun."""

import json
import resource
import sys
from dataclasses import asdict
from typing import Final

from chat.cleaning import papers, pictures
from chat.cleaning.values import MOST_BYTES, Clean, Unfit

MEMORY: Final = 1_000_000_000
"""Bytes of address space."""
SECONDS: Final = 15
"""Of the processor."""


def cleaned(data: bytes) -> Clean:
    """The file anew, by what it begins with; raises :class:`Unfit`."""
    if len(data) > MOST_BYTES:
        raise Unfit("too_large")
    if data.startswith(papers.BEGINS):
        return papers.clean(data)
    if data.startswith(pictures.BEGINS):
        return pictures.clean(data)
    raise Unfit("kind")


def main() -> None:
    """From standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        made = cleaned(sys.stdin.buffer.read())
    except Unfit as unfit:
        _say({"fault": unfit.fault})
    except (MemoryError, RecursionError):
        _say({"fault": "too_large"})
    else:
        _say({name: value for name, value in asdict(made).items() if name != "data"}, made.data)


def _say(head: dict[str, object], data: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + data)


if __name__ == "__main__":
    main()
