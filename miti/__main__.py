"""The command line: ``python -m miti`` or ``miti``."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from miti.env import SettingError, read

FEW: Final = 10_000
"""So many more objects made than freed are worth a collection. At Python's 700 whatever is read
from the database sets it off, and in time one of everything: a tenth of a second for all sockets.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; problems that an operator can mend are said in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miti.settings")
    with _loading():
        from django.core.exceptions import ImproperlyConfigured
        from django.db import InterfaceError, OperationalError, ProgrammingError

        from miti.commands import parser
        from miti.problems import Problem

    options = parser().parse_args(arguments)
    try:
        with _loading():
            _prepare(options)
        return int(options.run(options) or 0)
    except (Problem, SettingError, ImproperlyConfigured) as problem:
        print(f"miti: {problem}", file=sys.stderr)
        return 2
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        reason = str(error).strip().partition("\n")[0]
        print(f"miti: the database is away, or `miti migrate` is due: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


@contextmanager
def _loading() -> Iterator[None]:
    """What is loaded in here stays to the end: the collector need not look at it, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(FEW)
        gc.enable()


def _prepare(options: argparse.Namespace) -> None:
    """Read the settings and load the apps, unless the command needs neither."""
    if getattr(options, "demo", False):
        os.environ["MITI_DEMO"] = "yes"
    read(os.environ)
    if not getattr(options, "bare", False):
        import django

        django.setup()


if __name__ == "__main__":
    sys.exit(main())
