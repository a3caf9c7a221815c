"""Whoever has just set up a second step has shown it: they are not asked for it again at once."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added


def connect() -> None:
    """Called once, when the apps are ready."""
    authenticator_added.connect(_added, dispatch_uid="counselors.second_step_added")


def _added(sender: Any, request: Any, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type,
            reauthenticated=True,
        )  # fmt: skip
