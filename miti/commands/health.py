"""``doctor``: does every promise hold on the data as it is?"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chat.retention import Receipt

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    """Add the commands of this module."""
    doctor = commands.add_parser(
        "doctor",
        help="prove the promises of the service on live data, and tell what was deleted;"
        " status 1 if one is broken",
    )
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from django.utils import timezone
    from django.utils.translation import override

    from chat import retention
    from chat.doctor import CHECKS, examine, repair

    now = timezone.now()
    if options.repair:
        retention.sweep(now)
    found = repair(now) if options.repair else examine(now)
    for each in found:
        about = ", ".join(map(str, each.about[:20])) + (" …" if len(each.about) > 20 else "")
        hint = "" if options.repair or not each.repairable else " (--repair mends it)"
        print(f"{each.check}: {each.says}: {about}{hint}")
    print(f"{len(CHECKS) - len(found)} of {len(CHECKS)} promises hold.")
    with override("en"):  # as everything that the command line says
        receipts = retention.report(now)
        print("\n".join(map(_said, receipts)))
    return 1 if found or any(receipt.late for receipt in receipts) else 0


def _said(receipt: "Receipt") -> str:
    """A purge receipt in one line."""
    from chat.templatetags.spans import age, timespan

    late = ": LATE, nobody deletes (--repair, `miti work`)" if receipt.late else ""
    return (
        f"{receipt.what}: kept for {timespan(receipt.limit)}; deleted today {receipt.today},"
        f" in seven days {receipt.week}; age of the oldest: {age(receipt.oldest)}{late}"
    )
