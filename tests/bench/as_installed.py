"""``python -m tests.bench.as_installed MODULE …``: run a server as where only Miti is installed.

With click, which only development tools bring, autobahn would colour the arguments of discarded
log lines for every frame: that costs each server a third more. uvicorn brings click along, and
has no autobahn.
"""

from __future__ import annotations

import runpy
import sys

if __name__ == "__main__":
    if "uvicorn" not in sys.argv:
        sys.modules["click"] = None  # type: ignore[assignment]
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
