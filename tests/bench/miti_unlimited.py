"""`miti`, for a driver that sends in a second what a person sends in a minute.

The limits are counted as always; only their figures are out of reach. Messages have a setting
for that (``MITI_SAY_RATE``), frames as a whole have not.
"""

from __future__ import annotations

import sys

from chat import protocol
from miti.__main__ import main

if __name__ == "__main__":
    protocol.FRAME_RATE = (1e6, 1e6)  # type: ignore[misc]
    sys.exit(main(sys.argv[1:]))
