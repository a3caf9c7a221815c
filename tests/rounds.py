"""The three rounds of ``make test``, side by side: each is told that there are others."""

from __future__ import annotations

import os
from typing import Final

ROUND: Final = os.environ.get("TEST_ROUND", "")
"""``sqlite``, ``browsers`` or ``postgres``; empty by hand, where there is one only."""
