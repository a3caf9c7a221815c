"""Data folders as Miti's first start leaves them, made once a run of tests.

Whoever starts Miti on a copy of one finds done what takes more of the processor than all the rest
of a first start. That it happens by itself is what ``test_starting.py`` shows.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from tests.services.process import free_port
from tests.services.program import ROOT, neutral, program

PREPARED = "TEST_PREPARED"
"""Variable that names where they are, for all processes of a run."""


def prepare(folder: Path, *, demo: bool = False) -> None:
    """Lay SQLite's tables and the static files into this folder; the demo's data too, or none."""
    made = Path(os.environ.get(PREPARED) or _of_this_process())
    ready = made / ("demo" if demo else "empty")
    shutil.copytree(ready, folder, dirs_exist_ok=True, copy_function=_one_of_each)


def _one_of_each(source: str, target: str) -> None:
    """A thousand static files take a second to copy; nobody writes into one that is there."""
    (os.link if "/static/" in source else shutil.copy2)(source, target)


@contextmanager
def prepared() -> Iterator[str]:
    """Where the folders are: given, or made for this block."""
    given = os.environ.get(PREPARED)
    if given:
        yield given
    else:
        with tempfile.TemporaryDirectory(prefix="miti-prepared-") as made:
            _make(Path(made))
            yield made


@cache
def _of_this_process() -> str:
    stack = ExitStack()
    atexit.register(stack.close)
    os.environ[PREPARED] = stack.enter_context(prepared())
    return os.environ[PREPARED]


def _make(folder: Path) -> None:
    empty, demo = folder / "empty", folder / "demo"
    for command in ("migrate", "collect-static"):
        environ = {**neutral(), "MITI_DEMO": "yes", "MITI_DATA_DIR": str(empty)}
        subprocess.run([sys.executable, "-m", "miti", command], cwd=ROOT, env=environ, check=True)
    shutil.copytree(empty, demo)
    lived_in({"MITI_DATA_DIR": str(demo)})


def lived_in(environ: Mapping[str, str]) -> None:
    """Miti with these settings was started as a demo once, and has ended."""
    words = ("up", "--demo", "--port", str(free_port()))
    with program(*words, ready="Ctrl-C stops it", environ=environ):
        pass
