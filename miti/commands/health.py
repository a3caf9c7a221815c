"""``doctor``: does every promise hold on the data as it is?"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    doctor = commands.add_parser(
        "doctor", help="prove the promises of the service on live data; status 1 if one is broken"
    )
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from chat.doctor import CHECKS, examine, repair

    found = repair(timezone.now()) if options.repair else examine(timezone.now())
    for each in found:
        about = ", ".join(map(str, each.about[:20])) + (" …" if len(each.about) > 20 else "")
        hint = "" if options.repair or not each.repairable else " (--repair mends it)"
        print(f"{each.check}: {each.says}: {about}{hint}")
    print(f"{len(CHECKS) - len(found)} of {len(CHECKS)} promises hold.")
    return 1 if found else 0
