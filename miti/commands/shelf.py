"""``import-resources``, ``export-resources``, ``check-links``: the shelf, files and the web."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

PLACE = "a folder of <language>/<key>.md files, or a table that ends in .csv"


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    load = commands.add_parser(
        "import-resources",
        help="add ready-made texts, or bring them in line with files",
        description="config/resources is the first shelf. What exists and is in no file stays.",
    )
    load.add_argument("place", type=Path, metavar="PLACE", help=PLACE)
    load.set_defaults(run=_import)
    save = commands.add_parser("export-resources", help="write all ready-made texts into files")
    save.add_argument("place", type=Path, metavar="PLACE", help=PLACE)
    save.set_defaults(run=_export)
    check = commands.add_parser(
        "check-links",
        help="mark the addresses of ready-made texts that lead nowhere",
        description="Asks for each address once, with a pause for each host, at most 1,000 in"
        " at most 15 minutes. What is dead is not shown to visitors, and listed in the admin.",
    )
    check.set_defaults(run=_check)


def _import(options: argparse.Namespace) -> None:
    from miti import shelf

    print(shelf.bring_in(options.place))


def _export(options: argparse.Namespace) -> None:
    from miti import shelf

    print(shelf.write_out(options.place))


def _check(options: argparse.Namespace) -> None:
    from miti import shelf

    shelf.check_links()
