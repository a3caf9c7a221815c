"""``doctor``: does every promise hold on the data as it is? ``rotate-key``: a new master key."""

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
    rotate = commands.add_parser(
        "rotate-key",
        help="wrap the keys of all conversations under MITI_MASTER_KEY; MITI_OTHER_MASTER_KEYS"
        " open them until then",
    )
    rotate.set_defaults(run=_rotate)


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
    silent = _mail_is_away()
    return 1 if found or silent or any(receipt.late for receipt in receipts) else 0


def _mail_is_away() -> bool:
    """Says whether the server for mails answers, if one is named, and how many notices were given
    up; never its address or what it said, in which there may be a password."""
    from smtplib import SMTPException

    from django.conf import settings
    from django.core.mail import get_connection
    from django.utils import timezone

    from chat import retention

    if not settings.MITI["MITI_EMAIL_URL"]:
        print("mail: no server is named (MITI_EMAIL_URL), so no notice of an answer is offered.")
        return False
    lost = retention.lost_notices(timezone.now())
    given_up = f"; notices given up in seven days: {lost}"
    try:
        with get_connection():
            pass
    except (OSError, SMTPException) as error:
        print(f"mail: MITI_EMAIL_URL does not answer ({type(error).__name__}){given_up}")
        return True
    print(f"mail: the server answers{given_up}")
    return False


def _rotate(options: argparse.Namespace) -> int:
    from chat.actions.keys import rewrap

    done, closed = rewrap()
    print(f"{done} keys are now under the new master key.")
    if closed:
        print(f"{closed} are under a master key that is not named in MITI_OTHER_MASTER_KEYS.")
    return 1 if closed else 0


def _said(receipt: "Receipt") -> str:
    """A purge receipt in one line."""
    from chat.templatetags.spans import age, timespan

    late = ": LATE, nobody deletes (--repair, `miti work`)" if receipt.late else ""
    return (
        f"{receipt.what}: kept: {timespan(receipt.limit)}; deleted today {receipt.today},"
        f" in seven days {receipt.week}; age of the oldest: {age(receipt.oldest)}{late}"
    )
