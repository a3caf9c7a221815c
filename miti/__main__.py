"""The command line: ``python -m miti`` or ``miti``."""

import argparse
import os
import sys
from collections.abc import Sequence

from miti.env import SettingError, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; problems that an operator can mend are said in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miti.settings")
    from django.core.exceptions import ImproperlyConfigured

    from miti.commands import parser
    from miti.problems import Problem

    options = parser().parse_args(arguments)
    try:
        _prepare(options)
        return int(options.run(options) or 0)
    except (Problem, SettingError, ImproperlyConfigured) as problem:
        print(f"miti: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


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
