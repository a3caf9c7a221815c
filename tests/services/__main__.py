"""``python -m tests.services [postgres] [redis] [prepared] -- COMMAND``: a command beside services.

It finds them in ``DATABASE_URL`` and ``REDIS_URL``, and in ``TEST_PREPARED`` the data folders that
were prepared; its exit status becomes ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

from tests.services.postgres import postgres
from tests.services.prepared import PREPARED, prepared
from tests.services.process import Missing
from tests.services.redis import redis

SERVICES = {
    "postgres": ("DATABASE_URL", postgres),
    "redis": ("REDIS_URL", redis),
    "prepared": (PREPARED, prepared),
}


def main(words: list[str]) -> int:
    """Start what stands before ``--``, run what stands behind it, stop what was started."""
    if "--" not in words:
        print(__doc__, file=sys.stderr)
        return 2
    cut = words.index("--")
    with ExitStack() as started:
        environment = dict(os.environ)
        for name in words[:cut]:
            variable, service = SERVICES[name]
            environment[variable] = started.enter_context(service())
        return subprocess.run(words[cut + 1 :], env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Missing as reason:
        sys.exit(f"tests.services: {reason}")
    except KeyboardInterrupt:
        sys.exit(130)
