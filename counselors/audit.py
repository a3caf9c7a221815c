"""Writing the audit trail: each act in the same transaction as what it tells of."""

from datetime import datetime
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Min

from counselors.models import Act, AuditEntry

OPERATOR: Final = "miti (command line)"
"""The actor of what is done on the machine itself: nobody is signed in there."""


def record(
    actor: str, act: Act, about: str, now: datetime, *, city: str | None = None, detail: str = ""
) -> None:
    """``actor`` (a user name) did this. Only keys, references and codes: never what somebody wrote.

    Call it inside the transaction of the act itself, so that neither is stored without the other.
    """
    AuditEntry.objects.create(
        at=now, actor=actor, act=act, about=about[:120], city=city or "", detail=detail[:200]
    )


def record_of(
    counselor: int,
    act: Act,
    about: str,
    now: datetime,
    *,
    city: str | None = None,
    detail: str = "",
) -> None:
    """The same, by a counselor's id; for the acts at the desk."""
    actor = User.objects.values_list("username", flat=True).get(counselor=counselor)
    record(actor, act, about, now, city=city, detail=detail)


def forget_before(moment: datetime) -> int:
    """Forget what was written until then; how many lines that were."""
    return AuditEntry.objects.forget_before(moment)


def oldest() -> datetime | None:
    """When the oldest line was written."""
    found: datetime | None = AuditEntry.objects.aggregate(at=Min("at"))["at"]
    return found
