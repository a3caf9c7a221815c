"""Loaded by pytest before Django's settings: no test sees or touches this machine's own Miti.

Only ``DATABASE_URL`` and ``REDIS_URL`` count: in them ``make test`` hands its services over.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="miti-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("MITI_")]:
    del os.environ[_name]
os.environ["MITI_DATA_DIR"] = _folder
Path(_folder, "static").mkdir()  # else whitenoise warns that there is nothing to serve
