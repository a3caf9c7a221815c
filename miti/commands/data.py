"""``migrate``, ``load-reference``, ``create-counselor``: what the database holds."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from miti.problems import Problem

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(run=_migrate)
    static = commands.add_parser("collect-static", help="prepare the static files for serving")
    static.set_defaults(run=_collect)
    load = commands.add_parser(
        "load-reference", help="load cities, subjects, languages and hours from config/"
    )
    load.add_argument(
        "--reset-hours", action="store_true", help="replace hours edited in the admin by the files'"
    )
    load.set_defaults(run=_load)
    create = commands.add_parser("create-counselor", help="create somebody who answers")
    create.add_argument("username")
    create.add_argument("--alias", required=True, help="the name that visitors see")
    create.add_argument("--city", required=True, help="key of the home city")
    create.add_argument("--languages", required=True, help="codes, like fr,nl:0.7 (0 to 1)")
    create.add_argument("--subjects", default="", help="keys, like learning,working; empty: none")
    create.add_argument("--slots", type=int, default=2, help="talks at once, 1 to 3")
    create.add_argument("--coordinator", action="store_true", help="coordinator of that city too")
    create.add_argument("--email", default="", help="to sign in with, and for a new password")
    create.set_defaults(run=_create)
    leaver = commands.add_parser("off-board", help="let somebody in no more, from this second on")
    leaver.add_argument("username")
    leaver.set_defaults(run=_off_board)
    lost = commands.add_parser("forget-second-step", help="of somebody who lost phone and codes")
    lost.add_argument("username")
    lost.set_defaults(run=_forget_second_step)


def _migrate(options: argparse.Namespace) -> None:
    from miti import setup

    setup.check_folder()
    setup.migrate()


def _collect(options: argparse.Namespace) -> None:
    from miti import setup

    setup.collect_static()


def _load(options: argparse.Namespace) -> None:
    from miti import setup

    print(setup.load_reference())
    if options.reset_hours:
        print(setup.reset_hours())


def _create(options: argparse.Namespace) -> None:
    from miti import setup

    setup.create_counselor(options, _password())
    print(f"Created {options.username}.")


def _off_board(options: argparse.Namespace) -> None:
    from miti import setup

    setup.off_board(options.username)
    print(f"{options.username} is signed out and may not sign in any more.")


def _forget_second_step(options: argparse.Namespace) -> None:
    from miti import setup

    setup.forget_second_step(options.username)
    print(f"{options.username} sets up a new second step at the next sign-in.")


def _password() -> str:
    """Asked on a terminal, else the first line of the input: no shell history keeps it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise Problem("the two passwords differ")
    return first
